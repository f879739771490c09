import type { Outcome, Paragraph, Reading, Rule, Where } from '../../budget/index.ts'
import { type Amount, meets, toAmount } from '../../kernel/index.ts'
import type { PerformanceSubject } from '../model.ts'
import { letters, readAmount } from '../sheet/words.ts'
import { amountOf, evaluations, held, inWan, say, totalFund, unitOf, whereOf } from './evidence.ts'

const STATED = /整体支出绩效自评[,，]?(?:共?涉及)?(?:预算)?资金([\d.,]+)(亿元|万元|元)/

interface Known {
  readonly amount: Amount
  readonly where: Where
}

/** What the whole expenditure was, by the form of the department or by the accounts. */
function knownAmounts(subject: PerformanceSubject): Known[] {
  const forms = evaluations(subject).filter((form) => form.subject === 'department' && form.funds.length > 0)
  const printed = forms.flatMap((form) => {
    const line = totalFund(form)
    return line === undefined
      ? []
      : [line.budget, line.executed].flatMap((word) => {
          const amount = amountOf(word, unitOf(form))
          return word === null || amount === null
            ? []
            : [{ amount, where: { ...whereOf(word, form, line.name.text), quote: `${line.name.text} ${word.text}` } }]
        })
  })
  return printed.length > 0 ? printed : bookedTotal(subject.reading)
}

function bookedTotal({ tables }: Reading): Known[] {
  const table = tables.find(
    ({ caption, columns }) =>
      /支出决算表$/.test(caption.title) && columns.some((column) => letters(column.path.join('')).includes('项目支出')),
  )
  const row = table?.rows.find((each) => letters(each.name) === '合计')
  const cell = row?.cells[0]
  if (table === undefined || row === undefined || cell === undefined || cell === null || table.unit === null) return []
  return [
    {
      amount: toAmount(cell.number, table.unit),
      where: { at: cell.at, table: table.caption.title, row: row.name, quote: cell.text },
    },
  ]
}

const prose = ({ regions }: Reading): Paragraph[] =>
  regions.flatMap((region) => (region.kind === 'prose' ? [...region.paragraphs] : []))

function judge({ text, at }: Paragraph, known: readonly Known[]): Outcome[] {
  const match = STATED.exec(text.replace(/\s+/g, ''))
  const stated = match === null ? null : readAmount(`${match[1] ?? ''}${match[2] ?? ''}`, '万元')
  const first = known[0]
  if (match === null || stated === null || first === undefined) return []
  if (known.some(({ amount }) => meets(amount, stated))) return [held]
  return [
    {
      verdict: 'broken',
      where: [{ at, quote: `资金 ${match[1] ?? ''} ${match[2] ?? ''}` }, first.where],
      expected: inWan(first.amount.value),
      message: say(
        `文字说整体支出绩效自评涉及资金 ${inWan(stated.value)}，整体支出是 ${inWan(first.amount.value)}。`,
        `The text says that ${inWan(stated.value)} were evaluated as a whole; the whole expenditure is ${inWan(first.amount.value)}.`,
      ),
    },
  ]
}

export const overallAmount: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.overall-amount',
  severity: 'error',
  title: say('整体自评的资金不是整体支出', 'The overall evaluation does not cover the whole expenditure'),
  remedy: say(
    '整体支出绩效自评应覆盖单位全部支出。',
    'The overall evaluation is to cover all expenditure of the unit.',
  ),
  basis: say('部门（单位）整体支出绩效自评的对象是全部支出', 'The overall self-evaluation is about all expenditure'),
  check(subject) {
    if (subject.reading.document.kind !== 'final-account') return []
    const known = knownAmounts(subject)
    return prose(subject.reading).flatMap((paragraph) => judge(paragraph, known))
  },
})
