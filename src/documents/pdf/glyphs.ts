import type { Frame } from './frame.ts'
import { PDF_LIMITS } from './limits.ts'
import type { Pdfium } from './pdfium.ts'

/** The printed characters of a page in the order of its content, without spaces. */
export interface Glyphs {
  readonly count: number
  /** Unicode code points; U+FFFD where the file does not say which character it is. */
  readonly codes: Uint32Array
  /** Where PDFium's text page has the glyph. */
  readonly indices: Uint32Array
  /** Four per glyph in reading coordinates: left, top, right, bottom. The line of text, not the ink. */
  readonly boxes: Float32Array
  /** Names of the fonts with characters that have no Unicode map, with their number. */
  readonly unmapped: ReadonlyMap<string, number>
  readonly isCut: boolean
}

const UNKNOWN = 0xfffd

const isBlank = (code: number): boolean =>
  code <= 0x20 ||
  code === 0xa0 ||
  code === 0x3000 ||
  code === 0xad ||
  code === 0xfeff ||
  (code >= 0x2000 && code <= 0x200f)

/** Radicals drawn where the character of the same shape is meant; not in Unicode's own compatibility list. */
const RADICALS: ReadonlyMap<number, number> = new Map(
  Array.from(
    '⺠民⺟母⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻰龙⻳龟⺎兀⺏尣',
  )
    .map((sign) => sign.codePointAt(0) ?? 0)
    .reduce<[number, number][]>((pairs, code, index, all) => {
      if (index % 2 === 0) pairs.push([code, all[index + 1] ?? code])
      return pairs
    }, []),
)

/** Many producers store 工 or 长 as a radical of the same shape; a reader sees the character. */
function unify(code: number): number {
  if (code < 0x2e80 || (code > 0x2fdf && code < 0xf900) || code > 0xfaff) return code
  return RADICALS.get(code) ?? String.fromCodePoint(code).normalize('NFKC').codePointAt(0) ?? code
}

function fontOf(pdfium: Pdfium, text: number, index: number, scratch: number): string {
  const length = pdfium.calls.FPDFText_GetFontInfo(text, index, scratch, 256, scratch + 256)
  if (length <= 1 || length > 256) return '未命名字体'
  return new TextDecoder().decode(pdfium.bytes().slice(scratch, scratch + length - 1))
}

/** Which way most of the text runs: quarter turns, clockwise, that bring it upright. Looks at a sample. */
export function findQuarters(pdfium: Pdfium, text: number, rotation: number): number {
  const count = pdfium.calls.FPDFText_CountChars(text)
  const step = Math.max(1, Math.floor(count / 40))
  const votes = [0, 0, 0, 0]
  for (let index = 0; index < count; index += step) {
    if (isBlank(pdfium.calls.FPDFText_GetUnicode(text, index))) continue
    const angle = pdfium.calls.FPDFText_GetCharAngle(text, index)
    // PDFium counts the angle clockwise from 0 to 2π.
    const quarters = (8 - Math.round(angle / (Math.PI / 2))) & 3
    votes[quarters] = (votes[quarters] ?? 0) + 1
  }
  const strongest = votes.indexOf(Math.max(...votes))
  return (strongest - rotation + 4) & 3
}

/**
 * One record per glyph in PDFium's memory: its advance (4 floats), origin (2 doubles), matrix (6 floats). All calls of a
 * page write there, and the page is then worked out in one pass without further calls.
 */
const RECORD = Object.freeze({ bytes: 56, originAt: 16, matrixAt: 32 })

/** Part of the font size that stands above and below the base line. Fonts declare heights too wild to be used. */
const ASCENT = 0.86
const DESCENT = 0.14

/**
 * Reads the glyphs of a page. The calls for each character together cost a thirtieth of what PDFium needs to open it.
 */
export function readGlyphs(pdfium: Pdfium, text: number, frame: Frame, scratch: number): Glyphs {
  const { calls } = pdfium
  const total = calls.FPDFText_CountChars(text)
  const limit = Math.min(Math.max(total, 0), PDF_LIMITS.glyphsPerPage)
  const codes = new Uint32Array(limit)
  const indices = new Uint32Array(limit)
  const sizes = new Float32Array(limit)
  const unmapped = new Map<string, number>()
  const records = calls.malloc((limit + 1) * RECORD.bytes)
  let count = 0
  for (let index = 0; index < limit; index += 1) {
    const code = calls.FPDFText_GetUnicode(text, index)
    if (isBlank(code)) continue
    const record = records + count * RECORD.bytes
    if (calls.FPDFText_GetLooseCharBox(text, index, record) === 0) continue
    calls.FPDFText_GetCharOrigin(text, index, record + RECORD.originAt, record + RECORD.originAt + 8)
    calls.FPDFText_GetMatrix(text, index, record + RECORD.matrixAt)
    sizes[count] = calls.FPDFText_GetFontSize(text, index)
    const isUnknown = code === UNKNOWN || calls.FPDFText_HasUnicodeMapError(text, index) === 1
    if (isUnknown) {
      const font = fontOf(pdfium, text, index, scratch)
      unmapped.set(font, (unmapped.get(font) ?? 0) + 1)
    }
    indices[count] = index
    codes[count] = isUnknown ? UNKNOWN : unify(code)
    count += 1
  }
  const boxes = boxGlyphs(pdfium, records, sizes, count, frame)
  calls.free(records)
  narrowOverlaps(boxes, count, (glyph) => readInk(pdfium, text, indices[glyph] ?? 0, frame, scratch))
  return { count, codes, indices, boxes, unmapped, isCut: total > limit }
}

