import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { storeProblem } from '../problems.ts'
import { startOf } from './process.ts'

/** instance-PID-START of the one process that works in a data folder. */
const CLAIM = /^instance-(\d+)-(.+)\.claim$/
const ATTEMPTS = 5
const BOOT_ID = '/proc/sys/kernel/random/boot_id'

export interface Claim {
  release(): void
}

/** Starts are counted from the boot: after another boot the same pid and start are another process. */
const bootOf = (): string => (existsSync(BOOT_ID) ? readFileSync(BOOT_ID, 'utf8').trim().slice(0, 8) : '')

const stampOf = (pid: number): string | null => {
  const start = startOf(pid)
  return start === null ? null : `${bootOf()}${start}`.replace(/\W/g, '')
}

function write(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, `${new Date().toISOString()}\n`)
    fsyncSync(file)
    closeSync(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** The others that hold the folder and live. Claims of the dead are taken away: their names never come again. */
function othersIn(folder: string, own: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const [, pid, stamp] = CLAIM.exec(name) ?? []
    if (pid === undefined || name === own) return []
    if (stampOf(Number(pid)) === stamp) return [Number(pid)]
    rmSync(join(folder, name), { force: true })
    return []
  })
}

/**
 * Claims a data folder for this process, or throws `data-in-use`. Survives kill −9 and pids that are used again: a claim
 * holds only while a process of that pid and start lives. Everyone writes its claim before looking for others, so two
 * that start at once cannot both win.
 */
export async function claim(folder: string): Promise<Claim> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const own = `instance-${process.pid}-${stampOf(process.pid)}.claim`
  const path = join(folder, own)
  for (let attempt = 1; ; attempt += 1) {
    if (!write(path)) throw storeProblem('data-in-use', `pid ${process.pid}`)
    const others = othersIn(folder, own)
    if (others.length === 0) return { release: () => rmSync(path, { force: true }) }
    rmSync(path, { force: true })
    if (attempt === ATTEMPTS) throw storeProblem('data-in-use', `pid ${others.join(', ')}`)
    await sleep(Math.random() * 100 * attempt)
  }
}
