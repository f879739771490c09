import type { Stroke } from './strokes.ts'

/** A page as grey pixels, 0 black to 255 white, row by row from the top. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** The grey that best parts ink from paper (Otsu): dark pixels are below it. */
export function findThreshold({ pixels }: Bitmap): number {
  const counts = new Float64Array(256)
  for (const grey of pixels) counts[grey] = (counts[grey] ?? 0) + 1
  let sum = 0
  counts.forEach((count, grey) => {
    sum += count * grey
  })
  let below = 0
  let belowSum = 0
  let best = 128
  let widest = 0
  for (let grey = 0; grey < 256; grey += 1) {
    below += counts[grey] ?? 0
    belowSum += grey * (counts[grey] ?? 0)
    const above = pixels.length - below
    if (below === 0 || above === 0) continue
    const distance = belowSum / below - (sum - belowSum) / above
    const spread = below * above * distance * distance
    if (spread > widest) {
      widest = spread
      best = grey + 1
    }
  }
  return best
}

const SAMPLES = 60_000
/** Scans lie askew by up to this many hundredths of a radian. */
const STEEPEST = 0.04
const STEP = 0.001

/** How far the lines of a scan fall to the right (radians, clockwise): the slant at which its lines are sharpest. */
export function findSkew(bitmap: Bitmap, threshold: number): number {
  const { width, height, pixels } = bitmap
  const dark: number[] = []
  const step = Math.max(1, Math.floor((width * height) / (SAMPLES * 20)))
  for (let at = 0; at < pixels.length; at += step) if ((pixels[at] ?? 255) < threshold) dark.push(at)
  let best = 0
  let sharpest = 0
  for (let slope = -STEEPEST; slope <= STEEPEST; slope += STEP) {
    const rows = new Uint32Array(height * 2)
    for (const at of dark) {
      const x = at % width
      const y = Math.round((at - x) / width - slope * x + height / 2)
      if (y >= 0 && y < rows.length) rows[y] = (rows[y] ?? 0) + 1
    }
    let sharpness = 0
    for (const count of rows) sharpness += count * count
    if (sharpness > sharpest * (Math.abs(slope) < STEP / 2 ? 0.98 : 1)) {
      sharpest = sharpness
      best = slope
    }
  }
  return best
}

/** Turns a bitmap about its middle so that lines falling by `skew` lie level. */
export function levelBitmap(bitmap: Bitmap, skew: number): Bitmap {
  if (Math.abs(skew) < STEP / 2) return bitmap
  const { width, height, pixels } = bitmap
  const level = new Uint8Array(pixels.length).fill(255)
  const sine = Math.sin(skew)
  const cosine = Math.cos(skew)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const dx = x - width / 2
      const dy = y - height / 2
      const fromX = Math.round(dx * cosine - dy * sine + width / 2)
      const fromY = Math.round(dx * sine + dy * cosine + height / 2)
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue
      level[y * width + x] = pixels[fromY * width + fromX] ?? 255
    }
  }
  return { width, height, pixels: level }
}

interface RuleScan {
  readonly lines: number
  readonly length: number
  readonly stride: number
  readonly step: number
  readonly shortest: number
}

/** Paints a run white, with the ragged edge that scanning leaves on both sides of a line. */
function eraseRun(pixels: Uint8Array, scan: RuleScan, line: number, start: number, end: number): void {
  for (let near = Math.max(0, line - EDGE); near <= Math.min(scan.lines - 1, line + EDGE); near += 1) {
    for (let dot = start; dot < end; dot += 1) pixels[near * scan.stride + dot * scan.step] = 255
  }
}

/** Long dark runs along one axis, in pixels; their pixels are painted white in `cleaned`. */
function scanRules(bitmap: Bitmap, threshold: number, scan: RuleScan, cleaned: Uint8Array): Stroke[] {
  const { pixels } = bitmap
  const strokes: Stroke[] = []
  for (let line = 0; line < scan.lines; line += 1) {
    let start = -1
    let gap = 0
    for (let at = 0; at <= scan.length; at += 1) {
      const isDark = at < scan.length && (pixels[line * scan.stride + at * scan.step] ?? 255) < threshold
      if (isDark) {
        if (start < 0) start = at
        gap = 0
      } else if (start >= 0) {
        gap += 1
        if (gap <= BREAK) continue
        const end = at - gap + 1
        if (end - start >= scan.shortest) {
          strokes.push({ position: line, from: start, to: end })
          eraseRun(cleaned, scan, line, start, end)
        }
        start = -1
      }
    }
  }
  return strokes
}

/** Pixels that may be missing in a scanned line, and that its edge may stray. */
const BREAK = 2
const EDGE = 2

/** What is ruled on a bitmap, in pixels, and the bitmap without it. */
export interface ScannedRules {
  readonly horizontal: readonly Stroke[]
  readonly vertical: readonly Stroke[]
  readonly cleaned: Bitmap
}

/** Finds ruling lines as dark runs longer than any stroke of a character. `shortest` in pixels: across, down. */
export function findRules(bitmap: Bitmap, threshold: number, across: number, down: number): ScannedRules {
  const { width, height } = bitmap
  const cleaned = bitmap.pixels.slice()
  const horizontal = scanRules(
    bitmap,
    threshold,
    { lines: height, length: width, stride: width, step: 1, shortest: across },
    cleaned,
  )
  const vertical = scanRules(
    bitmap,
    threshold,
    { lines: width, length: height, stride: 1, step: width, shortest: down },
    cleaned,
  )
  return { horizontal, vertical, cleaned: { width, height, pixels: cleaned } }
}
