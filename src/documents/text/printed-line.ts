/** One line of a text file that prints something. */
export interface PrintedLine {
  /** From 1, in the file. */
  readonly line: number
  readonly text: string
  /** Blank lines before it since the last printed one. */
  readonly gap: number
}

/** Control and formatting characters except tab, line end and form feed. */
const INVISIBLE = /(?![\t\n\f])[\p{Cc}\p{Cf}]/gu

/** Tags that converters leave in the text of a cell or line; their content is what was printed. */
const LEFTOVER_TAG = /<\/?(?:p|br|u|b|i|em|strong|sup|sub|span|div|font)(?:\s[^<>]*)?\/?>/gi
/** `^{2.}`: a converter took small print for a superscript. */
const LEFTOVER_SUPERSCRIPT = /[\^_]\{([^{}]*)\}/g
/** A list dash or star that a converter put before a heading or item; a printed minus stands before a digit. */
const LEFTOVER_DASH = /^\s*[-*+]\s+(?=[^\d\s.,%-]|\d{1,2}\s*[、.．)）]\s*(?!\d))/
const LEFTOVER_HASHES = /^\s*#{1,6}\s+(?=\S)/
const LEFTOVER_STARS = /\*\*([^*]+)\*\*/g

export const withoutInvisible = (text: string): string =>
  text.replace(INVISIBLE, '').replace(/[\u00a0\u2007\u202f]/g, ' ')

/** Takes off what only the conversion to text can have put there. */
export const withoutLeftovers = (text: string): string =>
  text
    .replace(LEFTOVER_TAG, '')
    .replace(LEFTOVER_SUPERSCRIPT, '$1')
    .replace(LEFTOVER_STARS, '$1')
    .replace(LEFTOVER_HASHES, '')
    .replace(LEFTOVER_DASH, '')

/** A line set in columns keeps its indentation, which says where its first column stands; any other is trimmed. */
export function trimLine(text: string): string {
  const trimmed = text.trim()
  return / {2,}\S/.test(trimmed) ? text.trimEnd() : trimmed
}
