import { expect, it } from 'vitest'
import { applyRules, type Outcome, type Rule } from './finding.ts'

const words = { zh: '', en: '' }
const rule = (outcomes: readonly Outcome[]): Rule<null> => ({
  id: 'word.made',
  severity: 'hint',
  title: words,
  remedy: words,
  basis: words,
  check: () => outcomes,
})
const broken = (name: string, cause?: string): Outcome => ({
  verdict: 'broken',
  where: [{ at: { line: 1 }, quote: name }],
  message: { zh: `“${name}”有误。`, en: `${name} is wrong.` },
  ...(cause === undefined ? {} : { cause }),
})

it('the first of several instances of one cause says how many more are shown with it', () => {
  const { findings } = applyRules([rule([broken('甲', 'one'), broken('乙'), broken('丙', 'one')])], null, null)
  expect(findings.map(({ message, where }) => [message.zh, where.map(({ quote }) => quote)])).toEqual([
    ['“甲”有误（同类情况另有 1 处，一并列出）。', ['甲', '丙']],
    ['“乙”有误。', ['乙']],
  ])
})
