import type { Box } from '../model.ts'
import { type Bitmap, findRules, findSkew, findThreshold, levelBitmap } from './bitmap.ts'
import type { Frame, PageSize } from './frame.ts'
import type { Glyphs } from './glyphs.ts'
import { PDF_LIMITS } from './limits.ts'
import { recognizeWords, type Word } from './ocr.ts'
import type { Pdfium } from './pdfium.ts'
import type { Drawing, Stroke } from './strokes.ts'

const DOTS_PER_INCH = 250
const POINTS_PER_INCH = 72
/** Ruling lines of a scan, in points, are longer than any stroke of a character in a table. */
const SHORTEST_ACROSS = 36
const SHORTEST_DOWN = 22

/** A page counts as a scan when an image covers so much of it, or when its text is drawn as outlines. */
const IMAGE_SHARE = 0.3
const OUTLINE_SEGMENTS = 1_500
/** Chinese characters begin here. A page number is shorter than so many digits and signs. */
const FIRST_LETTER = 0x2e80
const MOST_SIGNS = 20

/** Nothing is printed as text but a page number; a cover with a picture behind its title is no scan. */
const hasWords = ({ codes, count }: Glyphs): boolean => codes.subarray(0, count).some((code) => code >= FIRST_LETTER)

/** Is there something to see on the page that is not text? */
export const isScan = (glyphs: Glyphs, drawing: Drawing): boolean =>
  !hasWords(glyphs) &&
  glyphs.count < MOST_SIGNS &&
  (drawing.imageShare > IMAGE_SHARE || drawing.segments > OUTLINE_SEGMENTS)

/** The page as displayed, in grey. `scale`: pixels per point. */
export function renderPage({ calls, bytes }: Pdfium, page: number, size: PageSize, scale: number): Bitmap {
  const width = Math.max(1, Math.round(size.width * scale))
  const height = Math.max(1, Math.round(size.height * scale))
  const bitmap = calls.FPDFBitmap_Create(width, height, 0)
  calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
  calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
  const stride = calls.FPDFBitmap_GetStride(bitmap)
  const colors = bytes().subarray(calls.FPDFBitmap_GetBuffer(bitmap))
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * stride + x * 4
      const [blue = 0, green = 0, red = 0] = [colors[at], colors[at + 1], colors[at + 2]]
      pixels[y * width + x] = (red * 77 + green * 151 + blue * 28) >> 8
    }
  }
  calls.FPDFBitmap_Destroy(bitmap)
  return { width, height, pixels }
}

/** What recognition gives: the same as a page with text, and a frame that undoes the levelling. */
export interface ScanReading {
  readonly glyphs: Glyphs
  readonly drawing: Drawing
  readonly frame: Frame & { readonly shown: PageSize }
}

/** Pixels per point for a page: fine enough to recognise, within the limit. */
export const scaleOf = ({ width, height }: PageSize): number =>
  Math.min(DOTS_PER_INCH / POINTS_PER_INCH, Math.sqrt(PDF_LIMITS.pixels / Math.max(1, width * height)))

/** Reads a rendered page: levels it, finds its ruling lines, recognises what is printed between them. */
export async function readScan(
  bitmap: Bitmap,
  scale: number,
  frame: Frame & { readonly shown: PageSize },
): Promise<ScanReading | null> {
  const threshold = findThreshold(bitmap)
  const skew = findSkew(bitmap, threshold)
  const level = levelBitmap(bitmap, skew)
  const rules = findRules(level, threshold, SHORTEST_ACROSS * scale, SHORTEST_DOWN * scale)
  const words = await recognizeWords(rules.cleaned, Math.round(scale * POINTS_PER_INCH))
  if (words === null) return null
  const toPoints = (stroke: Stroke): Stroke => ({
    position: stroke.position / scale,
    from: stroke.from / scale,
    to: stroke.to / scale,
  })
  return {
    glyphs: spreadWords(words, scale),
    drawing: {
      horizontal: rules.horizontal.map(toPoints),
      vertical: rules.vertical.map(toPoints),
      imageShare: 1,
      segments: 0,
      hasMovedForm: false,
      isCut: false,
    },
    frame: { ...frame, ...frame.shown, toDisplayed: (box) => slant(box, skew, frame.shown) },
  }
}

/** Characters are taken to be spread evenly over their word. */
function spreadWords(words: readonly Word[], scale: number): Glyphs {
  const signs = words.flatMap((word) => {
    const letters = Array.from(word.text)
    const step = (word.right - word.left) / letters.length
    return letters.map((letter, index) => ({
      code: letter.codePointAt(0) ?? 0,
      box: [word.left + index * step, word.top, word.left + (index + 1) * step, word.bottom],
    }))
  })
  return {
    count: signs.length,
    codes: Uint32Array.from(signs, (sign) => sign.code),
    indices: new Uint32Array(signs.length),
    boxes: Float32Array.from(signs.flatMap((sign) => sign.box.map((side) => side / scale))),
    unmapped: new Map(),
    isCut: false,
  }
}

/** Back from the levelled page to the page as it was scanned. */
function slant([left, top, right, bottom]: Box, skew: number, { width, height }: PageSize): Box {
  const dx = (left + right - width) / 2
  const dy = (top + bottom - height) / 2
  const moveX = dx * Math.cos(skew) - dy * Math.sin(skew) - dx
  const moveY = dx * Math.sin(skew) + dy * Math.cos(skew) - dy
  return [left + moveX, top + moveY, right + moveX, bottom + moveY]
}
