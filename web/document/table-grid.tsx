import { memo, useEffect, useMemo, useRef } from 'react'
import type { CellView, RowView, TableView } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { figureText } from './figures.ts'
import { useListeners } from './listeners.ts'
import type { Mark } from './marks.ts'
import { type CellKey, placeOfCell } from './places.ts'
import { scrollInto } from './scrolling.ts'
import { useLinks } from './signal.ts'
import { layHead } from './table-head.ts'
import { sidesOf, type TableSide } from './table-sides.ts'
import { words as documentWords } from './words.ts'

interface Props {
  readonly table: TableView
  readonly marks: readonly Mark[]
  readonly active: string | null
}

/** By row and column: what the cell looks like. A later, graver class goes over an earlier one. */
type Looks = ReadonlyMap<string, string>

const spot = (row: number, column: number | null): string => `${row}/${column ?? ''}`

function looksOf(marks: readonly Mark[], table: string, active: string | null): Looks {
  const looks = new Map<string, string>()
  const own = marks.filter(({ key }) => key?.table === table)
  const ordered = [
    ...own.filter(({ finding }) => finding !== active),
    ...own.filter(({ finding }) => finding === active),
  ]
  for (const { key, severity, isWrong, finding } of ordered) {
    if (key === null) continue
    const isActive = finding === active
    if (!isActive && !isWrong) continue
    const place = spot(key.row, key.column)
    const role = isWrong ? `is-wrong ${severity}` : 'is-proof'
    looks.set(place, isActive ? `${role} is-active` : role)
    if (isActive) looks.set(`${key.row}`, 'is-on')
  }
  return looks
}

const keyOf = (table: string, target: EventTarget | null): CellKey | null => {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  if (cell === null) return null
  const { row, column } = cell.dataset
  return { table, row: Number(row), column: column === undefined ? null : Number(column) }
}

const cellIn = (frame: HTMLElement | null, { row, column }: CellKey): HTMLElement | null => {
  const line = frame?.querySelector<HTMLElement>(`tr[data-line="${row}"]`)
  return line?.querySelector<HTMLElement>(column === null ? 'th' : `td[data-column="${column}"]`) ?? null
}

/** What the head of a table may cover. */
const HEAD_PIXELS = 70

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
}

/** Arrow keys go from cell to cell as in a spreadsheet. */
function moveFocus(event: KeyboardEvent): void {
  const step = STEPS[event.key]
  const cell = event.target instanceof HTMLTableCellElement ? event.target : null
  const row = cell?.parentElement
  if (step === undefined || cell === null || !(row instanceof HTMLTableRowElement)) return
  const body = row.parentElement
  const next = body?.children[[...body.children].indexOf(row) + step[0]]?.children[cell.cellIndex + step[1]]
  if (next instanceof HTMLElement && next.dataset.row !== undefined) next.focus()
  event.preventDefault()
}

