import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { corpusFile, corpusText, hasCorpus } from '../../test/corpus.ts'
import { type Finding, understand } from '../budget/index.ts'
import { readDocument } from '../documents/index.ts'
import { checkPerformance } from './check.ts'
import type { PerformanceReading } from './model.ts'
import { readPerformance } from './reading.ts'

interface Read {
  readonly performance: PerformanceReading
  readonly findings: readonly Finding[]
}

async function read(file: string): Promise<Read> {
  const reading = understand(await readDocument(await readFile(file)))
  const performance = readPerformance(reading)
  return { performance, findings: checkPerformance({ reading, performance }).findings }
}

const countIndicators = ({ forms }: PerformanceReading): number =>
  forms.reduce((count, form) => count + form.blocks.reduce((sum, block) => sum + block.indicators.length, 0), 0)

const errors = ({ findings }: Read): string[] => [
  ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)),
]

describe.runIf(hasCorpus)('real texts', () => {
  it('a budget between tabs: seven forms with all their indicators, and what is wrong with them', async () => {
    const found = await read(corpusText('huangpi-budget-2024'))
    expect(found.performance.forms.map(({ kind }) => kind)).toEqual(['goals', ...Array<string>(6).fill('application')])
    expect(countIndicators(found.performance)).toBe(183)
    expect(errors(found)).toEqual([
      'performance.code-name',
      'performance.executing-unit',
      'performance.goal-coverage',
      'performance.placeholder',
      'performance.prior-before-start',
      'performance.start-year',
    ])
  })

  it('a scan: damaged labels, merged cells and the fields that were left empty', async () => {
    const found = await read(corpusText('huangpi-network-final-2023-ocr'))
    const [overall, project] = found.performance.forms
    expect(overall?.blocks).toHaveLength(4)
    expect(project?.blocks[0]?.indicators).toHaveLength(10)
    expect(project?.fields.deviation).toBeUndefined()
    expect(errors(found)).toEqual(
      expect.arrayContaining([
        'performance.nothing-executed',
        'performance.missing-reason',
        'performance.organisation',
      ]),
    )
  })

  it('accounts without grids: four self-evaluations whose scores add up', async () => {
    const found = await read(corpusText('jiangan-final-2024'))
    expect(found.performance.forms.map((form) => form.total?.score?.text)).toEqual(['100', '100', '100', '100'])
    expect(countIndicators(found.performance)).toBe(57)
    expect(errors(found)).toEqual(['performance.project-expenditure', 'performance.summary-figures'])
  })

  it('a budget without grids: a form that goes on inside the next one', async () => {
    const found = await read(corpusText('qiaokou-budget-2021'))
    expect(found.performance.forms).toHaveLength(5)
    expect(found.performance.forms[0]?.blocks.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4])
    expect(errors(found)).toEqual(['performance.composition-share', 'performance.unit-conflict'])
  })
})

describe.runIf(hasCorpus)('real PDFs', () => {
  let evaluation: Read
  beforeAll(async () => {
    evaluation = await read(corpusFile('ningde-self-evaluation.pdf'))
  })

  it('a departmental self-evaluation gives funds, scores and the indicator without a reason', () => {
    const [form] = evaluation.performance.forms
    expect(form?.funds[0]).toMatchObject({
      budget: { text: '9999.77' },
      executed: { text: '8874.74' },
      rate: { text: '88.75' },
    })
    expect(form?.blocks[0]?.indicators).toHaveLength(17)
    expect(errors(evaluation)).toEqual(['performance.fund-sum'])
    expect(evaluation.findings.map(({ rule }) => rule)).toContain('performance.missing-reason')
  })

  it.each([
    ['guangzhou-goals-department.pdf', 1, 21],
    ['guangzhou-goals-projects.pdf', 70, 300],
    ['chongqing-budget-02.pdf', 4, 24],
    ['xian-budget-02.pdf', 10, 60],
    ['beijing-budget-06.pdf', 21, 120],
  ])('%s gives its forms without an invented error', async (name, forms, indicators) => {
    const found = await read(corpusFile(name))
    expect(found.performance.forms.length).toBeGreaterThanOrEqual(forms)
    expect(countIndicators(found.performance)).toBeGreaterThanOrEqual(indicators)
    expect(errors(found)).toEqual([])
  })

  it.each(['negative-01.pdf', 'negative-04.pdf', 'final-template.pdf'])('%s has no form', async (name) => {
    const found = await read(corpusFile(name))
    expect(found.performance.forms).toEqual([])
    expect(found.findings).toEqual([])
  })
})
