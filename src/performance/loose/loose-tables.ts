import type { Draft } from '../forms/draft.ts'
import { goalsIn } from '../forms/goals.ts'
import type { Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import {
  COMPOSITION_HEADS,
  COST_HEADS,
  FUND_HEADS,
  FUND_ROWS,
  FUNDING_HEADS,
  GOAL_HEADS,
  PRIOR_YEAR_HEADS,
  PROCUREMENT_HEADS,
  type Word,
} from '../vocabulary.ts'
import { placeFunds } from './fund-places.ts'
import { headRun, type Item } from './items.ts'
import { isNumber, isValue, printedOf } from './rows.ts'

/** A table inside a form that has lost its grid. */
export interface LooseTable {
  readonly id: string
  readonly take: (draft: Draft, items: readonly Item[]) => void
}

interface Definition<Role extends string> {
  readonly id: string
  readonly words: readonly Word<Role>[]
  readonly needs: readonly Role[]
  readonly take: (draft: Draft, items: readonly Item[], roles: readonly Role[], heads: ReadonlyMap<Role, Item>) => void
}

type Opener = (items: readonly Item[], index: number) => { table: LooseTable; end: number } | null

const opener =
  <Role extends string>({ id, words, needs, take }: Definition<Role>): Opener =>
  (items, index) => {
    const run = headRun(items, index, words)
    if (!needs.every((role) => run.roles.includes(role))) return null
    return { end: run.end, table: { id, take: (draft, below) => take(draft, below, run.roles, run.heads) } }
  }

const wordOf = (item: Item | undefined): Printed | null =>
  item === undefined ? null : { text: item.text, at: item.at }

/** The items of each printed line. */
function linesOf(items: readonly Item[]): Item[][] {
  const lines: Item[][] = []
  for (const item of items) {
    const last = lines.at(-1)
    if (last !== undefined && last.at(-1)?.endLine === item.line) last.push(item)
    else lines.push([item])
  }
  return lines
}

/** Rows that end with their numbers; words of the lines before belong to the name. */
function numberRows(items: readonly Item[]): { name: Item[]; numbers: Item[] }[] {
  const rows: { name: Item[]; numbers: Item[] }[] = []
  let name: Item[] = []
  for (const line of linesOf(items)) {
    const from = line.findIndex((_, index) => (index > 0 || name.length > 0) && line.slice(index).every(isValue))
    if (from < 0) name.push(...line)
    else {
      rows.push({ name: [...name, ...line.slice(0, from)], numbers: line.slice(from) })
      name = []
    }
  }
  return rows
}

/** The label of the row without the words of merged cells that were printed before it. */
function fromLabel(name: readonly Item[]): readonly Item[] {
  const at = name.findLastIndex(({ text }) => FUND_ROWS.test(letters(text)))
  return at < 0 ? name : name.slice(at)
}

const funds = opener({
  id: 'funds',
  words: FUND_HEADS,
  needs: ['budget', 'executed', 'rate'],
  take(draft, items, roles) {
    for (const { name, numbers } of numberRows(items)) {
      const printed = printedOf(fromLabel(name))
      if (printed !== null && numbers.filter(isNumber).length >= 2)
        draft.funds.push({
          name: { text: printed.text, at: numbers[0]?.at ?? printed.at },
          ...placeFunds(numbers, roles),
        })
    }
  },
})

const composition = opener({
  id: 'composition',
  words: COMPOSITION_HEADS,
  needs: ['current', 'share'],
  take(draft, items, roles, heads) {
    const years = items.filter((item) => /^20\d\d年$/.test(item.text))
    draft.compositionHeads = [heads.get('current')?.text ?? '', heads.get('share')?.text ?? '']
    let group = ''
    const found = headsOfYears(items, roles, heads)
    draft.priorHeads = found
    for (const { name, numbers } of numberRows(items.filter((item) => !years.includes(item)))) {
      const groupItem = name.find((item) => /构成$/.test(item.text))
      if (groupItem !== undefined) group = groupItem.text
      const printed = printedOf(name.filter((item) => item !== groupItem))
      if (printed === null) continue
      const [current, share, ...prior] = numbers
      draft.composition.push({
        group,
        name: printed,
        current: wordOf(current),
        share: wordOf(share),
        prior: [0, 1].map((index) => wordOf(prior[index])),
      })
    }
  },
})

const headsOfYears = (items: readonly Item[], roles: readonly string[], heads: ReadonlyMap<string, Item>): string[] => {
  const years = items.map((item) => item.text).filter((text) => /^20\d\d年$/.test(text))
  return years.length > 0 || roles.length === 0 ? years : ['近两年', heads.get('prior')?.text ?? '']
}

const AMOUNT = /^[\d,]+\.\d{2}$/

const costs = opener({
  id: 'costs',
  words: COST_HEADS,
  needs: ['amount', 'basis'],
  take(draft, items) {
    for (const line of linesOf(items)) {
      const at = line.findIndex((item, index) => index > 0 && AMOUNT.test(item.text))
      const last = draft.costs.at(-1)
      if (at > 0)
        draft.costs.push({
          activity: null,
          description: null,
          economy: printedOf(line.slice(0, at)),
          amount: wordOf(line[at]),
          basis: printedOf(line.slice(at + 1)),
        })
      else if (last !== undefined) {
        const more = printedOf(line)
        const basis = last.basis === null ? more : { ...last.basis, text: `${last.basis.text}${more?.text ?? ''}` }
        draft.costs[draft.costs.length - 1] = { ...last, basis }
      }
    }
  },
})

const procurement = opener({
  id: 'procurement',
  words: PROCUREMENT_HEADS,
  needs: ['name', 'amount'],
  take(draft, items) {
    for (const { name, numbers } of numberRows(items)) {
      const printed = printedOf(name)
      if (printed === null) continue
      draft.procurement.push({
        name: printed,
        quantity: numbers.length > 1 ? wordOf(numbers[0]) : null,
        amount: wordOf(numbers.at(-1)),
      })
    }
  },
})

const funding = opener({
  id: 'funding',
  words: FUNDING_HEADS,
  needs: ['name', 'amount'],
  take(draft, items) {
    for (const { name, numbers } of numberRows(items)) {
      const printed = printedOf(name)
      if (printed !== null) draft.funding.push({ name: printed, amount: wordOf(numbers.at(-1)) })
    }
  },
})

const priorYears = opener({
  id: 'priorYears',
  words: PRIOR_YEAR_HEADS,
  needs: ['year', 'budget', 'executed'],
  take(draft, items, _roles, heads) {
    const head = heads.get('year')
    if (head !== undefined)
      draft.labels.priorYears ??= { text: [...heads.values()].map(({ text }) => text).join(' '), at: head.at }
    for (const line of linesOf(items)) {
      const year = line.find((item) => /^20\d\d年?$/.test(item.text))
      if (year === undefined) continue
      const numbers = line.filter((item) => item !== year && isNumber(item))
      draft.priorYears.push({
        year: { text: year.text, at: year.at },
        budget: wordOf(numbers[0]),
        executed: wordOf(numbers[1]),
        rate: wordOf(numbers[2]),
      })
    }
  },
})

/** Long-term and annual goals side by side come one after the other: a number that begins again begins the annual ones. */
const goals = opener({
  id: 'goals',
  words: GOAL_HEADS,
  needs: ['long', 'annual'],
  take(draft, items) {
    const text = printedOf(items)
    if (text === null) return
    const parts = items.map((item) => ({ item, ordinal: /^目标([1-9])[:：]?$/.exec(letters(item.text))?.[1] ?? null }))
    const restarts = parts.flatMap(({ ordinal }, index) => (ordinal === '1' ? [index] : []))
    const annualFrom = restarts.length > 1 ? (restarts[1] ?? 0) : (restarts[0] ?? items.length)
    for (const [scope, part] of [
      ['long', items.slice(0, annualFrom)],
      ['annual', items.slice(annualFrom)],
    ] as const)
      for (const { text: word, at } of goalPieces(part)) goalsIn(draft.goals, scope, word, at)
  },
})

function goalPieces(items: readonly Item[]): Printed[] {
  const pieces: Item[][] = []
  for (const item of items) {
    const isHead = /^目标[1-9]?[:：]?$/.test(letters(item.text).replace(/\s/g, ''))
    if (isHead || pieces.length === 0) pieces.push([])
    pieces.at(-1)?.push(item)
  }
  return pieces.flatMap((piece) => {
    const printed = printedOf(piece)
    return printed === null
      ? []
      : [{ ...printed, text: printed.text.replace(/^目标\s*[:：]\s*/, '').replace(/^目标(\d)[:：]?/, '目标$1：') }]
  })
}

/** 年度 | 预算数 | 执行数 | 执行率 is a table of years, although its last three heads are those of an execution. */
const OPENERS: readonly Opener[] = [priorYears, funds, composition, costs, procurement, funding, goals]

export function openLooseTable(items: readonly Item[], index: number): { table: LooseTable; end: number } | null {
  for (const open of OPENERS) {
    const opened = open(items, index)
    if (opened !== null) return opened
  }
  return null
}
