import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { corpusText, hasCorpus, oracleFile } from '../../../test/corpus.ts'
import { madeGrid, madeSource } from '../../../test/made-source.ts'
import { type Grid, readDocument } from '../../documents/index.ts'
import { formatNumber } from '../../kernel/index.ts'
import type { Row, Table } from '../model.ts'
import { understand } from '../reading.ts'

const tablesOf = (...grids: readonly Grid[]): readonly Table[] =>
  understand(madeSource('支出预算总表', '单位：万元', ...grids)).tables

function tableOf(...grids: readonly Grid[]): Table {
  const [table] = tablesOf(...grids)
  if (table === undefined) throw new Error('no table was read')
  return table
}

const columnsOf = (table: Table): string[] => table.columns.map((column) => column.path.join('/'))
const valuesOf = (row: Row): (string | null)[] =>
  row.cells.map((cell) => (cell === null ? null : formatNumber(cell.number)))
const rowsOf = (table: Table): unknown[] => table.rows.map((row) => [row.code, row.name, ...valuesOf(row)])

describe('labels', () => {
  it('keep codes apart where 合计 is merged over code and name', () => {
    const table = tableOf(
      madeGrid(['部门（单位）代码|单位名称|合计|公务接待费', '合计|<|9.00|9.00', '060001|某中心|9.00|9.00']),
    )
    expect(columnsOf(table)).toEqual(['合计', '公务接待费'])
    expect(rowsOf(table)).toEqual([
      [null, '合计', '9.00', '9.00'],
      ['060001', '某中心', '9.00', '9.00'],
    ])
  })

  it('of a total belong to the figure behind them where merging is not printed', () => {
    const table = tableOf(
      madeGrid(
        [
          '科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数',
          '301|工资福利支出|5.00|302|商品和服务支出|3.00|310|资本性支出|1.00',
          '30101|基本工资|5.00|30201|办公费|3.00|31002|办公设备购置|1.00',
          '人员经费合计||5.00|公用经费合计|||||4.00',
        ],
        'delimited',
      ),
    )
    const total = rowsOf(table).find((row) => Array.isArray(row) && row[1] === '公用经费合计')
    expect(total).toEqual([null, '公用经费合计', '4.00'])
  })
})

describe('heads', () => {
  it('take their levels from merged cells, a repeated level once', () => {
    const table = tableOf(
      madeGrid([
        '科目编码|科目名称|合计|本年收入|<|<',
        '^|^|^|本年收入|一般公共预算|政 府 性 基 金',
        '201|一般公共服务支出|3.00|3.00|2.00|1.00',
      ]),
    )
    expect(columnsOf(table)).toEqual(['合计', '本年收入', '本年收入/一般公共预算', '本年收入/政府性基金'])
  })

  it('take their levels from blanks where merging is not printed', () => {
    const table = tableOf(
      madeGrid(
        [
          '科目编码|科目名称|合计|基本支出|||项目支出',
          '|||小计|人员经费|公用经费|',
          '201|一般公共服务支出|9.00|6.00|4.00|2.00|3.00',
        ],
        'delimited',
      ),
    )
    expect(columnsOf(table)).toEqual(['合计', '基本支出/小计', '基本支出/人员经费', '基本支出/公用经费', '项目支出'])
  })

  it('do not take column numbers for values', () => {
    const table = tableOf(
      madeGrid(['科目编码|科目名称|合计|基本支出', '栏次||1|2', '|合计|3.00|2.00', '201|一般公共服务支出|3.00|2.00']),
    )
    expect(rowsOf(table)).toEqual([
      [null, '合计', '3.00', '2.00'],
      ['201', '一般公共服务支出', '3.00', '2.00'],
    ])
  })

  it('end where an empty table has only its total', () => {
    const table = tableOf(madeGrid(['科目编码|科目名称|合计|基本支出', '合计|<||', '|||']))
    expect(rowsOf(table)).toEqual([[null, '合计', null, null]])
  })
})

