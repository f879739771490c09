import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const example = (name: string): string => join(root, 'examples', name)

function gouji(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin/gouji'), ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  })
  return { code: status, out: stdout, err: stderr }
}

interface Contract {
  readonly file: string
  readonly sha256: string
  readonly document: {
    readonly kind: string
    readonly year: number
    readonly organisation: string
    readonly unit: string
  }
  readonly tables: readonly {
    readonly title: string
    readonly columns: readonly string[]
    readonly rows: readonly {
      readonly name: string
      readonly cells: readonly ({ readonly value: string; readonly at: object } | null)[]
    }[]
  }[]
  readonly reading: { readonly pages: number; readonly ties: { readonly held: number } }
  readonly findings: readonly {
    readonly severity: string
    readonly where: readonly object[]
    readonly message: string
  }[]
  readonly receipts: readonly { readonly rule: string; readonly held: number }[]
}

const lines = (out: string): Contract[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Contract)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gouji-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('gouji check', () => {
  it('gives one object a line, in the order given, and exits with 1 when there are errors', () => {
    const files = [example('qiaokou-budget-2021.xlsx'), example('jiangan-final-2024.docx')]
    const { code, out } = gouji('check', '--json', ...files)
    const [budget, accounts] = lines(out)
    expect(code).toBe(1)
    expect([budget?.file, accounts?.file]).toEqual(files)
    expect(budget?.document).toMatchObject({
      kind: 'budget',
      year: 2021,
      organisation: '硚口区大数据中心',
      unit: '万元',
    })
    expect(accounts?.document).toMatchObject({ kind: 'final-account', year: 2024, organisation: '江岸区大数据中心' })
    for (const result of [budget, accounts]) {
      expect(result?.findings.length).toBeGreaterThan(0)
      expect(result?.findings.every(({ where, message }) => where.length > 0 && message !== '')).toBe(true)
      expect(result?.receipts.reduce((sum, { held }) => sum + held, 0)).toBe(result?.reading.ties.held)
    }
  })

  it('speaks English when asked', () => {
    const { out } = gouji('check', '--lang', 'en', example('qiaokou-budget-2021.xlsx'))
    expect(out).toContain('ties:')
    expect(out).toContain('remedy')
  })

  it('tells a problem in the language asked for', () => {
    const chinese = /[\u4e00-\u9fff]/
    expect(gouji('verify', 'nowhere.jsonl').err).toMatch(chinese)
    for (const language of [['--lang', 'en'], ['--lang=en']]) {
      const { code, err } = gouji('verify', 'nowhere.jsonl', ...language)
      expect(code).toBe(2)
      expect(err).toContain('no such file')
      expect(err).not.toMatch(chinese)
    }
  })
})

describe('gouji read', () => {
  it('puts every row into as many cells as there are columns, values as decimals with a place', () => {
    const { code, out } = gouji('read', '--json', example('huangpi-budget-2024.pdf'))
    const [result] = lines(out)
    expect(code).toBe(0)
    expect(result?.tables.length).toBeGreaterThan(10)
    for (const { columns, rows } of result?.tables ?? []) {
      for (const { cells } of rows) {
        expect(cells).toHaveLength(columns.length)
        for (const cell of cells)
          if (cell !== null) expect(cell).toMatchObject({ value: expect.stringMatching(/^-?\d+(\.\d+)?$/) })
      }
    }
  })
})

describe('bad input', () => {
  it.each([
    ['empty.pdf', ''],
    ['torn.pdf', '%PDF-1.7\n1 0 obj\n<<'],
    ['picture.pdf', '\u0089PNG\r\n\u001a\n'],
  ])('%s is named with a remedy and exits with 2, the others are read', (name, content) => {
    const bad = join(folder, name)
    writeFileSync(bad, content, 'latin1')
    const { code, out, err } = gouji('check', '--json', bad, example('qiaokou-budget-2021.xlsx'))
    const [first, second] = out.trim().split('\n')
    expect(code).toBe(2)
    expect(JSON.parse(first ?? '')).toMatchObject({
      file: bad,
      problem: { title: expect.any(String), remedy: expect.any(String) },
    })
    expect(JSON.parse(second ?? '')).toHaveProperty('findings')
    expect(err).toContain(bad)
  })

  it('says which file is not there', () => {
    const { code, err } = gouji('check', join(folder, 'nowhere.pdf'))
    expect(code).toBe(2)
    expect(err).toContain('nowhere.pdf')
  })

  it('takes no document of another kind for a budget', () => {
    const letter = join(folder, 'letter.txt')
    writeFileSync(letter, '关于召开会议的通知\n\n各单位：\n定于 5 月 6 日召开会议，会期 1.50 天。\n')
    const { code, out } = gouji('check', '--json', letter)
    expect(code).toBe(0)
    expect(lines(out)[0]).toMatchObject({ document: { kind: 'other' }, tables: [], findings: [] })
  })

  it.each([[[]], [['bake', 'x.pdf']], [['check']], [['check', '--colour', 'x.pdf']]])(
    'explains the call for %j',
    (args) => {
      const { code, err } = gouji(...args)
      expect(code).toBe(2)
      expect(err).toContain('gouji check')
    },
  )
})
