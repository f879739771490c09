import type { Cell, Column, Row, Table } from '../../src/budget/index.ts'
import type { Box, Place } from '../../src/documents/index.ts'
import { parseNumber } from '../../src/kernel/index.ts'
import type { DrawnText } from './sheet.ts'

const ROW_POINTS = 20
const LEFT_POINTS = 48
const TITLE_POINTS = 26

export interface MadeTable {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly page: number
  readonly top: number
  readonly codeWidth: number
  readonly nameWidth: number
  readonly columns: readonly { readonly path: readonly string[]; readonly width: number }[]
  readonly rows: readonly {
    readonly code: string | null
    readonly name: string
    readonly depth: number
    readonly values: readonly (string | null)[]
  }[]
}

interface Laid {
  readonly table: Table
  readonly texts: readonly DrawnText[]
}

/** Lays a table out and says where each of its cells stands, as a reader would. */
export function layTable(made: MadeTable): Laid {
  const texts: DrawnText[] = []
  const draw = (text: string, box: Box, align: DrawnText['align'], isRuled = true): Place => {
    texts.push({ text, box, isRuled, align })
    return { page: made.page, box }
  }
  const nameLeft = LEFT_POINTS + made.codeWidth
  const edges = [nameLeft + made.nameWidth]
  for (const { width } of made.columns) edges.push((edges.at(-1) ?? 0) + width)
  const edge = (index: number): number => edges[index] ?? 0
  const bodyTop = made.top + TITLE_POINTS + ROW_POINTS

  const captionBox: Box = [LEFT_POINTS, made.top, edge(made.columns.length), made.top + TITLE_POINTS]
  const captionAt = draw(`${made.number} ${made.title}`, captionBox, 'center', false)
  draw('单位：万元', captionBox, 'right', false)
  draw('科目编码', [LEFT_POINTS, bodyTop - ROW_POINTS, nameLeft, bodyTop], 'center')
  draw('科目名称', [nameLeft, bodyTop - ROW_POINTS, edge(0), bodyTop], 'center')
  const columns = made.columns.map(({ path }, index): Column => {
    const box: Box = [edge(index), bodyTop - ROW_POINTS, edge(index + 1), bodyTop]
    return { path, at: draw(path.at(-1) ?? '', box, 'center') }
  })
  const rows = made.rows.map((row, index): Row => {
    const top = bodyTop + index * ROW_POINTS
    const bottom = top + ROW_POINTS
    draw(row.code ?? '', [LEFT_POINTS, top, nameLeft, bottom], 'left')
    draw(row.name, [nameLeft, top, edge(0), bottom], 'left')
    const cells = row.values.map((text, column): Cell | null => {
      const at = draw(text ?? '', [edge(column), top, edge(column + 1), bottom], 'right')
      const number = text === null ? null : parseNumber(text)
      return text === null || number === null ? null : { text, number, isPercent: false, at }
    })
    const at: Place = { page: made.page, box: [LEFT_POINTS, top, edge(made.columns.length), bottom] }
    return { code: row.code, name: row.name, depth: row.depth, side: null, index, at, cells, words: {} }
  })
  const caption = {
    title: made.title,
    number: made.number,
    year: 2024,
    organisation: null,
    unit: '万元' as const,
    at: captionAt,
    lines: [],
  }
  const table: Table = {
    id: made.id,
    form: null,
    caption,
    unit: '万元',
    columns,
    rows,
    notes: [],
    under: [],
    leftovers: [],
  }
  return { table, texts }
}
