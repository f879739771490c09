import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingLinks, programFor } from './program.ts'

describe.runIf(process.platform === 'linux')('the programs that come along', () => {
  it('run from a package whose links npm left out, without a byte written into it', () => {
    const room = mkdtempSync(join(tmpdir(), 'gouji-program-'))
    const native = join(dirname(programFor(null, room).postgres), '..')
    const bare = join(room, 'package')
    cpSync(native, join(bare, 'native'), {
      recursive: true,
      filter: (path) => !path.endsWith('share') && !lstatSync(path).isSymbolicLink(),
    })
    const listing = (): string[] => readdirSync(join(bare, 'native/lib'))
    const before = listing()
    const postgres = join(bare, 'native/bin/postgres')
    expect(spawnSync(postgres, ['--version'], { env: {} }).status).not.toBe(0)
    const links = join(room, 'libraries')
    expect(missingLinks(bare, links)).toBe(true)
    expect(spawnSync(postgres, ['--version'], { env: { LD_LIBRARY_PATH: links } }).status).toBe(0)
    expect(listing()).toEqual(before)
    expect(existsSync(links)).toBe(true)
    rmSync(room, { recursive: true })
  })
})
