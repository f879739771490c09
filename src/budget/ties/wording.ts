import { formatAmount, quoted } from '../../kernel/index.ts'
import type { Entry } from '../facts/statement.ts'
import type { Bilingual, Where } from '../finding.ts'
import type { Cause } from './cause.ts'
import { entriesOf, sideOf, type Tie } from './tie.ts'

const squeeze = (text: string): string => text.replace(/[\s\u3000]+/g, '')

export const rowName = (entry: Entry): string => squeeze(`${entry.row.row.code ?? ''}${entry.row.row.name}`) || '合计'
export const columnName = (entry: Entry): string => entry.column.column.path.map(squeeze).join('/')

/** As the table would print it. */
export function printed(value: bigint, entry: Entry): string {
  const { row, column, table } = entry
  const own = row.row.cells[column.index]
  const beside = () => row.row.cells.find((other) => other !== null)
  const above = () => table.rows.map(({ cells }) => cells[column.index]).find((other) => other != null)
  const cell = own ?? beside() ?? above()
  return formatAmount(value, entry.unit, cell?.number.decimals ?? 2)
}

/** A blank cell is found by the figures beside it. */
function quoteOf(entry: Entry): string {
  const name = [entry.row.row.code ?? '', entry.row.row.name.trim()].filter((part) => part !== '').join(' ')
  if (entry.text !== '') return `${name} ${entry.text}`.trim()
  const beside = entry.row.row.cells.flatMap((cell) => (cell === null ? [] : [cell.text]))
  return [name, ...beside].join(' ').trim()
}

export function whereOf(entry: Entry): Where {
  const cell = entry.row.row.cells[entry.column.index]
  return {
    at: cell?.at ?? entry.row.row.at,
    table: entry.table.caption.title,
    row: rowName(entry),
    column: columnName(entry),
    quote: quoteOf(entry),
  }
}

const MOST_PLACES = 16

/** The wrong place first, then every figure that shows it. */
export function placesOf(cause: Cause): readonly Where[] {
  const others = cause.others ?? []
  const shown = [cause, ...others]
    .flatMap(({ ties }) => ties.flatMap(entriesOf))
    .filter(({ amount }) => amount !== null)
  const wrong = [cause, ...others].map(({ entries: [entry] }) => entry)
  return [...new Set([...wrong, ...cause.entries, ...shown])].slice(0, MOST_PLACES).map(whereOf)
}

const named = (entry: Entry): string =>
  `《${entry.table.caption.title.trim()}》${quoted(rowName(entry))}行${quoted(columnName(entry))}栏`
const namedEn = (entry: Entry): string =>
  `row ${quoted(rowName(entry))}, column ${quoted(columnName(entry))} of ${quoted(entry.table.caption.title.trim())}`

const reasons = (cause: Cause): Bilingual => {
  const said = [...new Map(cause.ties.map((tie) => [tie.says.zh, tie.says])).values()].slice(0, 3)
  return { zh: said.map((each) => each.zh).join('；'), en: said.map((each) => each.en).join('; ') }
}

const money = (value: bigint, entry: Entry): string => `${printed(value, entry)} ${entry.unit}`

const elsewhere = (count: number): string => (count > 0 ? `（同一差额另见 ${count} 处）` : '')

export const isConfirmed = ({ confirmations = 0 }: Cause): boolean => confirmations > 0

function saysConfirmed(cause: Cause): Bilingual {
  if (!isConfirmed(cause)) return { zh: '', en: '' }
  return {
    zh: `；该合计另有 ${cause.confirmations} 处勾稽相符，多半是漏列了行或某行有误`,
    en: `; the total holds in ${cause.confirmations} other ties: a row seems to be left out or wrong`,
  }
}

