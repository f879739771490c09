import type { Indicator, IndicatorRole, Printed } from '../model.ts'
import type { SheetCell } from '../sheet/stream.ts'
import { joinPrinted, joinWords, letters } from '../sheet/words.ts'
import { LEVEL1, LEVEL2, SIDE_HEAD } from '../vocabulary.ts'
import { assign, type Columns, type RoleCell } from './heads.ts'

type Cells = readonly RoleCell<IndicatorRole>[]

const VALUES: readonly IndicatorRole[] = [
  'target',
  'periodTarget',
  'prior',
  'actual',
  'basis',
  'weight',
  'score',
  'reason',
]

const isLevel1 = (text: string): boolean => LEVEL1.test(letters(text))
const isLevel2 = (text: string): boolean => LEVEL2.test(letters(text))

/** The roles of a head in printed order; a table without 三级指标 names its indicators in the next best column. */
export function settleRoles(columns: Columns<IndicatorRole>): Columns<IndicatorRole> {
  const roles = new Set(columns.values())
  if (roles.has('level3')) return columns
  const name: IndicatorRole = roles.has('content') ? (roles.has('goal') ? 'goal' : 'content') : 'goal'
  return new Map([...columns].map(([column, role]) => [column, role === name ? 'level3' : role]))
}

export const isLevelName = (text: string): boolean => /指标$/.test(letters(text)) && (isLevel1(text) || isLevel2(text))

/** 产出指标 in the column of the goal, 社会效益指标 in that of the first level: the row has slipped to the left. */
function hasSlipped(cells: Cells): boolean {
  const hasLevel2 = cells.some((cell) => cell.role === 'level2')
  return cells.some(({ role, text }) => {
    if (role === 'goal' || role === 'project' || role === null) return isLevelName(text)
    return role === 'level1' && !hasLevel2 && isLevel2(text) && !isLevel1(text)
  })
}

/** Reads a slipped row by the order of its words: the levels by their names, the rest as the head orders them. */
function realign(columns: Columns<IndicatorRole>, cells: Cells): Cells {
  const heads = [...columns].sort(([a], [b]) => a - b).map(([, role]) => role)
  const rest = heads.filter(
    (role, index) =>
      !['goal', 'project', 'level1', 'level2', 'amount'].includes(role) &&
      (role === 'prior' || heads.indexOf(role) === index),
  )
  const words = cells.filter((cell) => !SIDE_HEAD.test(letters(cell.text)))
  const levels: RoleCell<IndicatorRole>[] = []
  let next = 0
  for (const [role, test] of [
    ['level1', isLevel1],
    ['level2', isLevel2],
  ] as const) {
    const cell = words[next]
    if (cell === undefined || !test(cell.text)) continue
    levels.push({ ...cell, role })
    next += 1
  }
  let values = words.slice(next)
  if (values.length > rest.length && values[0]?.text === values[1]?.text) values = values.slice(1)
  return [...levels, ...values.map((cell, index) => ({ ...cell, role: rest[index] ?? null }))]
}

const TWICE = /^(\S+)\s+(\S+)$/

/** `98% 98%` in one cell and the next value missing: two cells that have run together. */
function splitRunTogether(columns: Columns<IndicatorRole>, cells: Cells): Cells {
  const missing = new Set([...columns.values()].filter((role) => !cells.some((cell) => cell.role === role)))
  return cells.flatMap((cell): RoleCell<IndicatorRole>[] => {
    const [, first, second] = TWICE.exec(cell.text) ?? []
    if (first === undefined || second === undefined || first !== second) return [cell]
    if (cell.role === 'target' && missing.has('actual'))
      return [
        { ...cell, text: first },
        { ...cell, text: second, role: 'actual' },
      ]
    return cell.role === 'prior'
      ? [
          { ...cell, text: first },
          { ...cell, text: second },
        ]
      : [cell]
  })
}

/** Gives the cells of a row their roles: by their columns, or by their order where the columns do not fit. */
export function alignRow(columns: Columns<IndicatorRole>, cells: readonly SheetCell[], isElsewhere = false): Cells {
  const placed = assign(columns, cells, (role) => role === 'prior')
  return splitRunTogether(columns, isElsewhere || hasSlipped(placed) ? realign(columns, placed) : placed)
}

