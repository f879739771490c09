// npm test [FILTER…]: style, types, build, then every test. Installs what the tests need and is missing.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, root } from './prepare.mjs'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const isOnPath = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FORCE_COLOR: '0' },
  })
  if (status !== 0) process.exit(status ?? 1)
}

function ensureBrowser() {
  if (BROWSERS.some(isOnPath)) return
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  console.error('gouji: the tests need Chromium; installing it with apt …')
  run('env', [...sudo, 'apt-get', 'update', '-qq'])
  run('env', [
    ...sudo,
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    'chromium',
    'fonts-noto-cjk',
  ])
}

const tool = (name) => join(root, 'node_modules/.bin', name)
const filters = process.argv.slice(2)

ensureBuilt({ web: true })
ensureBrowser()
if (filters.length === 0) {
  run(tool('biome'), ['check', '--error-on-warnings', '.'])
  run(tool('tsc'), ['--noEmit', '-p', '.'])
}
run(tool('vitest'), ['run', ...filters])
