import { type ProblemReport, reportOf } from '../../kernel/index.ts'
import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'

export interface DecodedText {
  readonly text: string
  readonly problems: readonly ProblemReport[]
}

/** Encodings in the order in which they are tried: the stricter first, since GB18030 accepts much that is not. */
const ENCODINGS = ['utf-8', 'gb18030'] as const
/** A file cut in the middle of a character, or a few bad bytes, is still read; noise is not. */
const DAMAGED_SHARE = 0.002
const CONTROL_SHARE = 0.01
const SAMPLE = 65_536

const markOf = (bytes: Uint8Array): string | null => {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return null
}

/** UTF-16 without a mark shows by the zero bytes of its digits, spaces and line ends. */
function guessWide(bytes: Uint8Array): string | null {
  const end = Math.min(bytes.length, SAMPLE) & ~1
  let even = 0
  let odd = 0
  for (let index = 0; index < end; index += 2) {
    if (bytes[index] === 0) even += 1
    if (bytes[index + 1] === 0) odd += 1
  }
  const pairs = end / 2
  if (odd > pairs * 0.02 && even < odd / 20) return 'utf-16le'
  if (even > pairs * 0.02 && odd < even / 20) return 'utf-16be'
  return null
}

/** Decodes strictly, or null when a byte does not belong to the encoding. */
export function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

function decodeDamaged(bytes: Uint8Array): DecodedText {
  const readings = ENCODINGS.map((encoding) => {
    const text = new TextDecoder(encoding).decode(bytes)
    return { text, damaged: count(text, /\ufffd/g) }
  })
  const best = readings.reduce((a, b) => (b.damaged < a.damaged ? b : a))
  if (best.damaged > Math.max(3, best.text.length * DAMAGED_SHARE)) throw documentProblem('not-text')
  return { text: best.text, problems: [reportOf(documentProblem('damaged-characters', `${best.damaged}`))] }
}

function decodeUnmarked(bytes: Uint8Array, declared: string | null): DecodedText {
  for (const encoding of declared === null ? ENCODINGS : [declared, ...ENCODINGS]) {
    const text = decodeStrictly(bytes, encoding)
    if (text !== null) return { text, problems: [] }
  }
  return decodeDamaged(bytes)
}

const decodeAs = (bytes: Uint8Array, encoding: string): DecodedText => {
  const text = decodeStrictly(bytes, encoding)
  return text === null ? decodeDamaged(bytes) : { text, problems: [] }
}

const isControl = (code: number): boolean =>
  (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c && code !== 0x0d) || (code >= 0x7f && code < 0xa0)

/** Noise that happens to decode shows by its control characters and letters that no standard assigns. */
function isNoise(text: string): boolean {
  const sample = text.length > SAMPLE ? text.slice(0, SAMPLE) : text
  let controls = 0
  for (let index = 0; index < sample.length; index += 1) if (isControl(sample.charCodeAt(index))) controls += 1
  const unassigned = count(sample, /[\p{Cn}\p{Co}]/gu)
  return controls + unassigned > Math.max(2, sample.length * CONTROL_SHARE)
}

/**
 * The characters of a text file in UTF-8, UTF-16 or GB18030, known by its mark or by which of them fits; what the file
 * itself declares is tried first.
 * Throws `not-text` for binary noise and `text-too-long`.
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): DecodedText {
  const encoding = markOf(bytes) ?? guessWide(bytes)
  const decoded = encoding === null ? decodeUnmarked(bytes, declared) : decodeAs(bytes, encoding)
  if (isNoise(decoded.text)) throw documentProblem('not-text')
  if (decoded.text.length > limits.textCharacters) throw documentProblem('text-too-long', `${decoded.text.length}`)
  return decoded
}