const wordOf = (cells: Cells, role: IndicatorRole): Printed | null =>
  joinPrinted(cells.filter((cell) => cell.role === role))

/** Comparator, value and unit stand in three columns in some forms: ≥ | 90 | % is the target ≥90%. */
function targetOf(cells: Cells): Printed | null {
  const value = wordOf(cells, 'target')
  if (value === null) return null
  const nature = wordOf(cells, 'nature')?.text ?? ''
  const unit = wordOf(cells, 'unit')?.text ?? ''
  const sign = /^[≥≤><=＝≧≦＞＜]$/.test(nature) && !/^[≥≤><=]/.test(value.text) ? nature : ''
  const hasUnit = unit === '' || value.text.endsWith(unit) || /^(无|\/|-|—)$/.test(unit)
  return { text: `${sign}${value.text}${hasUnit ? '' : unit}`, at: value.at }
}

/** The prior years in their columns; null where the cell of the year is blank. */
function priorOf(columns: Columns<IndicatorRole>, cells: Cells): (Printed | null)[] {
  const found = cells.filter((cell) => cell.role === 'prior')
  const years = [...columns].filter(([, role]) => role === 'prior').map(([column]) => column)
  if (years.length < 2 || found.length >= years.length) return found.map(({ text, at }) => ({ text, at }))
  return years.map((column) => {
    const cell = found.find((each) => each.column <= column && column < each.column + each.columnSpan)
    return cell === undefined ? null : { text: cell.text, at: cell.at }
  })
}

/** What is carried down where a level is printed once for several rows. */
export interface Carry {
  level1: Printed | null
  level2: Printed | null
}

/** Reads one row below a head; null for a row that names no indicator and has no value. */
export function readIndicator(columns: Columns<IndicatorRole>, cells: Cells, carry: Carry): Indicator | null {
  const level1 = wordOf(cells, 'level1')
  const level2 = wordOf(cells, 'level2')
  if (level1 !== null) Object.assign(carry, { level1, level2 })
  else if (level2 !== null) carry.level2 = level2
  const level3 = wordOf(cells, 'level3')
  const isBlank = level3 === null && !cells.some((cell) => cell.role !== null && VALUES.includes(cell.role))
  const first = cells[0]
  if (first === undefined || (isBlank && !isDots(level2))) return null
  return {
    level1: carry.level1,
    level2: carry.level2,
    level3,
    content: wordOf(cells, 'content'),
    target: targetOf(cells),
    periodTarget: wordOf(cells, 'periodTarget'),
    prior: priorOf(columns, cells),
    actual: wordOf(cells, 'actual'),
    basis: wordOf(cells, 'basis'),
    weight: wordOf(cells, 'weight'),
    score: wordOf(cells, 'score'),
    reason: wordOf(cells, 'reason'),
    row: { text: joinRow(cells), at: (level3 ?? level2 ?? first).at },
  }
}

const joinRow = (cells: Cells): string => cells.map((cell) => cell.text).join(' ')

/** …… and ••••• : the template was not filled in. */
export const isDots = (word: Printed | null): boolean => word !== null && /^[.…·•。\s*]{2,}$/.test(word.text)

/** The rest of a row that a page break has torn in two, cell by cell; null where the row stands for itself. */
export function mendTorn(above: Indicator, cells: Cells): Indicator | null {
  if (cells.some((cell) => cell.role === 'target' || cell.role === 'actual' || cell.role === 'score')) return null
  const level2 = wordOf(cells, 'level2')
  if (level2 === null || above.level2 === null) return null
  const joined = above.level2.text + level2.text
  if (isLevel2(above.level2.text) || !isLevel2(joined)) return null
  const mend = (word: Printed | null, role: IndicatorRole): Printed | null =>
    word === null ? null : { ...word, text: joinWords([word.text, wordOf(cells, role)?.text ?? '']) }
  return {
    ...above,
    level2: { ...above.level2, text: joined },
    level3: mend(above.level3, 'level3'),
    basis: mend(above.basis, 'basis'),
  }
}
