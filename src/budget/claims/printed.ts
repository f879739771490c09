/** A printed text in the one form that the grammar reads. */
export interface Plain {
  /** Half-width digits, letters, brackets and signs; spaces gone, save one between two numbers. */
  readonly text: string
  readonly printed: string
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['‟', '"'],
  ['〝', '"'],
  ['〞', '"'],
  ['＂', '"'],
  ['—', '-'],
  ['–', '-'],
  ['―', '-'],
  ['−', '-'],
  ['﹪', '%'],
  ['〔', '['],
  ['〕', ']'],
])

/** Runs of spaces, full-width signs and the signs above: all that is not printed as it is read. */
const SPACES = '[\\0- \u00a0\u2002\u2003\u200b\u3000\ufeff]+'
const CHANGED = new RegExp(`${SPACES}|[！-～${[...SIGNS.keys()].join('')}]`, 'g')

const DIGIT = /[0-9０-９]/

/** What stands for a printed sign. The Chinese comma stays: only the half-width comma can stand inside a number. */
function plainOf(sign: string, at: number, printed: string): string {
  const known = SIGNS.get(sign)
  if (known !== undefined || sign === '，') return known ?? sign
  if (sign >= '！' && sign <= '～') return String.fromCharCode(sign.charCodeAt(0) - 0xfee0)
  // `113. 21` is one number; `2 024` is not made one, nor a number of a list glued to the figure behind it.
  const isBetweenDigits = DIGIT.test(printed[at - 1] ?? '') && DIGIT.test(printed[at + sign.length] ?? '')
  return isBetweenDigits ? ' ' : ''
}

export const toPlain = (printed: string): Plain => ({ text: printed.replace(CHANGED, plainOf), printed })

/** Where each character of the plain text stands in the printed text. Asked for what is quoted only. */
function offsetsOf(printed: string): number[] {
  const offsets: number[] = []
  let from = 0
  const keepUntil = (end: number): void => {
    for (; from < end; from += 1) offsets.push(from)
  }
  for (const { 0: sign, index } of printed.matchAll(CHANGED)) {
    keepUntil(index)
    if (plainOf(sign, index, printed) !== '') offsets.push(index)
    from = index + sign.length
  }
  keepUntil(printed.length)
  return offsets
}

export interface Span {
  readonly start: number
  /** Behind the last character. */
  readonly end: number
}

/** A span of the plain text as a span of what was printed. */
export function printedSpan(plain: Plain, span: Span): Span {
  const offsets = offsetsOf(plain.printed)
  const start = offsets[span.start] ?? plain.printed.length
  const last = offsets[span.end - 1]
  return { start, end: last === undefined ? start : last + 1 }
}
