import { type Corners, intersect, readClip, surround } from './clip.ts'
import { compose, type Frame, IDENTITY, isIdentity, type Matrix, turnCorners } from './frame.ts'
import { PDF_LIMITS } from './limits.ts'
import type { Pdfium } from './pdfium.ts'

/** A straight line along an axis: at `position`, from `from` to `to` (from ≤ to), in reading coordinates. */
export interface Stroke {
  readonly position: number
  readonly from: number
  readonly to: number
}

/** What is drawn on a page, apart from its text. */
export interface Drawing {
  readonly horizontal: Stroke[]
  readonly vertical: Stroke[]
  /** Share of the page covered by its largest image, 0 to 1. */
  readonly imageShare: number
  /** Path segments looked at. */
  readonly segments: number
  /** Text may stand in a form whose place on the page its clip does not tell. */
  readonly hasMovedForm: boolean
  readonly isCut: boolean
}

const OBJECT = { path: 2, image: 3, form: 5 } as const
const SEGMENT = { line: 0, bezier: 1, move: 2 } as const

/** A rectangle thinner than this is a line; cell backgrounds are thicker. */
const THICKEST_LINE = 2.6
/** How far from straight a line may be drawn. */
const SLANT = 0.6
/** Lightest of 255 that is still seen on paper. */
const WHITE = 250

interface Pen {
  readonly pdfium: Pdfium
  readonly scratch: number
  readonly horizontal: Stroke[]
  readonly vertical: Stroke[]
  readonly pageArea: number
  readonly backgrounds: Corners[]
  readonly white: { readonly direction: 'horizontal' | 'vertical'; readonly stroke: Stroke }[]
  isWhite: boolean
  imageShare: number
  hasMovedForm: boolean
  segments: number
}

function addLine(pen: Pen, x0: number, y0: number, x1: number, y1: number): void {
  const width = Math.abs(x1 - x0)
  const height = Math.abs(y1 - y0)
  if (height <= SLANT && width > height) {
    draw(pen, 'horizontal', { position: (y0 + y1) / 2, from: Math.min(x0, x1), to: Math.max(x0, x1) })
  } else if (width <= SLANT && height > width) {
    draw(pen, 'vertical', { position: (x0 + x1) / 2, from: Math.min(y0, y1), to: Math.max(y0, y1) })
  }
}

/** A filled rectangle is a line when it is thin; else it is a background, whose edges rule nothing. */
function addFilled(pen: Pen, box: Corners): void {
  const [left, top, right, bottom] = box
  if (Math.min(right - left, bottom - top) > THICKEST_LINE) {
    if (!pen.isWhite) pen.backgrounds.push(box)
  } else if (right - left >= bottom - top) {
    draw(pen, 'horizontal', { position: (top + bottom) / 2, from: left, to: right })
  } else {
    draw(pen, 'vertical', { position: (left + right) / 2, from: top, to: bottom })
  }
}

function draw(pen: Pen, direction: 'horizontal' | 'vertical', stroke: Stroke): void {
  if (pen.isWhite) pen.white.push({ direction, stroke })
  else pen[direction].push(stroke)
}

/** White lines show on a coloured background only; elsewhere they are left over from hidden borders. */
function drawWhite(pen: Pen): void {
  for (const { direction, stroke } of pen.white) {
    const middle = (stroke.from + stroke.to) / 2
    const [x, y] = direction === 'horizontal' ? [middle, stroke.position] : [stroke.position, middle]
    const isInside = ([left, top, right, bottom]: Corners) =>
      x > left + SLANT && x < right - SLANT && y > top + SLANT && y < bottom - SLANT
    if (pen.backgrounds.some(isInside)) pen[direction].push(stroke)
  }
}

