import type { Matrix } from './frame.ts'
import type { Glyphs } from './glyphs.ts'
import type { Pdfium } from './pdfium.ts'
import type { Run } from './runs.ts'

export type Corners = readonly [left: number, top: number, right: number, bottom: number]

export const intersect = (a: Corners, b: Corners): Corners => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
]

export const surround = (a: Corners, b: Corners): Corners => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]

/** More paths or points than this and the clip is no plain rectangle. */
const MOST_PATHS = 8
const MOST_POINTS = 6

/** The rectangle to which an object is clipped, in reading coordinates; null when it is not clipped to one. */
export function readClip({ calls, floats }: Pdfium, object: number, matrix: Matrix, scratch: number): Corners | null {
  const clip = calls.FPDFPageObj_GetClipPath(object)
  const paths = clip === 0 ? 0 : Math.min(calls.FPDFClipPath_CountPaths(clip), MOST_PATHS)
  let box: Corners | null = null
  for (let path = 0; path < paths; path += 1) {
    const count = calls.FPDFClipPath_CountPathSegments(clip, path)
    if (count < 2 || count > MOST_POINTS) continue
    // Every run has a clip: plain numbers, for boxes of each point would be a fortieth of all garbage.
    let left = Number.POSITIVE_INFINITY
    let top = Number.POSITIVE_INFINITY
    let right = Number.NEGATIVE_INFINITY
    let bottom = Number.NEGATIVE_INFINITY
    for (let index = 0; index < count; index += 1) {
      const segment = calls.FPDFClipPath_GetPathSegment(clip, path, index)
      calls.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
      const memory = floats()
      const px = memory[scratch >> 2] ?? 0
      const py = memory[(scratch >> 2) + 1] ?? 0
      const x = matrix.a * px + matrix.c * py + matrix.e
      const y = matrix.b * px + matrix.d * py + matrix.f
      left = Math.min(left, x)
      top = Math.min(top, y)
      right = Math.max(right, x)
      bottom = Math.max(bottom, y)
    }
    const outline: Corners = [left, top, right, bottom]
    box = box === null ? outline : intersect(box, outline)
  }
  return box
}

/**
 * A cell that runs over a page break is often printed whole on both pages, each time clipped to the part that shows.
 * Gives the runs that can be seen.
 */
export function keepVisible(
  pdfium: Pdfium,
  text: number,
  runs: readonly Run[],
  glyphs: Glyphs,
  matrix: Matrix,
  scratch: number,
): Run[] {
  const visible: Run[] = []
  let last = 0
  let clip: Corners | null = null
  for (const run of runs) {
    const object = pdfium.calls.FPDFText_GetTextObject(text, glyphs.indices[run.start] ?? 0)
    if (object !== last) clip = object === 0 ? null : readClip(pdfium, object, matrix, scratch)
    last = object
    if (clip === null || isWithin(run, clip)) visible.push(run)
  }
  return visible
}

function isWithin(run: Run, [left, top, right, bottom]: Corners): boolean {
  const middle = (run.top + run.bottom) / 2
  return middle >= top && middle <= bottom && run.right >= left && run.left <= right
}
