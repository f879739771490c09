import { spawn } from 'node:child_process'
import type { Bitmap } from './bitmap.ts'
import { PDF_LIMITS } from './limits.ts'

/** A recognised word; its box in pixels of the bitmap. */
export interface Word {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const LANGUAGE = 'chi_sim'
/** Reading line by line keeps the signs of a number together, in tables without their rules as well as in prose. */
const ONE_BLOCK = '6'
/** Recognition surer than this, of 100, is kept: below lie specks and stamps. */
const SUREST_NOISE = 15

/** Runs tesseract; null when it is not installed, fails or takes too long. Bitmaps go through standard input only. */
function runTesseract(args: readonly string[], input: Uint8Array | null, milliseconds: number): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn('tesseract', args, { stdio: ['pipe', 'pipe', 'ignore'], timeout: milliseconds })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : null))
    // A child that ends early closes its input; that it failed is told by its exit code.
    child.stdin.on('error', () => resolve(null))
    child.stdin.end(input ?? new Uint8Array(0))
  })
}

let installed: Promise<boolean> | undefined

/** Is tesseract here, with simplified Chinese? Asked once. */
export function hasOcr(): Promise<boolean> {
  installed ??= runTesseract(['--list-langs'], null, 10_000).then(
    (languages) => languages?.split(/\s+/).includes(LANGUAGE) ?? false,
  )
  return installed
}

function toPgm({ width, height, pixels }: Bitmap): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`)
  const image = new Uint8Array(head.length + pixels.length)
  image.set(head)
  image.set(pixels, head.length)
  return image
}

interface Extent {
  readonly top: number
  readonly bottom: number
}

/** A word reaches as high and low as its line, so that points and commas stand on one line with their number. */
const TALLEST_LINE = 2.5

/** Reads the table that tesseract prints: a row for each line (level 4), then one for each of its words (level 5). */
function parseWords(answer: string): Word[] {
  const words: Word[] = []
  let line: Extent = { top: 0, bottom: 0 }
  for (const row of answer.split('\n')) {
    const [level, , , , , , left, top, width, height, sureness, text = ''] = row.split('\t')
    const extent = { top: Number(top), bottom: Number(top) + Number(height) }
    if (level === '4') line = extent
    if (level !== '5' || text.trim() === '' || Number(sureness) < SUREST_NOISE) continue
    const right = Number(left) + Number(width)
    const isLow =
      line.bottom - line.top < TALLEST_LINE * (extent.bottom - extent.top) || /^[.,，。、:：;；'"-]+$/.test(text)
    words.push({ text: text.trim(), left: Number(left), right, ...(isLow ? line : extent) })
  }
  return words
}

/** Recognises the text of a page; null when that failed or took too long. */
export async function recognizeWords(bitmap: Bitmap, dotsPerInch: number): Promise<Word[] | null> {
  const args = ['stdin', 'stdout', '-l', LANGUAGE, '--dpi', String(dotsPerInch), '--psm', ONE_BLOCK, 'tsv']
  const answer = await runTesseract(args, toPgm(bitmap), PDF_LIMITS.ocrMilliseconds)
  return answer === null ? null : parseWords(answer)
}
