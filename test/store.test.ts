import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { occupantsOf, signal, startOf } from '../src/store/cluster/process.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const folder = mkdtempSync(join(tmpdir(), 'gouji-processes-'))
const isRoot = process.getuid?.() === 0
const NOBODY = 65_534

const gouji = (args: readonly string[], dataDir: string, as: { uid?: number; gid?: number } = {}) =>
  spawnSync(process.execPath, [join(root, 'bin/gouji'), ...args, '--lang', 'en'], {
    ...as,
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: process.env.PATH, GOUJI_DATA: dataDir },
  })

const children: ChildProcess[] = []

/** A process that holds the store and writes to it until it is killed: the bench's. */
function writer(dataDir: string): { readonly child: ChildProcess; readonly isReady: Promise<boolean> } {
  const child = spawn(process.execPath, [join(root, 'dist/app/bench/crash.js'), 'write', dataDir, '0'])
  children.push(child)
  const isReady = new Promise<boolean>((done) => {
    child.once('exit', () => done(false))
    createInterface(child.stdout).once('line', () => done(true))
  })
  return { child, isReady }
}

beforeAll(() => {
  // Builds what is older than its sources.
  spawnSync(process.execPath, [join(root, 'bin/gouji'), '--version'])
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

describe('several processes on one data folder', () => {
  it('one holds it, another is refused, a backup goes beside it; what it leaves when killed is ended by the next', async () => {
    const dataDir = join(folder, 'data')
    const first = writer(dataDir)
    expect(await first.isReady).toBe(true)
    const second = writer(dataDir)
    let complaint = ''
    second.child.stderr?.on('data', (text) => {
      complaint += String(text)
    })
    expect(await second.isReady).toBe(false)
    expect(complaint).toContain('data-in-use')
    const file = join(folder, 'beside.backup')
    expect(gouji(['backup', file], dataDir)).toMatchObject({ status: 0 })

    const postgres = join(dataDir, 'postgresql/data')
    const pidFile = join(postgres, 'postmaster.pid')
    const orphan = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
    signal(first.child.pid ?? 0, 'SIGKILL')
    expect(startOf(orphan)).not.toBeNull()
    expect(gouji(['backup', join(folder, 'after.backup')], dataDir)).toMatchObject({ status: 0 })
    expect(startOf(orphan)).toBeNull()
    expect(occupantsOf(postgres, pidFile)).toEqual([])

    // The tables of the bench are none of the product's.
    const restored = gouji(['restore', file], join(folder, 'other'))
    expect(restored).toMatchObject({ status: 2 })
    expect(restored.stderr).toContain('crash 1')
  })

  it.runIf(isRoot)('an ordinary user runs the database as itself', () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    chmodSync(folder, 0o711)
    chownSync(home, NOBODY, NOBODY)
    const { status, stderr } = gouji(['backup', join(home, 'a.backup')], join(home, 'data'), {
      uid: NOBODY,
      gid: NOBODY,
    })
    expect([status, stderr]).toEqual([2, expect.stringContaining('There are no data here yet')])
    expect(statSync(join(home, 'data/postgresql/data')).uid).toBe(NOBODY)
  })
})
