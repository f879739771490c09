import { add, bareName, formatAmount, type Interval, meets, quoted, rememberOf } from '../../../kernel/index.ts'
import type { FactBook } from '../../facts/fact-book.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import type { Fact, Figure } from '../../model.ts'
import type { StatedAmount } from '../claim.ts'
import { factKey, type Lookup, lookUp, openingsOf } from '../lookup.ts'
import { HELD, notEvaluated, type Prose, UNSETTLED, whereOfAmount } from '../prose.ts'
import { amountRoot } from '../roots.ts'
import type { UnderstoodClaim } from '../understanding.ts'

const TIMES = 10_000n
const SHORTEST_PROJECT = 4

function whereOfFigure(figure: Figure): Where {
  const { table, row, column } = figure
  return {
    at: figure.at,
    ...(table === undefined ? {} : { table: table.caption.title }),
    ...(row === undefined ? {} : { row: row.name }),
    ...(column === undefined ? {} : { column: column.path.join('/') }),
    quote: figure.text,
  }
}

/** 51.36 元 for 51.36 万元: the figure fits when the unit is another one. */
function isOtherUnit(stated: StatedAmount, figure: Figure): boolean {
  if (figure.amount === null || stated.amount.value === 0n) return false
  const isNear = (a: bigint, b: bigint): boolean => (a > b ? a - b : b - a) * 1000n <= b
  const { value } = figure.amount
  return isNear(stated.amount.value * TIMES, value) || isNear(stated.amount.value, value * TIMES)
}

/** 173,746,137 元 is told as 17375, cut as 17374, or one off where its parts were rounded first: never an error. */
function withinOneUnit({ amount }: StatedAmount): Interval {
  const unit = (amount.high - amount.value) * 2n
  return { low: amount.low - unit, high: amount.high + unit }
}

function broken(understood: UnderstoodClaim, stated: StatedAmount, figure: Figure): Outcome {
  const { claim } = understood
  const expected = formatAmount(figure.amount?.value ?? 0n, stated.unit, Math.max(stated.number.decimals, 2))
  const said = formatAmount(stated.amount.value, stated.unit, stated.number.decimals)
  const subject = claim.subject === '' ? claim.topic : claim.subject
  const unit = isOtherUnit(stated, figure)
  return {
    verdict: 'broken',
    where: [whereOfAmount(understood), whereOfFigure(figure)],
    message: unit
      ? {
          zh: `文字中${quoted(subject)}为 ${said} ${stated.unit}，与表格数相差一万倍，疑为“元”与“万元”混用`,
          en: `${quoted(subject)} is stated as ${said} ${stated.unit}, 10,000 times off the table: 元 and 万元 mixed up`,
        }
      : {
          zh: `文字中${quoted(subject)}为 ${said} ${stated.unit}，表格为 ${expected} ${stated.unit}`,
          en: `${quoted(subject)} is stated as ${said} ${stated.unit}; the table says ${expected} ${stated.unit}`,
        },
    expected: `${expected} ${stated.unit}`,
    root: amountRoot(understood),
    ...(understood.meaning.fact === null ? {} : { cause: `${factKey(understood.meaning.fact)} ${said}` }),
  }
}

const figuresByProject = rememberOf((book: FactBook): ReadonlyMap<string, readonly Figure[]> => {
  const projects = new Map<string, Figure[]>()
  for (const figure of book.figures) {
    const { fact, amount } = figure
    if (amount === null || fact.project === undefined) continue
    const name = bareName(fact.project)
    const same = projects.get(name)
    if (same === undefined) projects.set(name, [figure])
    else same.push(figure)
  }
  return projects
})

/** 链路租赁费 25 万元: a project of the tables by its name, in its year's total or by fund. */
function judgeProject(understood: UnderstoodClaim, stated: StatedAmount, book: FactBook): Outcome | null {
  const name = bareName(understood.claim.subject)
  if (name.length < SHORTEST_PROJECT || understood.claim.years.length > 0) return null
  const figures = figuresByProject(book).get(name) ?? []
  if (figures.some(({ amount }) => amount !== null && meets(amount, withinOneUnit(stated)))) return HELD
  const total = figures.find(({ fact }) => fact.fund === undefined && fact.vintage === undefined)
  if (total === undefined) return null
  return total.isUnsettled === true ? UNSETTLED : broken(understood, stated, total)
}

/** The budget column of the 三公 table is that of the year as adjusted; its head says only 预算数. */
function lookUpBudget(book: FactBook, fact: Fact): Lookup {
  const found = lookUp(book, fact)
  const isOpen = found.akin.length === 0 && fact.stage === 'adjusted' && fact.item !== undefined
  return isOpen ? lookUp(book, { ...fact, stage: 'budget' }) : found
}

function judge(understood: UnderstoodClaim, { book }: Prose): Outcome | null {
  const { claim, meaning } = understood
  if (claim.amount === null || claim.isReason) return null
  const stated = claim.amount
  if (meaning.fact === null)
    return judgeProject(understood, stated, book) ?? { verdict: 'not-evaluated', why: meaning.why }
  const { fact } = meaning
  // 一般公共预算拨款 may be what comes in or what goes out.
  const sides: readonly Fact[] = understood.isSideOpen ? [fact, { ...fact, flow: 'income' }] : [fact]
  const found = sides.map((side) => lookUpBudget(book, side))
  const [binding, akin] = [found.flatMap((each) => each.binding), found.flatMap((each) => each.akin)]
  const near = withinOneUnit(stated)
  if (akin.some(({ amount }) => amount !== null && meets(amount, near))) return HELD
  const [figure] = binding
  if (figure === undefined) {
    return notEvaluated('表格中没有与该文字对应的数', 'the tables print no figure for what the sentence states')
  }
  if (isWithoutCarried(stated, figure, fact, book)) {
    return notEvaluated(
      '文字为当年拨款，表格含上年结转',
      'the sentence counts this year alone, the table what was carried over',
    )
  }
  return figure.isUnsettled === true ? UNSETTLED : broken(understood, stated, figure)
}

/** 当年拨款 of a sentence beside a table of all that is spent: what was carried over makes exactly the difference. */
function isWithoutCarried(stated: StatedAmount, figure: Figure, fact: Fact, book: FactBook): boolean {
  const { amount } = figure
  if (fact.vintage !== 'current' || amount === null) return false
  return openingsOf(book, fact).some(
    (opening) =>
      opening.amount !== null && opening.amount.value !== 0n && meets(add(stated.amount, opening.amount), amount),
  )
}

export const statedAmount: Rule<Prose> = {
  id: 'text.amount',
  severity: 'error',
  title: { zh: '文字金额与表格不一致', en: 'Amount in the text differs from the table' },
  remedy: {
    zh: '核对表格与说明，改正其中有误的一处',
    en: 'Compare table and explanation and mend the one that is wrong',
  },
  basis: {
    zh: '同一事项在表格与文字中的金额应当一致（换算单位后）',
    en: 'One fact has one amount, in tables and in text',
  },
  *check(prose) {
    for (const understood of prose.claims) {
      const outcome = judge(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