describe('a form that is drawn carelessly', () => {
  it('keeps its total out of the heads where the cells beside it hold heads', () => {
    const table = tableOf(
      madeGrid([
        '项目|<|年初结转和结余|本年支出|<|<',
        '科目编码|科目名称|^|^|^|^',
        '合计|<||合计|基本支出|项目支出',
        '|||||',
      ]),
    )
    expect(columnsOf(table)).toEqual(['年初结转和结余', '本年支出/合计', '本年支出/基本支出', '本年支出/项目支出'])
  })

  it('has no values below the levels of a catalogue', () => {
    const table = tableOf(madeGrid(['指导性目录|<|<|预算金额', '一级|二级|三级|^', '合计|||778.93']))
    expect(columnsOf(table)).toEqual(['预算金额'])
  })
})

describe('rows', () => {
  it('join a code that stands in three columns', () => {
    const table = tableOf(
      madeGrid(['功能分类科目编码|<|<|名称|合计', '类|款|项|^|^', '201|37|50|事业运行|1.00', '201|37||网信事务|1.00']),
    )
    expect(rowsOf(table)).toEqual([
      ['2013750', '事业运行', '1.00'],
      ['20137', '网信事务', '1.00'],
    ])
    expect(table.rows.map((row) => row.depth)).toEqual([3, 2])
  })

  it('give the levels of a code their noughts back, which a spreadsheet takes off', () => {
    const table = tableOf(
      madeGrid(['功能分类科目编码|<|<|名称|合计', '类|款|项|^|^', '208|5||养老支出|1.00', '208|5|1|离退休|1.00']),
    )
    expect(table.rows.map(({ code }) => code)).toEqual(['20805', '2080501'])
  })

  it.each(['2013750 事业运行', '[2013750]事业运行', '2013750-事业运行'])(
    'split code and name in one cell: %s',
    (cell) => {
      expect(rowsOf(tableOf(madeGrid(['项目|合计', `${cell}|1.00`])))).toEqual([['2013750', '事业运行', '1.00']])
    },
  )

  it('keep words, sequence and blanks apart from values', () => {
    const table = tableOf(
      madeGrid([
        '序号|项目编码|项目名称|项目单位|合计|专户资金',
        '1|42011623032T000000104|链路租赁费|某中心本级|25.00|',
        '2|42011623032T000000105|运行维护费|某服务中心|0.00|—',
      ]),
    )
    expect(columnsOf(table)).toEqual(['合计', '专户资金'])
    expect(rowsOf(table)).toEqual([
      ['42011623032T000000104', '链路租赁费', '25.00', null],
      ['42011623032T000000105', '运行维护费', '0.00', null],
    ])
    expect(table.rows.map((row) => row.words.项目单位?.text)).toEqual(['某中心本级', '某服务中心'])
  })

  it('need no name: one line of 三公 expenses', () => {
    const table = tableOf(
      madeGrid(['合计|因公出国（境）费|公务用车|<|公务接待费', '^|^|小计|购置费|^', '5.09|0.00|2.39|0.00|2.70']),
    )
    expect(rowsOf(table)).toEqual([[null, '', '5.09', '0.00', '2.39', '0.00', '2.70']])
  })

  it('put names together that wrapped where no lines are ruled', () => {
    const rows = [
      '|机关事业单位基本养老|',
      '2080505||1.00',
      '|保险缴费支出|',
      '2080506|机关事业单位职业|2.00',
      '|年金缴费支出|',
    ]
    expect(rowsOf(tableOf(madeGrid(['科目编码|科目名称|合计', ...rows], 'aligned')))).toEqual([
      ['2080505', '机关事业单位基本养老保险缴费支出', '1.00'],
      ['2080506', '机关事业单位职业年金缴费支出', '2.00'],
    ])
  })

  it('leave what is no amount to the leftovers, with its place', () => {
    const table = tableOf(
      madeGrid([
        '科目编码|科目名称|合计',
        '201|一般公共服务支出|1.00',
        '208|社会保障和就业支出|详见附表',
        '210|卫生健康支出|2.00',
      ]),
    )
    expect(table.leftovers.map(({ text }) => text)).toEqual(['详见附表'])
    expect(rowsOf(table)[1]).toEqual(['208', '社会保障和就业支出', null])
  })
})

