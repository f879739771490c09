// npm run bench -- NAME [ARGUMENT…]: one measurement. Without a name: which there are.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ensureBuilt, root } from './prepare.mjs'

ensureBuilt()
const [name = '', ...rest] = process.argv.slice(2)
const script = join(root, 'dist/app/bench', `${name}.js`)
if (name === '' || !existsSync(script)) {
  const names = readdirSync(join(root, 'bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => basename(file, '.ts'))
  console.error(`usage: npm run bench -- NAME, one of: ${names.sort().join(' ')}`)
  process.exit(2)
}
process.exit(spawnSync(process.execPath, ['--expose-gc', script, ...rest], { cwd: root, stdio: 'inherit' }).status ?? 1)
