import { keyOf } from '../facts/keys.ts'
import type { Entry, Statement } from '../facts/statement.ts'
import type { Fact, Flow } from '../model.ts'
import type { Tie } from './tie.ts'

const entriesOf = (statement: Statement): readonly Entry[] =>
  statement.entries.flatMap((row) => row.filter((entry) => entry !== null))

const withFlow = (fact: Fact, flow: Flow): string => keyOf({ ...fact, flow })

/** The entries of a statement that claim a fact; a table of four sides prints 支出总计 three times. */
type Find = (key: string) => readonly Entry[]

function finder(entries: readonly Entry[]): Find {
  const byKey = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (entry.fact === null) continue
    const key = keyOf(entry.fact)
    const same = byKey.get(key)
    if (same === undefined) byKey.set(key, [entry])
    else same.push(entry)
  }
  return (key) => byKey.get(key) ?? []
}

const only = (entries: readonly Entry[]): Entry | null => (entries.length === 1 ? (entries[0] ?? null) : null)

const TOTALS = { zh: '收入总计应等于支出总计', en: 'Total income must equal total expenditure' }

/** 收入总计 = 支出总计, for all funds and for each fund that prints both. */
function grandBalance(entries: readonly Entry[], find: Find): Tie[] {
  return entries.flatMap((entry): Tie[] => {
    if (entry.fact?.flow !== 'income-total') return []
    const others = find(withFlow(entry.fact, 'expenditure-total'))
    return others.map((other) => ({ kind: 'balance', left: [entry], right: [other], says: TOTALS }))
  })
}

/** 年初 + 本年收入 = 本年支出 + 年末, in one row. */
function flowBalance(cells: readonly Entry[]): Tie[] {
  const of = (flow: Flow) => cells.filter((entry) => entry.fact?.flow === flow && entry.column.role !== 'of-which')
  const whole = (flow: Flow): Entry | null => {
    const entries = of(flow)
    const totals = entries.filter((entry) => entry.column.role === 'total')
    if (totals.length === 1) return totals[0] ?? null
    return entries.length === 1 ? (entries[0] ?? null) : null
  }
  const [opening, income, expenditure, closing] = [
    whole('opening'),
    whole('income'),
    whole('expenditure'),
    whole('closing'),
  ]
  if (opening === null || income === null || expenditure === null || closing === null) return []
  const says = {
    zh: '年初结转和结余 + 本年收入 应等于 本年支出 + 年末结转和结余',
    en: 'Opening + income must equal expenditure + closing',
  }
  return [{ kind: 'balance', left: [opening, income], right: [expenditure, closing], says }]
}

const hasBalances = (statement: Statement): boolean =>
  statement.rows.some((row) => row.kind === 'balance' && row.row.cells.some((cell) => cell !== null))

/** A table of two sides without carry-overs and without 总计: its two 合计 are equal. */
function plainBalance(statement: Statement, entries: readonly Entry[]): Tie[] {
  if (hasBalances(statement) || statement.rows.some((row) => row.kind === 'grand')) return []
  const totals = entries.filter((entry) => entry.row.kind === 'total' && entry.row.row.side !== null)
  const income = totals.filter((entry) => entry.fact?.flow === 'income')
  return income.flatMap((entry): Tie[] => {
    const fact = entry.fact
    const key = fact === null ? '' : withFlow(fact, 'expenditure')
    const other = totals.find((candidate) => candidate.fact !== null && keyOf(candidate.fact) === key)
    return other === undefined ? [] : [{ kind: 'balance', left: [entry], right: [other], says: TOTALS }]
  })
}

/** 本年收入 + 年初结转 of one fund = 支出总计 of that fund, where the two sides print them. */
function fundBalance(entries: readonly Entry[], find: Find): Tie[] {
  return entries.flatMap((entry): Tie[] => {
    const fact = entry.fact
    if (fact?.flow !== 'expenditure-total' || fact.fund === undefined || fact.fund === 'fiscal') return []
    const income = only(find(withFlow(fact, 'income')))
    const opening = only(find(withFlow(fact, 'opening')))
    if (income === null || opening === null || find(withFlow(fact, 'income-total')).length > 0) return []
    const says = {
      zh: '本年收入与年初结转应等于该项资金的支出总计',
      en: 'Income and opening of a fund must equal its total expenditure',
    }
    return [{ kind: 'balance', left: [income, opening], right: [entry], says }]
  })
}

/** What comes in equals what goes out and what is left. */
export function balances(statement: Statement): readonly Tie[] {
  const entries = entriesOf(statement)
  const flows = new Set(entries.map(({ fact }) => fact?.flow))
  // Few tables have carry-overs on both sides, or 收入总计 and 支出总计.
  const hasFlows = flows.has('opening') && flows.has('closing')
  const rows = hasFlows ? statement.entries.map((row) => row.filter((entry) => entry !== null)) : []
  const find = flows.has('income-total') || flows.has('expenditure-total') ? finder(entries) : () => []
  return [
    ...grandBalance(entries, find),
    ...rows.flatMap(flowBalance),
    ...plainBalance(statement, entries),
    ...fundBalance(entries, find),
  ]
}
