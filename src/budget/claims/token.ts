import { type MoneyUnit, type PrintedNumber, parseNumber } from '../../kernel/index.ts'
import type { Span } from './printed.ts'

/** 比…增加 and 比…减少, as the words say it. */
export type Direction = 'more' | 'less'

export type Token = Span &
  (
    | { readonly kind: 'amount'; readonly number: PrintedNumber; readonly unit: MoneyUnit }
    /** 51 万 without 元, or a number of 亿 without a measure. */
    | { readonly kind: 'bare-amount'; readonly number: PrintedNumber }
    | { readonly kind: 'percent'; readonly number: PrintedNumber; readonly isPoints: boolean }
    | { readonly kind: 'count'; readonly number: PrintedNumber; readonly measure: string }
    | { readonly kind: 'number'; readonly number: PrintedNumber }
    | { readonly kind: 'year'; readonly year: number; readonly isDate: boolean }
    | { readonly kind: 'relative-year'; readonly offset: number }
    | { readonly kind: 'compare' }
    | { readonly kind: 'direction'; readonly direction: Direction }
    | { readonly kind: 'level' }
    | { readonly kind: 'share' }
    | { readonly kind: 'completion' }
    | { readonly kind: 'of-which' }
    | { readonly kind: 'reason' }
    | { readonly kind: 'purpose' }
    | { readonly kind: 'includes' }
    | { readonly kind: 'ordinal' }
    | { readonly kind: 'comma' | 'semicolon' | 'list-comma' | 'colon' | 'stop' | 'open' | 'close' }
    | { readonly kind: 'text' }
  )

type Lexeme = Token extends infer T ? (T extends Span ? Omit<T, keyof Span> : never) : never

const NUMBER = /-?(?:\d{1,3}(?:,\d{3})+(?![\d])|\d+)(?:\.\d+)?/y
const MONEY = /(亿|百万|千|万)?元(?![/／每])/y
/** 单位价值 50 万元（含）以上 sets a limit and states no amount. */
const LIMIT = /\((?:不?含)\)|(?:及|含|\(含\))?以[上下内]/y
const BARE_MONEY = /[万亿](?=[，,。;、)]|$)/y
const PERCENT = /(%|个?百分点)/y
const MEASURE =
  /(?:万|亿)?(?:人次|批次|人|个|批|次|辆|台\(套\)|台|套|平方米|项|家|名|条|份|篇|亩|公里|户|场|期|所|座|处|部|件|天|小时|岁)/y
const YEAR = /((?:19|20)\d\d)(?:年度?|(?=-(?:19|20)\d\d年))/y
const DATE_REST = /(?:\d{1,2}月(?:\d{1,2}日)?|[底末初](?!预算|结转|结余|未))/y
const ORDINAL =
  /(?:\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[①-⑳]|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d(?!\d{3}年)))/y

/** Words of the trade that carry a meaning of their own, longest first where one begins another. */
const WORDS: readonly (readonly [RegExp, Lexeme])[] = [
  [
    /(?:(?:增加|减少|增长|下降|变动|变化|增减)的?)?(?:主要)?(?:原因(?:是|为|:|系)|原因主要是|由于|是因为|主要是因|主要系)|主要是(?!用于)/y,
    { kind: 'reason' },
  ],
  [/同比/y, { kind: 'compare' }],
  [
    /(?:相较于?|相比于?|较之|比|较)(?=(?:(?:19|20)\d\d年?|上一?年|去年|年初|全年|预算数?|调整|前一?年))/y,
    { kind: 'compare' },
  ],
  [
    /[与同和](?=(?:(?:19|20)\d\d年?|上一?年|去年|年初|全年|预算数?|调整|前一?年)[^，。;]{0,24}?(?:相比|持平|一致|相同))/y,
    { kind: 'compare' },
  ],
  [/(?:上一?年度?|去年)(?:同期)?/y, { kind: 'relative-year', offset: -1 }],
  [/(?:本年度?|今年|当年)(?!支出|收入|财政拨款)/y, { kind: 'relative-year', offset: 0 }],
  [/(?:增加|增长|上升|提高|增幅)了?/y, { kind: 'direction', direction: 'more' }],
  [/(?:减少|下降|降低|压减|压缩|降幅)了?/y, { kind: 'direction', direction: 'less' }],
  [/(?:增|升)(?=\d)/y, { kind: 'direction', direction: 'more' }],
  [/(?:减|降)(?=\d)/y, { kind: 'direction', direction: 'less' }],
  [/(?:基本)?(?:保持)?(?:持平|一致|不变)|无(?:增减)?变化|无增减/y, { kind: 'level' }],
  [/占比?(?![有用地])/y, { kind: 'share' }],
  [/完成(?=[^，。;]{0,12}?预算)/y, { kind: 'completion' }],
  [/其中/y, { kind: 'of-which' }],
  [/(?:主要是?|是)?用于/y, { kind: 'purpose' }],
  [/(?:主要|具体)?包括|包含/y, { kind: 'includes' }],
]

const MARKS: Readonly<Record<string, Lexeme>> = {
  '，': { kind: 'comma' },
  ',': { kind: 'comma' },
  ';': { kind: 'semicolon' },
  '、': { kind: 'list-comma' },
  ':': { kind: 'colon' },
  '。': { kind: 'stop' },
  '(': { kind: 'open' },
  ')': { kind: 'close' },
}

