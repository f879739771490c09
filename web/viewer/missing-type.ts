import type { WrappedPdfiumModule } from '@embedpdf/pdfium'

/**
 * A PDF may name its Chinese type without carrying it. PDFium has none of its own and leaves such characters out; they
 * are drawn here, where they stand, in the type of this machine.
 */

interface Missing {
  readonly text: string
  readonly family: string
  readonly colour: string
  /** From the em square of the type (100 units, y upwards) to the drawn page. */
  readonly transform: readonly [number, number, number, number, number, number]
}

interface Page {
  readonly pdfium: WrappedPdfiumModule
  readonly page: number
  readonly width: number
  readonly height: number
}

const SERIF = '"Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", SimSun, "Songti SC", serif'
const SANS =
  '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", SimHei, "Microsoft YaHei", "PingFang SC", sans-serif'
const EM = 100
/** Radicals, CJK signs, ideographs and full-width forms begin here; what stands before, PDFium can draw. */
const FIRST_CHINESE = 0x2e80
const LONGEST_NAME = 128
/** Device space is counted in hundredths of a pixel, for integers are given back. */
const FINE = 100
/** FS_MATRIX, four colour parts or two doubles: nothing asked for is longer. */
const SCRATCH_BYTES = LONGEST_NAME

/** Where a point of the page's own space stands on the drawn page. */
function toDrawn(
  { pdfium, page, width, height }: Page,
  x: number,
  y: number,
  scratch: number,
): readonly [number, number] {
  pdfium.FPDF_PageToDevice(page, 0, 0, width * FINE, height * FINE, 0, x, y, scratch, scratch + 4)
  return [pdfium.pdfium.getValue(scratch, 'i32') / FINE, pdfium.pdfium.getValue(scratch + 4, 'i32') / FINE]
}

function familyOf({ pdfium }: Page, font: number, scratch: number): string | null {
  if (font === 0 || pdfium.FPDFFont_GetIsEmbedded(font) === 1) return null
  const length = pdfium.FPDFFont_GetBaseFontName(font, scratch, LONGEST_NAME)
  const name = length > LONGEST_NAME ? '' : pdfium.pdfium.UTF8ToString(scratch)
  return /hei|gothic|sans|黑/i.test(name) ? SANS : SERIF
}

function transformOf(drawn: Page, text: number, index: number, scratch: number): Missing['transform'] {
  const { pdfium } = drawn
  const float = (place: number): number => pdfium.pdfium.getValue(scratch + 4 * place, 'float')
  const size = pdfium.FPDFText_GetFontSize(text, index)
  pdfium.FPDFText_GetMatrix(text, index, scratch)
  const [a, b, c, d] = [float(0) * size, float(1) * size, float(2) * size, float(3) * size]
  pdfium.FPDFText_GetCharOrigin(text, index, scratch, scratch + 8)
  const x = pdfium.pdfium.getValue(scratch, 'double')
  const y = pdfium.pdfium.getValue(scratch + 8, 'double')
  const origin = toDrawn(drawn, x, y, scratch)
  const right = toDrawn(drawn, x + a, y + b, scratch)
  const up = toDrawn(drawn, x + c, y + d, scratch)
  const along = (end: readonly [number, number]) => [(end[0] - origin[0]) / EM, (end[1] - origin[1]) / EM] as const
  const [[rightX, rightY], [upX, upY]] = [along(right), along(up)]
  return [rightX, rightY, -upX, -upY, ...origin]
}

function colourOf({ pdfium }: Page, text: number, index: number, scratch: number): string {
  pdfium.FPDFText_GetFillColor(text, index, scratch, scratch + 4, scratch + 8, scratch + 12)
  const part = (place: number): number => pdfium.pdfium.getValue(scratch + 4 * place, 'i32')
  return `rgb(${part(0)} ${part(1)} ${part(2)})`
}

function findMissing(drawn: Page, text: number, scratch: number): Missing[] {
  const { pdfium } = drawn
  const families = new Map<number, string | null>()
  const missing: Missing[] = []
  for (let index = 0; index < pdfium.FPDFText_CountChars(text); index += 1) {
    const sign = pdfium.FPDFText_GetUnicode(text, index)
    if (sign < FIRST_CHINESE) continue
    const font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(text, index))
    if (!families.has(font)) families.set(font, familyOf(drawn, font, scratch))
    const family = families.get(font) ?? null
    if (family === null) continue
    const [colour, transform] = [colourOf(drawn, text, index, scratch), transformOf(drawn, text, index, scratch)]
    missing.push({ text: String.fromCodePoint(sign), family, colour, transform })
  }
  return missing
}

/** Adds the characters that PDFium left out to a drawn page (RGBA). The same pixels come back when nothing is missing. */
export function addMissingType(drawn: Page, pixels: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> {
  const { pdfium, page, width, height } = drawn
  const text = pdfium.FPDFText_LoadPage(page)
  const scratch = pdfium.pdfium.wasmExports.malloc(SCRATCH_BYTES)
  const missing = findMissing(drawn, text, scratch)
  pdfium.pdfium.wasmExports.free(scratch)
  pdfium.FPDFText_ClosePage(text)
  const canvas = missing.length === 0 ? null : new OffscreenCanvas(width, height).getContext('2d')
  if (canvas === null) return pixels
  canvas.putImageData(new ImageData(pixels, width, height), 0, 0)
  for (const { text: sign, family, colour, transform } of missing) {
    canvas.setTransform(...transform)
    canvas.font = `${EM}px ${family}`
    canvas.fillStyle = colour
    canvas.fillText(sign, 0, 0)
  }
  return canvas.getImageData(0, 0, width, height).data as Uint8ClampedArray<ArrayBuffer>
}
