import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const isLinux = process.platform === 'linux'

/** What tells two processes of one pid apart: when it started. Null when there is no such process. */
export function startOf(pid: number): string | null {
  if (!isLinux) {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout?.trim() || null
  }
  const path = `/proc/${pid}/stat`
  if (!existsSync(path)) return null
  // The name of the program stands in brackets and may hold anything; the fields after it are counted from 3.
  const fields = readOrNothing(path)
    .replace(/^.*\)\s/s, '')
    .split(' ')
  const isGone = fields[0] === 'Z' || fields[0] === 'X' || fields.length < 20
  return isGone ? null : (fields[19] ?? null)
}

/** A process may end between being listed and being looked at. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isGoneError(error)) return ''
    throw error
  }
}

const isGoneError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOENT|ESRCH|EACCES|EPERM)$/.test(String(error.code))

function workingFolderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch (error) {
    if (isGoneError(error)) return null
    throw error
  }
}

const pidIn = (pidFile: string): number[] => {
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : Number.NaN
  return Number.isInteger(pid) && pid > 0 && startOf(pid) !== null ? [pid] : []
}

/**
 * The processes that work in a data folder, the postmaster first. Every process of PostgreSQL has the data folder as its
 * working folder, so none is missed and no other is taken for one, whatever postmaster.pid says.
 */
export function occupantsOf(folder: string, pidFile: string): number[] {
  const main = pidIn(pidFile)
  if (!isLinux) return main
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && workingFolderOf(name) === folder)
  const living = all.map(Number).filter((pid) => startOf(pid) !== null)
  return living.sort((a, b) => Number(main.includes(b)) - Number(main.includes(a)) || a - b)
}

/** Sends a signal to a process that may have ended meanwhile. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Looks again and again until something is so; false when it was not in time. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs: number, everyMs = 25): Promise<boolean> {
  const end = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > end) return false
    await sleep(everyMs)
  }
  return true
}
