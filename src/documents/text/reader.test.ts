import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corpusText, hasCorpus } from '../../../test/corpus.ts'
import { type Block, type Grid, limits, readDocument, type Source } from '../index.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string): Promise<Source> => readDocument(utf8(text))
const blocksOf = (source: Source): Block[] => source.pages.flatMap((page) => page.blocks)
const gridsOf = (source: Source): Grid[] => blocksOf(source).filter((block) => block.kind === 'grid')

/** Paragraphs as a reader sees them: lines that go on with the one before are put together. */
function paragraphsOf(source: Source): string[] {
  const paragraphs: string[] = []
  for (const block of blocksOf(source)) {
    if (block.kind !== 'line') continue
    if (block.continues) paragraphs.push(`${paragraphs.pop() ?? ''}${block.text}`)
    else paragraphs.push(block.text)
  }
  return paragraphs
}

const table = (grid: Grid): string[][] =>
  Array.from({ length: grid.rows }, (_, row) => grid.cells.filter((cell) => cell.row === row).map((cell) => cell.text))

describe('plain text', () => {
  it('gives each printed line with its number in the file', async () => {
    const source = await read('\n部门预算\r\n\n  一、概况  \n')
    expect(blocksOf(source)).toEqual([
      { kind: 'line', text: '部门预算', at: { line: 2 }, continues: false },
      { kind: 'line', text: '一、概况', at: { line: 4 }, continues: false },
    ])
  })

  it('begins a page at a form feed', async () => {
    const source = await read('第一页\n\f第二页\n\f\n')
    expect(source.pages.map((page) => page.blocks.map((block) => block.kind === 'line' && block.text))).toEqual([
      ['第一页'],
      ['第二页'],
    ])
  })

  it('makes a grid of tab-separated rows, keeps empty fields and pads short rows', async () => {
    const [grid] = gridsOf(await read('表 1\n项目\t预算数\t\n合计\t1,261.69\n'))
    expect(grid).toMatchObject({ evidence: 'delimited', rows: 2, columns: 3, at: { line: 2, lastLine: 3 } })
    expect(grid && table(grid)).toEqual([
      ['项目', '预算数', ''],
      ['合计', '1,261.69', ''],
    ])
  })

  it('goes on with a table over a blank line when the columns agree, and not otherwise', async () => {
    expect(gridsOf(await read('a\tb\n1\t2\n\n3\t4\n')).map((grid) => grid.rows)).toEqual([3])
    expect(gridsOf(await read('a\tb\n1\t2\n\n3\t4\t5\n6\t7\t8\n')).map((grid) => grid.rows)).toEqual([2, 2])
  })

  it('does not take tabs of indentation for a table', async () => {
    const source = await read('\t一、部门职责\n\t负责全区数据工作。\n')
    expect(gridsOf(source)).toEqual([])
    expect(paragraphsOf(source)).toEqual(['一、部门职责', '负责全区数据工作。'])
  })

  it('takes off what a converter left behind and keeps what was printed', async () => {
    const source = await read(
      '- 一、部门主要职责\n**合计**\n^{2.} 本套报表\n- 5.00\n名称\t<p>第一段。</p> <p>第二段。</p>\n乙\t<u>丙</u>\n',
    )
    expect(paragraphsOf(source)).toEqual(['一、部门主要职责', '合计', '2. 本套报表', '- 5.00'])
    expect(gridsOf(source).map(table)).toEqual([
      [
        ['名称', '第一段。 第二段。'],
        ['乙', '丙'],
      ],
    ])
  })

  const rows = fc
    .integer({ min: 2, max: 8 })
    .chain((columns) =>
      fc.array(
        fc.array(fc.constantFrom('', '合计', '1,261.69', '基本支出', '-3', '98%', 'A1'), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: 2, maxLength: 12 },
      ),
    )
    .filter((table) => table.every((row) => row.filter((field) => field !== '').length >= 2))

  it('reads any table back field by field', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (fields) => {
        const [grid] = gridsOf(await read(fields.map((row) => row.join('\t')).join('\n')))
        expect(grid && table(grid)).toEqual(fields)
      }),
    )
  })
})

