/** A printed text in the one form that the grammar reads, with the way back to what was printed. */
export interface Plain {
  /** Half-width digits, letters, brackets and signs; spaces gone, save one between two numbers. */
  readonly text: string
  /** Where each character of `text` stands in the printed text. */
  readonly offsets: readonly number[]
  readonly printed: string
}

const SPACE = /[\s\u00a0\u3000\u200b\ufeff]/
const DIGIT = /[0-9０-９]/
const QUOTES: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '〝': '"',
  '〞': '"',
  '＂': '"',
  '—': '-',
  '–': '-',
  '―': '-',
  '−': '-',
  '﹪': '%',
  '〔': '[',
  '〕': ']',
}

/** Chinese characters and plain ASCII, nearly all there is: neither space nor to be changed. */
function isPlain(sign: string): boolean {
  const code = sign.charCodeAt(0)
  return (code >= 0x3400 && code <= 0x9fff) || (code > 0x20 && code < 0x7f)
}

/** The Chinese comma stays what it is: only the half-width comma can stand inside a number. */
function plainCharacter(sign: string): string {
  if (sign === '，') return sign
  const code = sign.charCodeAt(0)
  return QUOTES[sign] ?? (code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : sign)
}

/** `113. 21` is one number; `2 024` is not made one, nor is the number of a list glued to the figure behind it. */
export function toPlain(printed: string): Plain {
  const signs: string[] = []
  const offsets: number[] = []
  for (let at = 0; at < printed.length; at += 1) {
    const sign = printed[at] ?? ''
    const isKept = isPlain(sign)
    if (isKept || !SPACE.test(sign)) {
      signs.push(isKept ? sign : plainCharacter(sign))
      offsets.push(at)
      continue
    }
    const last = signs.at(-1) ?? ''
    if (DIGIT.test(last) && DIGIT.test(printed.slice(at).trimStart()[0] ?? '')) {
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
