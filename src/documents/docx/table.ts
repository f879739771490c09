import { childOf, isOn, type XmlElement } from '../container/xml.ts'
import type { FlowBlock, FlowCell, FlowTable } from '../flow.ts'

interface OpenCell {
  rowSpan: number
  columnSpan: number
  readonly content: readonly FlowBlock[]
}

/** Merges that may go on in the next row, by their first grid column. */
type OpenMerges = Map<number, OpenCell>

const WIDEST_SPAN = 1000

const spanOf = (element: XmlElement | undefined): number => {
  const span = Number.parseInt(element?.attributes.val ?? '0', 10)
  return Number.isNaN(span) ? 0 : Math.min(Math.max(span, 0), WIDEST_SPAN)
}

/** Rows and cells may stand inside content controls. */
const partsOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) => {
    if (child.name === name) return [child]
    return ['sdt', 'sdtContent', 'ins', 'customXml'].includes(child.name) ? partsOf(child, name) : []
  })

function isPrinted(row: XmlElement): boolean {
  const properties = childOf(row, 'trPr')
  return childOf(properties, 'del') === undefined && !isOn(childOf(properties, 'hidden'))
}

const blank = (columnSpan: number): OpenCell[] => (columnSpan > 0 ? [{ rowSpan: 1, columnSpan, content: [] }] : [])

type ReadContent = (cell: XmlElement) => readonly FlowBlock[]

function readCell(cell: XmlElement, column: number, merges: OpenMerges, read: ReadContent): OpenCell | null {
  const properties = childOf(cell, 'tcPr')
  const columnSpan = Math.max(1, spanOf(childOf(properties, 'gridSpan')))
  const merge = childOf(properties, 'vMerge')
  const above = merges.get(column)
  const goesOn = merge !== undefined && merge.attributes.val !== 'restart'
  if (goesOn && above !== undefined && above.columnSpan === columnSpan) {
    above.rowSpan += 1
    return null
  }
  const open = { rowSpan: 1, columnSpan, content: read(cell) }
  for (let index = column; index < column + columnSpan; index += 1) merges.delete(index)
  if (merge !== undefined) merges.set(column, open)
  return open
}

const widthOf = (cell: XmlElement): number => Math.max(1, spanOf(childOf(childOf(cell, 'tcPr'), 'gridSpan')))

/** An old way of merging across: the cells that go on are there but not shown. */
const mergesLeft = (cell: XmlElement): boolean => {
  const merge = childOf(childOf(cell, 'tcPr'), 'hMerge')
  return merge !== undefined && merge.attributes.val !== 'restart'
}

function readRow(row: XmlElement, merges: OpenMerges, read: ReadContent): OpenCell[] {
  const properties = childOf(row, 'trPr')
  const before = spanOf(childOf(properties, 'gridBefore'))
  const cells = blank(before)
  let column = before
  let last: OpenCell | null = null
  for (const cell of partsOf(row, 'tc')) {
    const width = widthOf(cell)
    if (mergesLeft(cell) && last !== null) last.columnSpan += width
    else {
      last = readCell(cell, column, merges, read)
      if (last !== null) cells.push(last)
    }
    column += width
  }
  return [...cells, ...blank(spanOf(childOf(properties, 'gridAfter')))]
}

/** A table with its merges as spans. Deleted and hidden rows are left out. */
export function readTable(table: XmlElement, read: ReadContent): FlowTable {
  const merges: OpenMerges = new Map()
  const rows: FlowCell[][] = partsOf(table, 'tr')
    .filter(isPrinted)
    .map((row) => readRow(row, merges, read))
  return { kind: 'table', rows }
}
