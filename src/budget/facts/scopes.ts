import { meets } from '../../kernel/index.ts'
import type { Fact } from '../model.ts'
import { childrenOf, NATURES } from '../vocabulary/trees.ts'
import { keyOf } from './keys.ts'
import type { Entry, Statement } from './statement.ts'

/**
 * Titles do not say whether a table counts money carried over from earlier years. Regions differ: an income table may
 * hold this year's income or all that is available, a table of expenditure all of it or only what this year's money
 * pays. The figures of the other tables settle it: the reading that they bear out in more places is the table's scope.
 */
interface Reading {
  readonly applies: (fact: Fact) => boolean
  readonly as: (fact: Fact) => Fact
}

const WITH_CARRIED_INCOME: Reading = {
  applies: (fact) => fact.flow === 'income',
  as: (fact) => ({ ...fact, flow: 'income-total' }),
}

const CURRENT_ONLY: Reading = {
  applies: (fact) => fact.flow === 'expenditure' && fact.vintage === undefined,
  as: (fact) => ({ ...fact, vintage: 'current' }),
}

/** Lists of projects may count what institutions spend on trading and on others, too. */
const BEYOND_BASIC: Reading = {
  applies: (fact) => fact.nature === 'project',
  as: (fact) => ({ ...fact, nature: 'non-basic' }),
}

/** Printed entries of some tables by fact. */
type Values = ReadonlyMap<string, readonly Entry[]>

function valuesOf(statements: readonly Statement[]): Values {
  const values = new Map<string, Entry[]>()
  for (const statement of statements) {
    for (const entry of statement.entries.flat()) {
      if (entry === null || entry.fact === null || entry.amount === null) continue
      const key = keyOf(entry.fact)
      const same = values.get(key)
      if (same === undefined) values.set(key, [entry])
      else same.push(entry)
    }
  }
  return values
}

/** What the other tables print for a fact. */
type Testimony = (fact: Fact) => readonly Entry[]

const testimonyOf =
  (values: Values, statement: Statement): Testimony =>
  (fact) =>
    (values.get(keyOf(fact)) ?? []).filter((entry) => entry.table !== statement.table)

interface Votes {
  readonly plain: number
  readonly other: number
}

const agrees = (entry: Entry, others: readonly Entry[]): boolean =>
  others.some((other) => entry.amount !== null && other.amount !== null && meets(entry.amount, other.amount))

const isZero = (entry: Entry): boolean => entry.amount === null || entry.amount.value === 0n

/** The sum of what the others print for this year's income and for what was carried over. */
function availableSums(fact: Fact, others: Testimony): readonly bigint[] {
  const printed = others({ ...fact, flow: 'income-total' }).map((entry) => entry.amount?.value ?? 0n)
  const incomes = others({ ...fact, flow: 'income' })
  const openings = others({ ...fact, flow: 'opening' })
  const sums = incomes.flatMap((income) =>
    openings
      .filter((opening) => opening.table === income.table)
      .map((opening) => (income.amount?.value ?? 0n) + (opening.amount?.value ?? 0n)),
  )
  return [...printed, ...sums]
}

const TOLERANCE = 2n

function isNear(entry: Entry, values: readonly bigint[]): boolean {
  const amount = entry.amount
  if (amount === null) return false
  const slack = (amount.high - amount.low) * TOLERANCE
  return values.some((value) => value >= amount.low - slack && value <= amount.high + slack)
}

function incomeVotes(own: readonly Entry[], others: Testimony): Votes {
  const asked = own.filter((entry) => !isZero(entry) && entry.fact !== null)
  const plain = asked.filter((entry) => entry.fact !== null && agrees(entry, others(entry.fact)))
  const other = asked.filter((entry) => entry.fact !== null && isNear(entry, availableSums(entry.fact, others)))
  return { plain: plain.length, other: other.length }
}

const hasOpening = ({ fact }: Entry, others: Testimony): boolean =>
  fact !== null && others({ ...fact, flow: 'opening' }).some((entry) => !isZero(entry))