interface Match {
  readonly lexeme: Lexeme
  readonly end: number
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function yearAt(text: string, at: number): Match | null {
  const match = matchAt(YEAR, text, at)
  if (match === null) return null
  const end = at + match[0].length
  const rest = matchAt(DATE_REST, text, end)
  const lexeme: Lexeme = { kind: 'year', year: Number(match[1]), isDate: rest !== null }
  return { lexeme, end: end + (rest?.[0].length ?? 0) }
}

const unitOf = (scale: string | undefined): MoneyUnit => {
  const units: Readonly<Record<string, MoneyUnit>> = { 亿: '亿元', 百万: '百万元', 千: '千元', 万: '万元' }
  return units[scale ?? ''] ?? '元'
}

/** What a number counts is said by what stands behind it. */
function quantityOf(number: PrintedNumber, text: string, at: number): Match {
  const money = matchAt(MONEY, text, at)
  if (money !== null) {
    const end = at + money[0].length
    const isLimit = matchAt(LIMIT, text, end) !== null
    return { lexeme: isLimit ? { kind: 'number', number } : { kind: 'amount', number, unit: unitOf(money[1]) }, end }
  }
  // 政府性基金拨款支出预算为 0。: a zero needs no unit.
  if (number.units === 0n && /为0$/.test(text.slice(0, at)) && /^(?:[，,；;。、]|$)/.test(text.slice(at))) {
    return { lexeme: { kind: 'amount', number, unit: '元' }, end: at }
  }
  const percent = matchAt(PERCENT, text, at)
  if (percent !== null) {
    return { lexeme: { kind: 'percent', number, isPoints: percent[1] !== '%' }, end: at + percent[0].length }
  }
  const measure = matchAt(MEASURE, text, at)
  if (measure !== null) {
    return { lexeme: { kind: 'count', number, measure: measure[0] }, end: at + measure[0].length }
  }
  const bare = matchAt(BARE_MONEY, text, at)
  if (bare !== null) return { lexeme: { kind: 'bare-amount', number }, end: at + bare[0].length }
  return { lexeme: { kind: 'number', number }, end: at }
}

/** A minus sign belongs to the number only where nothing stands before it that it could join. */
function numberAt(text: string, at: number): Match | null {
  const match = matchAt(NUMBER, text, at)
  if (match === null) return null
  if (match[0].startsWith('-') && /[\dA-Za-z)年月日]/.test(text[at - 1] ?? '')) return null
  const number = parseNumber(match[0])
  return number === null ? null : quantityOf(number, text, at + match[0].length)
}

/** A full stop typed as a point: …经费支出.外宾… */
const isFullStop = (text: string, at: number): boolean =>
  text[at] === '.' &&
  /[\u4e00-\u9fff)"]/.test(text[at - 1] ?? '') &&
  /^(?:[\u4e00-\u9fff]|$)/.test(text.slice(at + 1, at + 2)) &&
  !/^[一二三四五六七八九十]/.test(text.slice(Math.max(0, at - 1), at))

function wordAt(text: string, at: number): Match | null {
  for (const [pattern, lexeme] of WORDS) {
    const match = matchAt(pattern, text, at)
    if (match !== null) return { lexeme, end: at + match[0].length }
  }
  const mark = isFullStop(text, at) ? MARKS['。'] : MARKS[text[at] ?? '']
  return mark === undefined ? null : { lexeme: mark, end: at + 1 }
}

const MAY_PRECEDE_ORDINAL: ReadonlySet<Token['kind']> = new Set([
  'comma',
  'semicolon',
  'colon',
  'stop',
  'reason',
  'purpose',
])

function ordinalAt(text: string, at: number, before: Token | undefined): Match | null {
  if (before !== undefined && !MAY_PRECEDE_ORDINAL.has(before.kind)) return null
  const match = matchAt(ORDINAL, text, at)
  return match === null ? null : { lexeme: { kind: 'ordinal' }, end: at + match[0].length }
}

function nextMatch(text: string, at: number, before: Token | undefined): Match | null {
  return ordinalAt(text, at, before) ?? yearAt(text, at) ?? numberAt(text, at) ?? wordAt(text, at)
}

/** Where a token that is no plain text may begin: what comes before is passed over in one step. */
const MAY_BEGIN = new RegExp(
  [
    '\\.',
    `[${Object.keys(MARKS).join('')}]`,
    ...[ORDINAL, YEAR, NUMBER, ...WORDS.map(([word]) => word)].map(({ source }) => source),
  ].join('|'),
  'g',
)

function nextBeginning(text: string, at: number): number {
  return matchAt(MAY_BEGIN, text, at)?.index ?? text.length
}

/** Splits plain text into tokens that cover it without a gap; what has no meaning of its own is `text`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let open = 0
  let at = 0
  const flush = (): void => {
    if (open < at) tokens.push({ kind: 'text', start: open, end: at })
  }
  for (;;) {
    at = nextBeginning(text, at)
    if (at === text.length) break
    const match = nextMatch(text, at, open < at ? { kind: 'text', start: open, end: at } : tokens.at(-1))
    if (match === null) {
      at += 1
      continue
    }
    flush()
    tokens.push({ ...match.lexeme, start: at, end: match.end } as Token)
    at = match.end
    open = at
  }
  flush()
  return tokens
}
