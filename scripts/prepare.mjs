// Makes a clone ready to run: installs the packages that are missing and builds what is older than its sources.
// Plain JavaScript without packages, because it runs before there are any.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const NODE_MAJOR = 20
const NODE_MINOR = 19

function run(command, args, what) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status === 0) return
  console.error(`gouji: ${what} failed${error === undefined ? '' : `: ${error.message}`}`)
  process.exit(2)
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > NODE_MAJOR || (major === NODE_MAJOR && minor >= NODE_MINOR)) return
  console.error(`gouji: Node ${NODE_MAJOR}.${NODE_MINOR} or newer is needed; this is ${process.versions.node}`)
  process.exit(2)
}

const newest = (path) => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}

const isOlder = (output, sources) =>
  !existsSync(output) ||
  sources.some((source) => existsSync(join(root, source)) && newest(join(root, source)) > statSync(output).mtimeMs)

export function ensureInstalled() {
  requireNode()
  const modules = join(root, 'node_modules')
  const marker = join(modules, '.package-lock.json')
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, 'package.json')).mtimeMs) return
  // A linked folder is somebody's arrangement: npm would put a real one in its place.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return
  console.error('gouji: installing packages …')
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], 'npm install')
}

/** Builds the command line and the server, and with `web` the pages. */
export function ensureBuilt({ web = false } = {}) {
  ensureInstalled()
  if (isOlder(join(root, 'dist/app/built'), ['src', 'bench', 'scripts/build.mjs', 'scripts/verify-ledger.mjs']))
    build('app')
  if (web && isOlder(join(root, 'dist/web-built'), ['web', 'src', 'vite.config.ts'])) build('web')
}

function build(part) {
  console.error(`gouji: building ${part} …`)
  run(process.execPath, [join(root, 'scripts/build.mjs'), part], `building ${part}`)
}