describe('wrapped prose', () => {
  const sentence = '与上年度相比收入合计减少六百七十六万元主要原因是预算压减本年度项目经费减少部分项目资金推迟拨付'
  const wrap = (text: string, width: number): string[] =>
    Array.from({ length: Math.ceil(text.length / width) }, (_, index) => text.slice(index * width, (index + 1) * width))

  it.each(['\n', '\n\n'])('is put together whatever stands between its lines (%j)', async (between) => {
    const paragraphs = ['一', '二', '三', '四', '五'].map((number) => `（${number}）${sentence}，${sentence}。`)
    const text = paragraphs.flatMap((paragraph) => wrap(paragraph, 28)).join(between)
    expect(paragraphsOf(await read(text))).toEqual(paragraphs)
  })

  it('puts the title of a part together that was too large for one line', async () => {
    const titles = [
      '第二部分 某区某中心 2024 年度',
      '部门决算表',
      '第三部分 某区某中心 2024 年部门决算情',
      '况说明',
      '一、收入情况说明',
    ]
    expect(paragraphsOf(await read(titles.join('\n\n')))).toEqual([
      '第二部分 某区某中心 2024 年度部门决算表',
      '第三部分 某区某中心 2024 年部门决算情况说明',
      '一、收入情况说明',
    ])
  })

  it('joins a sentence torn at a level of the classification, a comma or the unit of a number', async () => {
    const source = await read(
      '住房保障\n（类）\n支出 420.07\n万元，\n占 6.1%。\n三、其他情况\n卫生健康支出（类）\n（1）行政运行。\n',
    )
    expect(paragraphsOf(source)).toEqual([
      '住房保障（类）支出 420.07万元，占 6.1%。',
      '三、其他情况',
      '卫生健康支出（类）',
      '（1）行政运行。',
    ])
  })

  it('leaves headings and short paragraphs alone', async () => {
    const body = wrap(`一般公共预算支出说明，${sentence}，${sentence}。`, 28)
    const lines = ['一、收入情况说明', ...body, '二、支出情况说明', '本单位无此项支出。', '注：无。', ...body]
    expect(paragraphsOf(await read(lines.join('\n')))).toHaveLength(6)
  })
})

describe('encodings', () => {
  const gb18030 = Uint8Array.of(0xba, 0xcf, 0xbc, 0xc6, 0x0a)
  const wide = (text: string, isLittle: boolean): Uint8Array =>
    Uint8Array.from(
      [...text].flatMap((letter) => {
        const code = letter.charCodeAt(0)
        return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
      }),
    )

  it.each([
    ['UTF-8', utf8('合计')],
    ['UTF-8 with a mark', utf8('\ufeff合计')],
    ['GB18030', gb18030],
    ['UTF-16 LE with a mark', wide('\ufeff合计', true)],
    ['UTF-16 BE with a mark', wide('\ufeff合计', false)],
    ['UTF-16 LE without a mark', wide('合计\n1\n', true)],
  ])('reads %s', async (_, bytes) => {
    expect(paragraphsOf(await readDocument(bytes))[0]).toBe('合计')
  })

  it('reads a file that was cut within a character and says so', async () => {
    const source = await readDocument(utf8('一般公共预算支出\n合计').subarray(0, -1))
    expect(paragraphsOf(source)).toEqual(['一般公共预算支出', '合�'])
    expect(source.problems.map((problem) => problem.code)).toEqual(['damaged-characters'])
  })
})

describe('bad text', () => {
  const noise = (length: number, seed = 7): Uint8Array => {
    let state = seed
    return Uint8Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
      return state >> 16
    })
  }

  it.each([
    ['binary noise', 'not-text', noise(20_000)],
    ['a form feed of garbage', 'not-text', Uint8Array.of(0x0c, ...noise(2_000, 3))],
    ['nothing but blank lines', 'nothing-printed', utf8(' \n\f\n \n')],
    ['ten million characters in one line', 'text-too-long', utf8('预'.repeat(10_000_000))],
    ['a long line', 'text-too-long', utf8('1'.repeat(limits.lineCharacters + 1))],
    ['no byte', 'empty-file', new Uint8Array(0)],
    ['more bytes than a document may have', 'file-too-large', new Uint8Array(200 * 1024 * 1024)],
  ])('refuses %s', async (_, code, bytes) => {
    await expect(readDocument(bytes)).rejects.toMatchObject({ name: 'Problem', code })
  })

  it('never fails but with a Problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const outcome = await readDocument(bytes).then(
          () => 'read',
          (error: Error) => error.name,
        )
        expect(['read', 'Problem']).toContain(outcome)
      }),
      { numRuns: 500 },
    )
  })
})

describe.runIf(hasCorpus)('published texts', () => {
  const corpus = (name: string): Promise<Source> => readDocument(readFileSync(corpusText(name)))

  it('hard-wrapped prose comes out as whole sentences', async () => {
    for (const name of ['jiangan-final-2024', 'qiaokou-budget-2021']) {
      const paragraphs = paragraphsOf(await corpus(name))
      const start = paragraphs.findLastIndex((text) => text.startsWith('第三部分'))
      const end = paragraphs.findIndex((text, index) => index > start && text.startsWith('第四部分'))
      const prose = paragraphs.slice(start, end).filter((text) => text.includes('，') && text.length > 40)
      const unfinished = prose.filter((text) => !/[。.：；]$/.test(text))
      expect(prose.length).toBeGreaterThan(10)
      expect(unfinished).toEqual([])
    }
  })

  it('tab-separated tables come out as grids of equal rows', async () => {
    const grids = gridsOf(await corpus('huangpi-budget-2024'))
    expect(grids.length).toBeGreaterThan(20)
    expect(grids[0]).toMatchObject({ rows: 31, columns: 4, at: { line: 73, lastLine: 103 } })
  })
})