function isWhite({ pdfium, scratch }: Pen, object: number, isStroked: boolean): boolean {
  const { calls } = pdfium
  const read = isStroked ? calls.FPDFPageObj_GetStrokeColor : calls.FPDFPageObj_GetFillColor
  if (read(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0) return false
  const colors = pdfium.integers()
  const at = scratch >> 2
  return colors[at + 3] === 0 || Math.min(colors[at] ?? 0, colors[at + 1] ?? 0, colors[at + 2] ?? 0) > WHITE
}

/** The bounds of an object in the coordinates of what contains it, turned by `outer`. */
function boundsOf(pen: Pen, object: number, outer: Matrix): Corners {
  const { pdfium, scratch } = pen
  if (pdfium.calls.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0)
    return [0, 0, 0, 0]
  const floats = pdfium.floats()
  const at = scratch >> 2
  return turnCorners(outer, floats[at] ?? 0, floats[at + 1] ?? 0, floats[at + 2] ?? 0, floats[at + 3] ?? 0)
}

function matrixOf(pen: Pen, object: number): Matrix {
  const { pdfium, scratch } = pen
  if (pdfium.calls.FPDFPageObj_GetMatrix(object, scratch) === 0) return IDENTITY
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = pdfium.floats().subarray(scratch >> 2, (scratch >> 2) + 6)
  return { a, b, c, d, e, f }
}

function pointOf(pen: Pen, segment: number): readonly [number, number] {
  const { pdfium, scratch } = pen
  pdfium.calls.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
  const floats = pdfium.floats()
  return [floats[scratch >> 2] ?? 0, floats[(scratch >> 2) + 1] ?? 0]
}

function readPath(pen: Pen, object: number, outer: Matrix): void {
  const { pdfium, scratch } = pen
  pdfium.calls.FPDFPath_GetDrawMode(object, scratch, scratch + 4)
  const isFilled = pdfium.integers()[scratch >> 2] !== 0
  const isStroked = pdfium.integers()[(scratch >> 2) + 1] !== 0
  pen.isWhite = isWhite(pen, object, isStroked)
  if (isStroked) readSegments(pen, object, outer, false)
  else if (isFilled) readFill(pen, object, outer)
}

function readFill(pen: Pen, object: number, outer: Matrix): void {
  const bounds = boundsOf(pen, object, outer)
  const isThin = Math.min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THICKEST_LINE
  if (isThin) addFilled(pen, bounds)
  else if (pen.pdfium.calls.FPDFPath_CountSegments(object) > 6) readSegments(pen, object, outer, true)
  else addClipped(pen, bounds, readClip(pen.pdfium, object, outer, pen.scratch))
}

function addClipped(pen: Pen, bounds: Corners, clip: Corners | null): void {
  addFilled(pen, clip === null ? bounds : intersect(bounds, clip))
}

/** Follows the outline: a stroked one gives its straight edges, a filled one its thin rectangles. */
function readSegments(pen: Pen, object: number, outer: Matrix, isFilled: boolean): void {
  const { calls } = pen.pdfium
  const matrix = compose(matrixOf(pen, object), outer)
  const count = Math.min(calls.FPDFPath_CountSegments(object), PDF_LIMITS.segmentsPerPage - pen.segments)
  pen.segments += count
  let outline: number[] = []
  for (let index = 0; index < count; index += 1) {
    const segment = calls.FPDFPath_GetPathSegment(object, index)
    const type = calls.FPDFPathSegment_GetType(segment)
    if (type === SEGMENT.move) {
      finishOutline(pen, outline, isFilled, false)
      outline = []
    }
    const [x, y] = pointOf(pen, segment)
    outline.push(matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
    if (calls.FPDFPathSegment_GetClose(segment) !== 0) {
      finishOutline(pen, outline, isFilled, true)
      outline = []
    }
  }
  finishOutline(pen, outline, isFilled, false)
}

function finishOutline(pen: Pen, points: readonly number[], isFilled: boolean, isClosed: boolean): void {
  if (points.length < 4) return
  if (isFilled) {
    fillOutline(pen, points)
    return
  }
  const count = points.length / 2
  const edges = isClosed ? count : count - 1
  for (let edge = 0; edge < edges; edge += 1) {
    const next = (edge + 1) % count
    addLine(pen, points[edge * 2] ?? 0, points[edge * 2 + 1] ?? 0, points[next * 2] ?? 0, points[next * 2 + 1] ?? 0)
  }
}

function fillOutline(pen: Pen, points: readonly number[]): void {
  if (points.length > 12) return
  let box: Corners | null = null
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at] ?? 0
    const y = points[at + 1] ?? 0
    box = box === null ? [x, y, x, y] : surround(box, [x, y, x, y])
  }
  if (box !== null) addFilled(pen, box)
}

/** Images one pixel thin are lines as well; a large one may be a scan. */
function readImage(pen: Pen, object: number, outer: Matrix): void {
  const bounds = boundsOf(pen, object, outer)
  pen.isWhite = false
  addFilled(pen, bounds)
  const area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
  pen.imageShare = Math.max(pen.imageShare, Math.min(1, area / pen.pageArea))
}

function readObject(pen: Pen, object: number, outer: Matrix, depth: number): void {
  const type = pen.pdfium.calls.FPDFPageObj_GetType(object)
  if (type === OBJECT.path) readPath(pen, object, outer)
  else if (type === OBJECT.image) readImage(pen, object, outer)
  else if (type === OBJECT.form && depth < PDF_LIMITS.nesting) readForm(pen, object, outer, depth + 1)
}

function readForm(pen: Pen, form: number, outer: Matrix, depth: number): void {
  const { calls } = pen.pdfium
  const own = matrixOf(pen, form)
  const matrix = compose(own, outer)
  pen.hasMovedForm ||= !isIdentity(own)
  const count = calls.FPDFFormObj_CountObjects(form)
  for (let index = 0; index < count && pen.segments < PDF_LIMITS.segmentsPerPage; index += 1) {
    readObject(pen, calls.FPDFFormObj_GetObject(form, index), matrix, depth)
  }
}

/** Reads the straight lines of a page: strokes, thin rectangles, thin images, also inside form XObjects. */
export function readDrawing(pdfium: Pdfium, page: number, frame: Frame, scratch: number): Drawing {
  const pen: Pen = {
    pdfium,
    scratch,
    horizontal: [],
    vertical: [],
    pageArea: frame.width * frame.height,
    backgrounds: [],
    white: [],
    isWhite: false,
    imageShare: 0,
    hasMovedForm: false,
    segments: 0,
  }
  const count = pdfium.calls.FPDFPage_CountObjects(page)
  for (let index = 0; index < count && pen.segments < PDF_LIMITS.segmentsPerPage; index += 1) {
    readObject(pen, pdfium.calls.FPDFPage_GetObject(page, index), frame.matrix, 0)
  }
  drawWhite(pen)
  const { horizontal, vertical, imageShare, hasMovedForm } = pen
  return {
    horizontal,
    vertical,
    imageShare,
    segments: pen.segments,
    hasMovedForm,
    isCut: pen.segments >= PDF_LIMITS.segmentsPerPage,
  }
}