describe('forms', () => {
  it('are no tables of values, and hide none that stands before them', () => {
    const form = madeGrid(['一级指标|二级指标|三级指标|指标值', '产出指标|数量指标|次数|12'])
    const values = madeGrid(['科目编码|科目名称|合计|基本支出', '201|一般公共服务支出|3.00|2.00'])
    expect(tablesOf(values, form).map(rowsOf)).toEqual([[['201', '一般公共服务支出', '3.00', '2.00']]])
    expect(understand(madeSource('项目支出绩效目标表', '单位：万元', form)).tables).toEqual([])
  })
})

describe('nothing is lost', () => {
  it('every printed text of a body is a code, a name, a word, a value or a leftover', () => {
    const text = fc.constantFrom(
      '',
      '1.00',
      '2,345.60',
      '201',
      '2013750',
      '一、教育支出',
      '合计',
      '某单位',
      '详见附表',
      '12 34',
      'y',
      '3',
    )
    const row = fc.array(text, { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const printed = rows.map((cells) => cells.join('|'))
        const tables = tablesOf(
          madeGrid(['科目编码|科目名称|项目单位|合计|基本支出', '201|一般公共服务支出|某单位|1.00|1.00', ...printed]),
        )
        // Without a column of amounts it is no table of values.
        fc.pre(tables.length > 0)
        const placed = tables.flatMap((table) => [
          ...table.rows.flatMap((each) => [
            each.code ?? '',
            each.name,
            ...Object.values(each.words).map((word) => word.text),
          ]),
          ...table.rows.flatMap((each) => each.cells.flatMap((cell) => (cell === null ? [] : [cell.raw ?? cell.text]))),
          ...table.leftovers.map((leftover) => leftover.text),
        ])
        const plain = placed.join('|').replaceAll(' ', '')
        for (const cell of rows.flat()) expect(plain).toContain(cell.replaceAll(' ', ''))
      }),
    )
  })
})

describe('sides', () => {
  it('of income and expenditure share the column that both call 预算数', () => {
    const table = tableOf(
      madeGrid([
        '收入|<|支出|<',
        '项目|预算数|项目|预算数',
        '一、拨款|3.00|一、教育支出|1.00',
        '||二、其他支出|2.00',
        '收入总计|3.00|支出总计|3.00',
      ]),
    )
    expect(columnsOf(table)).toEqual(['预算数'])
    expect(table.rows.map((row) => [row.side, row.index, row.name, ...valuesOf(row)])).toEqual([
      ['收入', 0, '一、拨款', '3.00'],
      ['支出', 0, '一、教育支出', '1.00'],
      ['支出', 1, '二、其他支出', '2.00'],
      ['收入', 2, '收入总计', '3.00'],
      ['支出', 2, '支出总计', '3.00'],
    ])
  })

  it('with different columns have the union of them', () => {
    const table = tableOf(
      madeGrid(['收入|<|支出|<|<', '项目|决算数|项目|合计|一般公共预算', '一、拨款|3.00|一、教育支出|1.00|1.00']),
    )
    expect(columnsOf(table)).toEqual(['决算数', '合计', '一般公共预算'])
    expect(table.rows.map(valuesOf)).toEqual([
      ['3.00', null, null],
      [null, '1.00', '1.00'],
    ])
  })

  it('may be three, the same word over two of them', () => {
    const head = ['人员经费|<|<|公用经费|<|<|<|<|<', '编码|名称|决算数|编码|名称|决算数|编码|名称|决算数']
    const table = tableOf(madeGrid([...head, '301|工资福利支出|3.00|302|商品和服务支出|2.00|310|资本性支出|1.00']))
    expect(columnsOf(table)).toEqual(['决算数'])
    expect(table.rows.map((row) => [row.side, row.code])).toEqual([
      ['人员经费', '301'],
      ['公用经费', '302'],
      ['公用经费', '310'],
    ])
  })

  it('read the same as two tables beside each other', () => {
    const amount = fc.integer({ min: 0, max: 99_999 }).map((value) => (value / 100).toFixed(2))
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 12 }), (amounts) => {
        const rows = amounts.map(([left, right], index) => `${index + 1}.甲项|${left}|${index + 1}.乙项|${right}`)
        const both = tableOf(madeGrid(['收入|<|支出|<', '项目|预算数|项目|预算数', ...rows]))
        const alone = (side: 0 | 1): Table =>
          tableOf(
            madeGrid([
              '项目|预算数',
              ...amounts.map((pair, index) => `${index + 1}.${side === 0 ? '甲' : '乙'}项|${pair[side]}`),
            ]),
          )
        expect(both.rows.filter((row) => row.side === '收入').map(valuesOf)).toEqual(alone(0).rows.map(valuesOf))
        expect(both.rows.filter((row) => row.side === '支出').map(valuesOf)).toEqual(alone(1).rows.map(valuesOf))
      }),
    )
  })
})

