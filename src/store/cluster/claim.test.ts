import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claim, stampOf } from './claim.ts'
import { startOf, until } from './process.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gouji-claim-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const claimOf = (pid: number): void => writeFileSync(join(folder, `instance-${pid}-${stampOf(pid)}.claim`), '')

describe('the claim on a data folder', () => {
  it('is one at a time and may be taken again once it is released', async () => {
    const first = await claim(folder)
    await expect(claim(folder)).rejects.toMatchObject({ code: 'data-in-use' })
    first.release()
    const second = await claim(folder)
    second.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('holds while its process lives, and falls when it was killed', async () => {
    const other = spawn('sleep', ['60'])
    const pid = other.pid ?? 0
    claimOf(pid)
    await expect(claim(folder)).rejects.toMatchObject({ code: 'data-in-use', detail: `pid ${pid}` })
    other.kill('SIGKILL')
    await until(() => startOf(pid) === null, 5_000)
    const taken = await claim(folder)
    taken.release()
  })

  it('of a dead process does not pass to another one that was given its pid', async () => {
    writeFileSync(join(folder, `instance-${process.ppid}-0.claim`), '')
    const taken = await claim(folder)
    expect(readdirSync(folder)).toHaveLength(1)
    taken.release()
  })
})