/** Boxes in reading coordinates: as wide as the glyph advances, as high as its font size around its base line. */
function boxGlyphs(pdfium: Pdfium, records: number, sizes: Float32Array, count: number, frame: Frame): Float32Array {
  const { a, b, c, d, e, f } = frame.matrix
  const floats = pdfium.floats()
  const doubles = new Float64Array(floats.buffer)
  const boxes = new Float32Array(count * 4)
  for (let index = 0; index < count; index += 1) {
    const record = records + index * RECORD.bytes
    const loose = record >> 2
    const matrix = (record + RECORD.matrixAt) >> 2
    const origin = (record + RECORD.originAt) >> 3
    const x0 = floats[loose] ?? 0
    const y0 = floats[loose + 1] ?? 0
    const x1 = floats[loose + 2] ?? 0
    const y1 = floats[loose + 3] ?? 0
    const left = a * x0 + c * y0 + e
    const right = a * x1 + c * y1 + e
    const upX = floats[matrix + 2] ?? 0
    const upY = floats[matrix + 3] ?? 0
    const size = (sizes[index] ?? 0) * Math.sqrt(upX * upX + upY * upY)
    const isUpright = Math.abs(b * upX + d * upY) >= Math.abs(a * upX + c * upY) && size > 0
    const base = b * (doubles[origin] ?? 0) + d * (doubles[origin + 1] ?? 0) + f
    const top = isUpright ? base - ASCENT * size : b * x0 + d * y0 + f
    const bottom = isUpright ? base + DESCENT * size : b * x1 + d * y1 + f
    boxes[index * 4] = Math.min(left, right)
    boxes[index * 4 + 1] = Math.min(top, bottom)
    boxes[index * 4 + 2] = Math.max(left, right)
    boxes[index * 4 + 3] = Math.max(top, bottom)
  }
  return boxes
}

/** From where to where the ink of a glyph reaches along its line, in reading coordinates. */
type Ink = readonly [from: number, to: number]

function readInk(pdfium: Pdfium, text: number, index: number, { matrix }: Frame, scratch: number): Ink {
  pdfium.calls.FPDFText_GetCharBox(text, index, scratch, scratch + 8, scratch + 16, scratch + 24)
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = new Float64Array(pdfium.floats().buffer, scratch, 4)
  const from = Math.fround(matrix.a * x0 + matrix.c * y0 + matrix.e)
  const to = Math.fround(matrix.a * x1 + matrix.c * y1 + matrix.e)
  return from < to ? [from, to] : [to, from]
}

/** Advances that overlap by more than this part of their width say nothing about where the glyphs stand. */
const OVERLAP = 0.2

/** Some typesetting systems give digits the advance of a full square and pull them together: there the ink counts. */
function narrowOverlaps(boxes: Float32Array, count: number, inkOf: (glyph: number) => Ink): void {
  let previousRight = Number.NEGATIVE_INFINITY
  let previousBase = Number.NaN
  for (let index = 0; index < count; index += 1) {
    const left = boxes[index * 4] ?? 0
    const right = boxes[index * 4 + 2] ?? 0
    const base = boxes[index * 4 + 3] ?? 0
    const overlap = previousRight - left
    if (base === previousBase && overlap > OVERLAP * (right - left) && right > previousRight) {
      takeInk(boxes, index - 1, inkOf(index - 1))
      takeInk(boxes, index, inkOf(index))
    }
    previousRight = right
    previousBase = base
  }
}

/** Half a square around the ink, as wide as a digit is set: no narrower, or a point would stand apart from its number. */
function takeInk(boxes: Float32Array, index: number, [from, to]: Ink): void {
  if (to <= from) return
  const middle = (from + to) / 2
  const half = ((boxes[index * 4 + 3] ?? 0) - (boxes[index * 4 + 1] ?? 0)) / 4
  boxes[index * 4] = Math.min(from, middle - half)
  boxes[index * 4 + 2] = Math.max(to, middle + half)
}
