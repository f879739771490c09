import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { Box } from '../../src/documents/index.ts'

/** A page drawn cell by cell, so that the place of every cell is known without reading the page. */
export interface DrawnPage {
  readonly width: number
  readonly height: number
  readonly texts: readonly DrawnText[]
}

export interface DrawnText {
  readonly text: string
  readonly box: Box
  readonly isRuled: boolean
  readonly align: 'left' | 'center' | 'right'
}

const quoteText = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const drawText = ({ text, box: [left, top, right, bottom], isRuled, align }: DrawnText): string =>
  `#place(top + left, dx: ${left}pt, dy: ${top}pt, box(width: ${right - left}pt, height: ${bottom - top}pt, ` +
  `inset: (x: 4pt), stroke: ${isRuled ? '0.5pt' : 'none'}, align(${align} + horizon, text(${quoteText(text)}))))`

const drawPage = ({ width, height, texts }: DrawnPage): string =>
  `#page(width: ${width}pt, height: ${height}pt, margin: 0pt)[\n${texts.map(drawText).join('\n')}\n]`

/** The pages as a PDF with embedded Chinese type. */
export function printPages(pages: readonly DrawnPage[]): Uint8Array {
  const font = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  )
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [readFileSync(font)] }] })
  const mainFileContent = `#set text(font: "Noto Serif SC", size: 9pt, lang: "zh")\n${pages.map(drawPage).join('\n')}`
  return new Uint8Array(compiler.pdf({ mainFileContent }))
}
