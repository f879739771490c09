import type { Statement } from '../facts/statement.ts'
import type { Row } from '../model.ts'
import { balances } from './balances.ts'
import { changes } from './changes.ts'
import { columnSums } from './column-sums.ts'
import { partitions } from './partitions.ts'
import { rowSums } from './row-sums.ts'
import { claimsOf, sameValues, withinFunds, withinPublicExpenses } from './same-values.ts'
import { holds, isEmpty, isOfOne, type Tie } from './tie.ts'

export interface Ties {
  readonly ties: readonly Tie[]
  /** Ties of tables in which most fail: the table was not read or not understood as it is meant. */
  readonly distrusted: readonly Tie[]
  /** Sums that the heads seem to say but the figures do not bear out. */
  readonly doubtful: number
}

const FEW = 6

/** Numbers that found no place are missing from sums: nothing can be said of the sums that fail. */
const isComplete = ({ table }: Statement): boolean =>
  !table.leftovers.some(({ text }) => /\d/.test(text)) && !table.rows.some((row, at) => isTorn(table.rows[at - 1], row))

/** A row that holds nothing but a digit or two, below a figure that lacks them: 12,437.3 and 6 of a number that wrapped. */
function isTorn(above: Row | undefined, row: Row): boolean {
  const filled = row.cells.flatMap((cell, column) => (cell === null ? [] : [{ cell, column }]))
  return (
    filled.length > 0 &&
    filled.every(({ cell, column }) => {
      const upper = above?.cells[column]
      return cell.number.decimals === 0 && cell.text.trim().length <= 2 && upper?.number.decimals === 1
    })
  )
}

/** A published table whose own sums fail more often than they hold was misread. Nor is one trusted with
 * lost numbers or with a title that is not understood. */
function isTrusted(statement: Statement, ties: readonly Tie[]): boolean {
  const broken = ties.filter((tie) => !holds(tie)).length
  if (broken > 0 && !(statement.isCertain && isComplete(statement))) return false
  return broken < FEW || broken * 2 < ties.length
}

function acrossTables(statements: readonly Statement[]): readonly Tie[] {
  const claims = claimsOf(statements)
  return [...sameValues(claims), ...withinFunds(claims), ...withinPublicExpenses(claims), ...partitions(claims)]
}

/** Every tie between the figures of a document, within its tables and across them. */
export function allTies(statements: readonly Statement[]): Ties {
  const own = statements.map((statement) => {
    const columns = columnSums(statement)
    const ties = [...rowSums(statement), ...columns.ties, ...balances(statement), ...changes(statement)].filter(
      (tie) => !isEmpty(tie),
    )
    return { statement, ties, doubtful: columns.doubtful, isTrusted: isTrusted(statement, ties) }
  })
  const trusted = own.filter((each) => each.isTrusted).map((each) => each.statement)
  const books = new Set(trusted.map(({ book }) => book))
  const across = [...books].flatMap((book) => acrossTables(trusted.filter((each) => each.book === book)))
  return {
    ties: [...own.filter((each) => each.isTrusted).flatMap((each) => each.ties), ...across].filter(
      (tie) => !isOfOne(tie),
    ),
    distrusted: own.filter((each) => !each.isTrusted).flatMap((each) => each.ties),
    doubtful: own.reduce((count, each) => count + each.doubtful, 0),
  }
}
