import type { Box } from '../model.ts'
import type { Pdfium } from './pdfium.ts'

/** x' = a·x + c·y + e, y' = b·x + d·y + f */
export interface Matrix {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

export const IDENTITY: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

export const isIdentity = ({ a, b, c, d, e, f }: Matrix): boolean =>
  a === 1 && b === 0 && c === 0 && d === 1 && e === 0 && f === 0

/** The upright box around two corners after a matrix of quarter turns. */
export function turnCorners(
  matrix: Matrix,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): [left: number, top: number, right: number, bottom: number] {
  const ax = matrix.a * x0 + matrix.c * y0 + matrix.e
  const ay = matrix.b * x0 + matrix.d * y0 + matrix.f
  const bx = matrix.a * x1 + matrix.c * y1 + matrix.e
  const by = matrix.b * x1 + matrix.d * y1 + matrix.f
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)]
}

/** First `inner`, then `outer`. */
export const compose = (inner: Matrix, outer: Matrix): Matrix => ({
  a: outer.a * inner.a + outer.c * inner.b,
  b: outer.b * inner.a + outer.d * inner.b,
  c: outer.a * inner.c + outer.c * inner.d,
  d: outer.b * inner.c + outer.d * inner.d,
  e: outer.a * inner.e + outer.c * inner.f + outer.e,
  f: outer.b * inner.e + outer.d * inner.f + outer.f,
})

/**
 * How the page is looked at. Everything is worked out in reading coordinates (points from the top left corner, text
 * upright); a table printed sideways on an upright page reads in a turned frame and is shown in the displayed one.
 */
export interface Frame {
  readonly matrix: Matrix
  readonly width: number
  readonly height: number
  /** From reading coordinates to the page as displayed. */
  toDisplayed(box: Box): Box
}

/** Quarter turns, clockwise, that bring a rectangle of user space upright. */
function turn(left: number, bottom: number, right: number, top: number, quarters: number): Matrix {
  if (quarters === 1) return { a: 0, b: 1, c: 1, d: 0, e: -bottom, f: -left }
  if (quarters === 2) return { a: -1, b: 0, c: 0, d: 1, e: right, f: -bottom }
  if (quarters === 3) return { a: 0, b: -1, c: -1, d: 0, e: top, f: right }
  return { a: 1, b: 0, c: 0, d: -1, e: -left, f: top }
}

/** Turns a box of a page (width × height) clockwise by quarters: the box on the page so turned. */
function turnBox([left, top, right, bottom]: Box, width: number, height: number, quarters: number): Box {
  if (quarters === 1) return [height - bottom, left, height - top, right]
  if (quarters === 2) return [width - right, height - bottom, width - left, height - top]
  if (quarters === 3) return [top, width - right, bottom, width - left]
  return [left, top, right, bottom]
}

/** The size of the page as displayed, in points. */
export interface PageSize {
  readonly width: number
  readonly height: number
}

/** The frame of a page; `quarters` turns the displayed page clockwise until its text is upright. */
export function openFrame(
  pdfium: Pdfium,
  page: number,
  scratch: number,
  quarters: number,
): Frame & { shown: PageSize } {
  pdfium.calls.FPDF_GetPageBoundingBox(page, scratch)
  const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.floats().subarray(scratch >> 2, (scratch >> 2) + 4)
  const rotation = pdfium.calls.FPDFPage_GetRotation(page) & 3
  const isTurned = (rotation & 1) === 1
  const shown = { width: isTurned ? top - bottom : right - left, height: isTurned ? right - left : top - bottom }
  const isSideways = (quarters & 1) === 1
  const width = isSideways ? shown.height : shown.width
  const height = isSideways ? shown.width : shown.height
  return {
    matrix: turn(left, bottom, right, top, (rotation + quarters) & 3),
    width,
    height,
    shown,
    toDisplayed: (box) => turnBox(box, width, height, (4 - quarters) & 3),
  }
}

/** Of a page that could not be opened. */
export const NO_FRAME: Frame & { readonly shown: PageSize } = {
  matrix: IDENTITY,
  width: 0,
  height: 0,
  shown: { width: 0, height: 0 },
  toDisplayed: (box) => box,
}