describe('tables over several pages', () => {
  const first = ['科目编码|科目名称|合计', '201|一般公共服务支出|1.00']

  it('go on with or without their head, and with other margins', () => {
    const table = tableOf(
      madeGrid([...first]),
      madeGrid(['科目编码|科目名称|合计', '208|社会保障和就业支出|2.00']),
      madeGrid(['|210|卫生健康支出|3.00|']),
    )
    expect(rowsOf(table)).toEqual([
      ['201', '一般公共服务支出', '1.00'],
      ['208', '社会保障和就业支出', '2.00'],
      ['210', '卫生健康支出', '3.00'],
    ])
  })

  it('are read alike in whatever order the tables stand', () => {
    const grids = [
      ['表1 收支预算总表', madeGrid(['项目|预算数', '一、拨款收入|3.00'])],
      ['表2 收入预算总表', madeGrid(['科目编码|科目名称|合计|拨款', '201|一般公共服务支出|1.00|1.00'])],
      ['表3 三公经费支出表', madeGrid(['合计|接待费', '2.00|2.00'])],
    ] as const
    const read = (order: readonly (typeof grids)[number][]) =>
      new Map(
        understand(madeSource(...order.flat())).tables.map((table) => [
          table.caption.title,
          [columnsOf(table), rowsOf(table)],
        ]),
      )
    const expected = read(grids)
    fc.assert(
      fc.property(fc.shuffledSubarray([...grids], { minLength: 3 }), (order) => {
        expect(read(order)).toEqual(expected)
      }),
    )
  })
})

describe('documents that are no budget', () => {
  it('have no tables of values invented', () => {
    const source = madeSource(
      '中药饮片目录',
      '单价：元/克',
      madeGrid(['序号|项目名称|支付标准', '1|川贝母|7.9396', '2|水蛭|7.3920']),
    )
    expect(understand(source).tables).toEqual([])
  })
})

interface AnswerTable {
  readonly id: string
  readonly title: string
  readonly rows?: readonly {
    readonly code?: string | null
    readonly name: string | null
    readonly values?: Record<string, number | null>
  }[]
}

describe.runIf(hasCorpus)('real texts', () => {
  it.each([
    ['huangpi-budget-2024', /^budget\/(?:0|10)/, 1],
    ['huangpi-network-final-2023-ocr', /^公开/, 0.95],
  ])('%s is read into the rows of its answer sheet', async (name, ids, share) => {
    const { tables } = understand(await readDocument(readFileSync(corpusText(name))))
    const answer: { tables: AnswerTable[] } = JSON.parse(readFileSync(oracleFile(`${name}.tables`), 'utf8'))
    const wanted = answer.tables
      .filter(({ id }) => ids.test(id))
      .flatMap((table) =>
        (table.rows ?? []).flatMap((row) => {
          const values = Object.entries(row.values ?? {}).flatMap(([, value]) => value ?? [])
          return values.length === 0
            ? []
            : [{ title: table.title, code: row.code ?? null, name: row.name ?? '', values }]
        }),
      )
    const plain = (text: string): string => text.replace(/[\s“”"]/g, '')
    const found = wanted.filter(({ title, code, name: label, values }) =>
      tables.some(
        (table) =>
          plain(table.caption.title) === plain(title) &&
          table.rows.some(
            (row) =>
              ((code !== null && row.code === code) || plain(row.name) === plain(label)) &&
              JSON.stringify(row.cells.flatMap((cell) => (cell === null ? [] : Number(formatNumber(cell.number))))) ===
                JSON.stringify(values),
          ),
      ),
    )
    expect(found.length / wanted.length).toBeGreaterThanOrEqual(share)
  })
})
