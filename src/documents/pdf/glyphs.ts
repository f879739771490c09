import type { Frame } from './frame.ts'
import { PDF_LIMITS } from './limits.ts'
import type { Pdfium } from './pdfium.ts'

/** The printed characters of a page in the order of its content, without spaces. */
export interface Glyphs {
  readonly count: number
  /** Unicode code points; U+FFFD where the file does not say which character it is. */
  readonly codes: Uint32Array
  /** Four per glyph in reading coordinates: left, top, right, bottom. From the font's line, not the ink. */
  readonly boxes: Float32Array
  /** Names of the fonts with characters that have no Unicode map, with their number. */
  readonly unmapped: ReadonlyMap<string, number>
  readonly isCut: boolean
}

const UNKNOWN = 0xfffd
const BYTES_PER_BOX = 16

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
    const quarters = (Math.round(angle / (Math.PI / 2)) + 8) & 3
    votes[quarters] = (votes[quarters] ?? 0) + 1
  }
  const strongest = votes.indexOf(Math.max(...votes))
  return (strongest - rotation + 4) & 3
}

/**
 * Reads the glyphs of a page. One call for the code, one for the box and one for the missing map per character: all
 * three together cost a tenth of PDFium's own text pass.
 */
export function readGlyphs(pdfium: Pdfium, text: number, frame: Frame, scratch: number): Glyphs {
  const { calls } = pdfium
  const total = calls.FPDFText_CountChars(text)
  const limit = Math.min(Math.max(total, 0), PDF_LIMITS.glyphsPerPage)
  const codes = new Uint32Array(limit)
  const unmapped = new Map<string, number>()
  const buffer = calls.malloc(limit * BYTES_PER_BOX + BYTES_PER_BOX)
  let count = 0
  for (let index = 0; index < limit; index += 1) {
    const code = calls.FPDFText_GetUnicode(text, index)
    if (isBlank(code)) continue
    if (calls.FPDFText_GetLooseCharBox(text, index, buffer + count * BYTES_PER_BOX) === 0) continue
    const isUnknown = code === UNKNOWN || calls.FPDFText_HasUnicodeMapError(text, index) === 1
    if (isUnknown) {
      const font = fontOf(pdfium, text, index, scratch)
      unmapped.set(font, (unmapped.get(font) ?? 0) + 1)
    }
    codes[count] = isUnknown ? UNKNOWN : unify(code)
    count += 1
  }
  const boxes = pdfium.floats().slice(buffer >> 2, (buffer >> 2) + count * 4)
  calls.free(buffer)
  turnBoxes(boxes, count, frame)
  return { count, codes, boxes, unmapped, isCut: total > limit }
}

/** From user space (left, top, right, bottom with y upwards) to reading coordinates, in place. */
function turnBoxes(boxes: Float32Array, count: number, { matrix }: Frame): void {
  const { a, b, c, d, e, f } = matrix
  for (let at = 0; at < count * 4; at += 4) {
    const x0 = boxes[at] ?? 0
    const y0 = boxes[at + 1] ?? 0
    const x1 = boxes[at + 2] ?? 0
    const y1 = boxes[at + 3] ?? 0
    const left = a * x0 + c * y0 + e
    const top = b * x0 + d * y0 + f
    const right = a * x1 + c * y1 + e
    const bottom = b * x1 + d * y1 + f
    boxes[at] = Math.min(left, right)
    boxes[at + 1] = Math.min(top, bottom)
    boxes[at + 2] = Math.max(left, right)
    boxes[at + 3] = Math.max(top, bottom)
  }
}
