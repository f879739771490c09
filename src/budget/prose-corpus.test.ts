import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { corpusFile, corpusText, hasCorpus } from '../../test/corpus.ts'
import { readDocument } from '../documents/index.ts'
import { readProse } from './claims/prose.ts'
import { factBookOf } from './facts/book.ts'
import { factsOf } from './facts/facts-of.ts'
import { applyRules, type Finding } from './finding.ts'
import { proseRules } from './prose-rules.ts'
import { understand } from './reading.ts'

async function check(file: string): Promise<readonly Finding[]> {
  const reading = understand(await readDocument(readFileSync(file), { ocr: false }))
  const { document, tables } = reading
  const prose = readProse(reading, factBookOf(factsOf(tables, document), document))
  return applyRules(proseRules, prose, document.year).findings.filter(({ severity }) => severity !== 'hint')
}

const lineOf = ({ where }: Finding): number => {
  const at = where[0]?.at
  return at !== undefined && 'line' in at ? at.line : 0
}

describe.runIf(hasCorpus)('published texts', () => {
  it.each<[string, [rule: string, line: number][]]>([
    [
      'huangpi-budget-2024',
      [
        ['text.project-count', 934],
        ['text.assets', 930],
        ['word.stale-year', 922],
        ['contents.numbering', 323],
        ['contents.match', 59],
        ['text.item-without-amount', 874],
        ['word.template-residue', 930],
      ],
    ],
    [
      'jiangan-final-2024',
      [
        ['text.amount', 748],
        ['text.amount', 877],
        ['text.amount', 917],
        ['text.list-total', 740],
        ['text.items-total', 893],
        ['text.whole-evaluation', 971],
        ['text.missing-count', 926],
        ['word.organisation', 977],
        ['word.organisation', 1561],
        ['word.level', 1231],
      ],
    ],
    ['qiaokou-budget-2021', [['text.count-of-list', 62]]],
    [
      'huangpi-network-final-2023-ocr',
      [
        ['word.stale-year', 435],
        ['word.stale-year', 443],
        ['word.stale-year', 474],
        ['text.subject', 365],
        ['text.three-public-items', 431],
        ['text.reason-missing', 406],
        ['text.items-left-out', 418],
        ['contents.match', 40],
        ['contents.match', 461],
        ['glossary.unused', 529],
      ],
    ],
  ])('%s: what its explanation gets wrong is found', async (name, wanted) => {
    const found = (await check(corpusText(name))).map((finding) => [finding.rule, lineOf(finding)])
    for (const each of wanted) expect(found).toContainEqual(each)
  })

  it.each(['negative-01.pdf', 'negative-02.pdf', 'negative-03.pdf', 'negative-04.pdf'])(
    '%s: nothing is invented',
    async (name) => {
      expect(await check(corpusFile(name))).toEqual([])
    },
    20_000,
  )

  it('a blank form is told once', async () => {
    const found = await check(corpusFile('final-template.pdf'))
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['word.placeholder', 'warning']])
  }, 20_000)
})