/** Both sides of a tie and their difference. */
function saysSides(cause: Cause): Bilingual {
  const [tie] = cause.ties
  const [first] = cause.entries
  const [left, right] = [sideOf(tie.left), sideOf(tie.right)]
  const gap = left > right ? left - right : right - left
  const more = elsewhere(cause.ties.length - 1)
  if (tie.left.length === 1 && (tie.kind === 'rows' || tie.kind === 'columns')) {
    const { zh, en } = saysConfirmed(cause)
    return {
      zh: `${named(first)}：${tie.says.zh}。印为 ${money(left, first)}，各项之和为 ${money(right, first)}，相差 ${money(gap, first)}${more}${zh}`,
      en: `${namedEn(first)}: ${tie.says.en}. It prints ${money(left, first)}, the parts add up to ${money(right, first)}, a difference of ${money(gap, first)}${en}`,
    }
  }
  return {
    zh: `${named(first)}：${tie.says.zh}。一边为 ${money(left, first)}，另一边为 ${money(right, first)}，相差 ${money(gap, first)}${more}`,
    en: `${namedEn(first)}: ${tie.says.en}. One side is ${money(left, first)}, the other ${money(right, first)}, a difference of ${money(gap, first)}`,
  }
}

/** The other cells of the same slip, shortly: the table has been named. */
function saysAlso(others: readonly Cause[]): Bilingual {
  const said = others.map(({ entries: [entry], expected, ties: [tie] }) => ({
    zh:
      expected === null
        ? `${quoted(rowName(entry))}行的 ${entry.text} 因此不符（${tie.says.zh}）`
        : `${quoted(rowName(entry))}行印为 ${entry.text}，应为 ${money(expected, entry)}`,
    en:
      expected === null
        ? `row ${quoted(rowName(entry))} fails for that reason`
        : `row ${quoted(rowName(entry))} prints ${entry.text} for ${money(expected, entry)}`,
  }))
  return { zh: said.map(({ zh }) => `；${zh}`).join(''), en: said.map(({ en }) => `; ${en}`).join('') }
}

/** What is wrong, in one sentence that an official understands at once. */
export function messageOf(cause: Cause): Bilingual {
  const [own, also] = [saysCause(cause), saysAlso(cause.others ?? [])]
  return { zh: `${own.zh}${also.zh}`, en: `${own.en}${also.en}` }
}

function saysCause(cause: Cause): Bilingual {
  const [entry, target] = cause.entries
  const why = reasons(cause)
  const should = cause.expected === null ? '' : money(cause.expected, entry)
  if (cause.kind === 'missing') {
    return {
      zh: `${named(entry)}为空，应为 ${should}：${why.zh}`,
      en: `${namedEn(entry)} is blank and should be ${should}: ${why.en}`,
    }
  }
  if (cause.kind === 'wrong-place' && target !== undefined) {
    return {
      zh: `${named(entry)}的 ${entry.text} 应填在${named(target)}：${why.zh}`,
      en: `${entry.text} in ${namedEn(entry)} belongs in ${namedEn(target)}: ${why.en}`,
    }
  }
  if (cause.expected === null) return saysSides(cause)
  const more = elsewhere(cause.ties.filter((tie) => !entriesOf(tie).includes(entry)).length)
  return {
    zh: `${named(entry)}印为 ${entry.text}，按其他数据应为 ${should}：${why.zh}${more}`,
    en: `${namedEn(entry)} prints ${entry.text}; the other figures show ${should}: ${why.en}`,
  }
}

/** The figure that would be right; for a tie without culprit what the other side adds up to. */
export function expectedOf(cause: Cause): string | Bilingual {
  const [entry, target] = cause.entries
  if (cause.kind === 'wrong-place' && target !== undefined)
    return {
      zh: `${quoted(rowName(target))}行${quoted(columnName(target))}栏 ${entry.text}`,
      en: `${entry.text} in row ${quoted(rowName(target))}, column ${quoted(columnName(target))}`,
    }
  if (cause.expected !== null) return printed(cause.expected, entry)
  if (!isConfirmed(cause)) return printed(sideOf(cause.ties[0].right), entry)
  const sum = printed(sideOf(cause.ties[0].left), entry)
  return { zh: `各行之和 ${sum}`, en: `rows that add up to ${sum}` }
}

const TAIL = 10n

/** A difference of a few units of the last digit: whole chains of rounding do that, it is hinted at only. */
export function isTail(tie: Tie): boolean {
  const halves = entriesOf(tie).map((entry) =>
    entry.amount === null ? 0n : (entry.amount.high - entry.amount.low) / 2n,
  )
  const half = halves.sort((a, b) => (a < b ? 1 : -1))[0] ?? 0n
  const [left, right] = [sideOf(tie.left), sideOf(tie.right)]
  const gap = left > right ? left - right : right - left
  return gap <= half * (TAIL + BigInt(entriesOf(tie).filter((entry) => entry.amount !== null).length))
}
