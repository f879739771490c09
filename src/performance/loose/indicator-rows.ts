import type { Place } from '../../documents/index.ts'
import type { Indicator, IndicatorRole, Printed } from '../model.ts'
import { joinWords, letters } from '../sheet/words.ts'
import { type Item, isLevel1, isLevel2 } from './items.ts'
import { isNumber, type NamedValues, printedOf, splitTargetActual, splitValues } from './rows.ts'

const BASIS = /^(.{0,4}标准|.{0,4}依据|.{0,6}规定|历史数据|行业)$/

interface LooseRow {
  readonly items: readonly Item[]
  /** The score, or the basis, that ends the row. */
  readonly end: Item
}

/** Cuts the items below a head into rows: a score ends a row of a self-evaluation, the basis one of a declaration. */
function rowsOf(items: readonly Item[], endsRow: (item: Item) => boolean): LooseRow[] {
  const rows: LooseRow[] = []
  let open: Item[] = []
  for (const item of items) {
    if (item.isLastOfLine && open.some((each) => !each.isLabel) && endsRow(item)) {
      rows.push({ items: open, end: item })
      open = []
    } else open.push(item)
  }
  return rows
}

interface Levels {
  level1: Printed | null
  level2: Printed | null
}

const wordOf = ({ text, at }: Item): Printed => ({ text, at })

/** Takes the levels out of a row; what stands before them is kept apart from what follows. */
function takeLevels(items: readonly Item[], carry: Levels): { before: Item[]; after: Item[] } {
  const before: Item[] = []
  const after: Item[] = []
  let hasLevel = false
  for (const item of items) {
    if (isLevel1(item.text) && !(hasLevel && isLevel2(item.text)))
      Object.assign(carry, { level1: wordOf(item), level2: null })
    else if (isLevel2(item.text)) carry.level2 = wordOf(item)
    else {
      ;(hasLevel ? after : before).push(item)
      continue
    }
    hasLevel = true
  }
  return { before, after }
}

const EMPTY = {
  content: null,
  target: null,
  periodTarget: null,
  prior: [],
  actual: null,
  basis: null,
  weight: null,
  score: null,
  reason: null,
} as const

const rowPrinted = ({ items, end }: LooseRow): Printed => ({
  text: joinWords([...items, end].map(({ text }) => text)),
  at: spanOf((items[0] ?? end).at, end.at),
})

const spanOf = (first: Place, last: Place): Place =>
  'line' in first && 'line' in last ? { line: first.line, lastLine: last.lastLine ?? last.line } : first

/** An evaluated indicator: name, target, actual value, points where the head has a column for them, score. */
function evaluated(row: LooseRow, carry: Levels, hasWeight: boolean): Indicator {
  const last = row.items.at(-1)
  const weight = hasWeight && last !== undefined && isNumber(last) ? last : null
  const { before, after } = takeLevels(weight === null ? row.items : row.items.slice(0, -1), carry)
  const { name, values } = splitTargetActual([...before, ...after])
  return {
    ...EMPTY,
    ...carry,
    level3: name,
    target: values[0] ?? null,
    actual: values[1] ?? null,
    weight: weight === null ? null : wordOf(weight),
    score: wordOf(row.end),
    row: rowPrinted(row),
  }
}

/** A declared indicator: the name before or after the levels, prior values, target, basis. */
function declared(row: LooseRow, carry: Levels, priors: number, hasContent: boolean): Indicator {
  const { before, after } = takeLevels(row.items, carry)
  const isNamedBefore = hasContent && before.length > 0 && after.length > 0
  const { name: text, values }: NamedValues = splitValues(isNamedBefore ? after : [...before, ...after], priors + 1)
  const prior = values.slice(0, -1)
  return {
    ...EMPTY,
    ...carry,
    level3: isNamedBefore ? printedOf(before) : text,
    content: isNamedBefore ? text : null,
    target: values.at(-1) ?? null,
    prior: prior.length === priors ? prior : [],
    basis: wordOf(row.end),
    row: rowPrinted(row),
  }
}

/** Reads the items below a head of indicators, and the roles that they turn out to have. */
export function readIndicatorItems(
  heads: readonly IndicatorRole[],
  items: readonly Item[],
): { roles: IndicatorRole[]; indicators: Indicator[] } {
  const roles = new Set(heads)
  const hasContent = roles.has('content') && roles.has('goal')
  if (roles.has('goal') && !roles.has('level3')) roles.add('level3')
  const carry: Levels = { level1: null, level2: null }
  const isEvaluated = roles.has('score')
  const rows = rowsOf(items, isEvaluated ? isNumber : ({ text }) => BASIS.test(letters(text)))
  const indicators = rows.map((row) =>
    isEvaluated
      ? evaluated(row, carry, roles.has('weight'))
      : declared(row, carry, roles.has('prior') ? 2 : 0, hasContent),
  )
  return { roles: [...roles].filter((role) => role !== 'goal'), indicators }
}