function expenditureVotes(own: readonly Entry[], others: Testimony): Votes {
  const unclassified = own.filter(
    (entry) => !isZero(entry) && entry.fact?.function === undefined && entry.fact?.economy === undefined,
  )
  // Tables of income list units more often than those of expenditure: units would vote for one side only.
  const ofAll = unclassified.filter((entry) => entry.fact?.organisation === undefined)
  const totals = ofAll.length > 0 ? ofAll : unclassified
  const plain = totals.filter((entry) => entry.fact !== null && agrees(entry, others(entry.fact)))
  const other = totals.filter((entry) => {
    if (entry.fact === null || entry.fact.nature !== undefined || entry.fact.fund === undefined) return false
    return agrees(entry, others({ ...entry.fact, flow: 'income' }))
  })
  // 基本支出 is the same whether or not projects go on with money carried over: it cannot tell the two apart.
  const isCarriedApart = other.length > 0 && other.every((entry) => hasOpening(entry, others) && !plain.includes(entry))
  const telling = isCarriedApart ? plain.filter(({ fact }) => fact?.nature === undefined) : plain
  return { plain: telling.length, other: other.length }
}

const BEYOND = childrenOf(NATURES, 'non-basic')

/** What one row of another table spends on everything but basic expenditure. */
function beyondBasic(fact: Fact, others: Testimony): readonly bigint[] {
  return others({ ...fact, nature: 'project' }).map((project) => {
    const row = BEYOND.flatMap((nature) => others({ ...fact, nature }).filter((entry) => entry.row === project.row))
    return row.reduce((sum, entry) => sum + (entry.amount?.value ?? 0n), 0n)
  })
}

/** Only tables with a column 项目支出 testify: two lists of projects leave the same open. */
function projectVotes(own: readonly Entry[], others: Testimony): Votes {
  const totals = own.filter((entry) => entry.row.kind === 'total' && !isZero(entry))
  const byColumn: Testimony = (fact) => others(fact).filter((entry) => entry.column.fact?.nature !== undefined)
  const plain = totals.filter((entry) => entry.fact !== null && agrees(entry, byColumn(entry.fact)))
  const other = totals.filter((entry) => entry.fact !== null && isNear(entry, beyondBasic(entry.fact, byColumn)))
  return { plain: plain.length, other: other.length }
}

function restate(statement: Statement, reading: Reading): Statement {
  const entries = statement.entries.map((row) =>
    row.map((entry) =>
      entry?.fact !== null && entry !== null && reading.applies(entry.fact)
        ? { ...entry, fact: reading.as(entry.fact) }
        : entry,
    ),
  )
  return { ...statement, entries }
}

const isCarryingBalances = (statement: Statement): boolean =>
  statement.entries.some((row) => row.some((entry) => entry?.fact?.flow === 'opening'))

function settle(statement: Statement, others: Testimony): Statement {
  const own = statement.entries.flat().filter((entry) => entry !== null)
  const incomes = own.filter((entry) => entry.fact?.flow === 'income')
  if (incomes.length > 0 && !isCarryingBalances(statement)) {
    const votes = incomeVotes(incomes, others)
    return votes.other > votes.plain ? restate(statement, WITH_CARRIED_INCOME) : statement
  }
  if (statement.title.nature === 'project') {
    const votes = projectVotes(own, others)
    if (votes.other > votes.plain) return restate(statement, BEYOND_BASIC)
  }
  const spent = own.filter((entry) => entry.fact !== null && CURRENT_ONLY.applies(entry.fact))
  const hasBothSides = statement.rows.some((row) => row.row.side !== null)
  if (spent.length === 0 || hasBothSides) return statement
  const votes = expenditureVotes(spent, others)
  return votes.other > votes.plain ? restate(statement, CURRENT_ONLY) : statement
}

/**
 * Gives every table the scope that the other tables bear out. Of income only those tables testify that print carry-overs
 * apart: two tables that both leave it open prove nothing to each other.
 */
export function settleScopes(statements: readonly Statement[]): readonly Statement[] {
  const all = valuesOf(statements)
  const carrying = valuesOf(statements.filter(isCarryingBalances))
  return statements.map((statement) => {
    const isOpen = statement.entries.some((row) => row.some((entry) => entry?.fact?.flow === 'income'))
    return settle(statement, testimonyOf(isOpen ? carrying : all, statement))
  })
}