/** A table as read: header levels, codes, names and figures. What is pointed at is marked in the original, and back. */
export const TableGrid = memo(function TableGrid({ table, marks, active }: Props) {
  const words = useWords(documentWords)
  const links = useLinks()
  const frame = useRef<HTMLDivElement>(null)
  const looks = useMemo(() => looksOf(marks, table.id, active), [marks, table.id, active])
  const sides = useMemo(() => sidesOf(table), [table])
  useEffect(() => {
    let lit: HTMLElement | null = null
    const light = (): void => {
      lit?.classList.remove('is-pointed')
      const key = links.pointed.get()?.key
      lit = key?.table === table.id ? cellIn(frame.current, key) : null
      lit?.classList.add('is-pointed')
    }
    light()
    return links.pointed.listen(light)
  }, [links, table.id])
  useEffect(() => {
    const show = (): void => {
      const key = links.showInTable.get()?.key
      if (key?.table === table.id) scrollInto(frame.current, cellIn(frame.current, key), HEAD_PIXELS)
    }
    show()
    return links.showInTable.listen(show)
  }, [links, table.id])

  const point = (event: Event): void => {
    const key = keyOf(table.id, event.target)
    const at = key === null ? null : placeOfCell([table], key)
    links.pointed.set(at === null ? null : { at, key })
  }
  const show = (event: Event): void => {
    point(event)
    const pointed = links.pointed.get()
    if (pointed !== null) links.showInOriginal.set({ at: pointed.at })
  }
  useListeners(frame, {
    mouseover: point,
    mouseleave: () => links.pointed.set(null),
    focusin: show,
    click: show,
    keydown: moveFocus,
  })
  return (
    <div ref={frame} className="table-frame">
      {sides.map((side) => (
        <SideTable key={side.name ?? ''} table={table} side={side} looks={looks} />
      ))}
      {table.notes.length === 0 ? null : (
        <div className="table-notes">
          <h3>{words.notes}</h3>
          {table.notes.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      {table.leftovers.length === 0 ? null : (
        <div className="table-notes">
          <h3 className="doubtful">{words.leftovers}</h3>
          {table.leftovers.map(({ text, why }) => (
            <p key={`${text} ${why}`}>
              <q>{text}</q> <span className="muted">{why}</span>
            </p>
          ))}
        </div>
      )}
    </div>
  )
})

interface SideProps {
  readonly table: TableView
  readonly side: TableSide
  readonly looks: Looks
}

function SideTable({ table, side, looks }: SideProps) {
  const hasCodes = side.rows.some(({ row }) => row.code !== null)
  return (
    <table className="reading-table">
      {side.name === null ? null : <caption>{side.name}</caption>}
      <SideHead table={table} side={side} hasCodes={hasCodes} />
      <tbody>
        {side.rows.map(({ row, index }) => (
          <TableRow key={index} row={row} index={index} side={side} hasCodes={hasCodes} looks={looks} />
        ))}
      </tbody>
    </table>
  )
}

function SideHead({ table, side, hasCodes }: Omit<SideProps, 'looks'> & { readonly hasCodes: boolean }) {
  const words = useWords(documentWords)
  const levels = layHead(side.columns.map((column) => table.columns[column]?.path ?? [])).map((cells, level) => ({
    cells,
    level,
  }))
  return (
    <thead>
      {levels.map(({ cells, level }) => (
        <tr key={level}>
          {level > 0 ? null : (
            <>
              {hasCodes ? (
                <th className="code" rowSpan={levels.length} scope="col">
                  {words.code}
                </th>
              ) : null}
              <th className="row-name" rowSpan={levels.length} scope="col">
                {words.name}
              </th>
              {side.words.map((name) => (
                <th key={name} rowSpan={levels.length} scope="col">
                  {name}
                </th>
              ))}
            </>
          )}
          {cells.map((cell) => (
            <th
              key={cell.column}
              colSpan={cell.columnSpan}
              rowSpan={cell.rowSpan}
              scope={cell.isLeaf ? 'col' : 'colgroup'}
              className={cell.isLeaf ? 'num' : 'group'}
            >
              {cell.text}
            </th>
          ))}
        </tr>
      ))}
    </thead>
  )
}

interface RowProps {
  readonly row: RowView
  readonly index: number
  readonly side: TableSide
  readonly hasCodes: boolean
  readonly looks: Looks
}

const DEEPEST_INDENT = 4

function TableRow({ row, index, side, hasCodes, looks }: RowProps) {
  const look = `${looks.get(`${index}`) ?? ''} ${row.depth === 0 && row.code === null ? 'is-total' : ''}`
  return (
    <tr data-line={index} className={look}>
      {hasCodes ? <td className="code">{row.code}</td> : null}
      <th
        scope="row"
        className={`row-name ${looks.get(spot(index, null)) ?? ''}`}
        data-row={index}
        tabIndex={-1}
        title={row.name}
        style={{ paddingLeft: 10 + 12 * Math.min(DEEPEST_INDENT, Math.max(0, row.depth - 1)) }}
      >
        <span className="row-name-text">{row.name}</span>
      </th>
      {side.words.map((name) => (
        <td key={name} className="word" title={row.words[name]?.text}>
          {row.words[name]?.text ?? <span className="faint">—</span>}
        </td>
      ))}
      {side.columns.map((column, position) => (
        <FigureCell
          key={column}
          cell={row.cells[column] ?? null}
          row={index}
          column={column}
          look={looks.get(spot(index, column)) ?? ''}
          isFirst={side.rows[0]?.index === index && position === 0}
        />
      ))}
    </tr>
  )
}

interface FigureProps {
  readonly cell: CellView | null
  readonly row: number
  readonly column: number
  readonly look: string
  readonly isFirst: boolean
}

function FigureCell({ cell, row, column, look, isFirst }: FigureProps) {
  const words = useWords(documentWords)
  const raw = cell?.raw
  return (
    <td
      className={`num ${look} ${raw === undefined ? '' : 'is-repaired'}`}
      data-row={row}
      data-column={column}
      tabIndex={isFirst ? 0 : -1}
      {...(raw === undefined ? {} : { title: words.printedAs(raw) })}
    >
      {cell === null ? <span className="faint">—</span> : figureText(cell)}
    </td>
  )
}
