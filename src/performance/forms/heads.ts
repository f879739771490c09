import { remember } from '../../kernel/index.ts'
import type { SheetCell } from '../sheet/stream.ts'
import { matchWord } from '../sheet/words.ts'
import { ALL_HEADS, type Word } from '../vocabulary.ts'

/** Which role each column of a grid plays below a head. */
export type Columns<Role extends string> = ReadonlyMap<number, Role>

export interface RoleCell<Role extends string> extends SheetCell {
  readonly role: Role | null
}

const isHeadWord = remember((text): boolean => ALL_HEADS.some((words) => matchWord(words, text) !== null))

/** Whether a row may be a head: two of its words at least are words of heads. Spares the rows of data closer looks. */
export function mayBeHead(cells: readonly SheetCell[]): boolean {
  let words = 0
  for (const { text } of cells) {
    if (text.length <= LONGEST_HEAD && isHeadWord(text)) words += 1
    if (words === 2) return true
  }
  return false
}

const LONGEST_HEAD = 40

/** The roles that the words of a row stand for; null for other words. */
export const rolesOf = <Role extends string>(
  words: readonly Word<Role>[],
  cells: readonly SheetCell[],
): RoleCell<Role>[] => cells.map((cell) => ({ ...cell, role: matchWord(words, cell.text) }))

/** Writes the roles of a head row over those of the rows above it: the lowest head decides, 总额 keeps what it is of. */
export function withHeadRow<Role extends string>(
  columns: Columns<Role>,
  cells: readonly RoleCell<Role>[],
): Columns<Role> {
  const next = new Map(columns)
  for (const { role, column, columnSpan } of cells) {
    if (role === null || (role === 'whole' && next.has(column))) continue
    for (let index = column; index < column + columnSpan; index += 1) next.set(index, role)
  }
  return next
}

/** Assigns the cells of a data row to roles; a cell without a head above it goes on with the role to its left. */
export function assign<Role extends string>(
  columns: Columns<Role>,
  cells: readonly SheetCell[],
  mayContinue: (role: Role) => boolean = () => false,
): RoleCell<Role>[] {
  return cells.map((cell) => {
    const own = columns.get(cell.column)
    if (own !== undefined) return { ...cell, role: own }
    const left = [...columns.keys()].filter((column) => column < cell.column).sort((a, b) => b - a)[0]
    const role = left === undefined ? undefined : columns.get(left)
    return { ...cell, role: role !== undefined && mayContinue(role) ? role : null }
  })
}

/** The cell of a role, the first where there are several. */
export const cellOf = <Role extends string>(cells: readonly RoleCell<Role>[], role: Role): SheetCell | null =>
  cells.find((cell) => cell.role === role) ?? null
