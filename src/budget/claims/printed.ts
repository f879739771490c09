/** A printed text in the one form that the grammar reads, with the way back to what was printed. */
export interface Plain {
  /** Half-width digits, letters, brackets and signs; spaces gone, save one between two numbers. */
  readonly text: string
  /** Where each character of `text` stands in the printed text. */
  readonly offsets: readonly number[]
  readonly printed: string
}

const QUOTES: ReadonlyMap<string, string> = new Map([
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

const isSpace = (sign: string): boolean => sign <= ' ' || '\u00a0\u3000\u200b\ufeff\u2002\u2003'.includes(sign)

const isDigit = (sign: string): boolean => (sign >= '0' && sign <= '9') || (sign >= '０' && sign <= '９')

/** The Chinese comma stays what it is: only the half-width comma can stand inside a number. */
function plainCharacter(sign: string): string {
  if (sign <= '~' || (sign >= '\u4e00' && sign <= '\u9fff') || sign === '，') return sign
  if (sign >= '！' && sign <= '～') return String.fromCharCode(sign.charCodeAt(0) - 0xfee0)
  return QUOTES.get(sign) ?? sign
}

export function toPlain(printed: string): Plain {
  const signs: string[] = []
  const offsets: number[] = []
  for (let at = 0; at < printed.length; at += 1) {
    const sign = printed[at] ?? ''
    if (!isSpace(sign)) {
      signs.push(plainCharacter(sign))
      offsets.push(at)
    } else if (isDigit(signs.at(-1) ?? '') && isDigit(printed.slice(at).trimStart()[0] ?? '')) {
      // `113. 21` is one number; `2 024` is not made one, nor a number of a list glued to the figure behind it.
      signs.push(' ')
      offsets.push(at)
    }
  }
  return { text: signs.join(''), offsets, printed }
}

export interface Span {
  readonly start: number
  /** Behind the last character. */
  readonly end: number
}

/** A span of the plain text as a span of what was printed. */
export function printedSpan(plain: Plain, span: Span): Span {
  const start = plain.offsets[span.start] ?? plain.printed.length
  const last = plain.offsets[span.end - 1]
  return { start, end: last === undefined ? start : last + 1 }
}
