import type { Block, Grid, GridCell, Line, Source } from '../src/documents/index.ts'

/** Documents made of text, for tests: lines are prose, a block of tabs is a grid, `text^` reaches over the next column. */

interface MadeGrid {
  readonly rows: readonly string[]
  readonly evidence?: Grid['evidence']
}

let line = 0

export const made = (text: string, continues = false): Line => {
  line += 1
  return { kind: 'line', text, at: { line }, continues }
}

/**
 * A grid of rows whose cells stand between |. A cell that ends in > is merged with the next ones that say <, a cell ^
 * belongs to the cell above it.
 */
export function madeGrid(rows: readonly string[], evidence: Grid['evidence'] = 'ruled'): Grid {
  const table = rows.map((row) => row.split('|').map((cell) => cell.trim()))
  const columns = Math.max(...table.map((row) => row.length))
  const first = line + 1
  const cells: GridCell[] = []
  table.forEach((row, index) => {
    line += 1
    for (let column = 0; column < columns; column += 1) {
      const text = row[column] ?? ''
      if (text === '<' || text === '^') continue
      let columnSpan = 1
      while (row[column + columnSpan] === '<') columnSpan += 1
      let rowSpan = 1
      while (table[index + rowSpan]?.[column] === '^') rowSpan += 1
      cells.push({ text, row: index, column, rowSpan, columnSpan, at: { line } })
    }
  })
  return { kind: 'grid', evidence, rows: rows.length, columns, cells, at: { line: first, lastLine: line } }
}

export const madeSource = (...blocks: readonly (Block | string | MadeGrid)[]): Source => ({
  format: 'text',
  sha256: '0'.repeat(64),
  problems: [],
  pages: [
    {
      number: 1,
      blocks: blocks.map((block) => {
        if (typeof block === 'string') return made(block)
        return 'kind' in block ? block : madeGrid(block.rows, block.evidence)
      }),
    },
  ],
})
