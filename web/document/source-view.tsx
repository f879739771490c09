import Select from 'antd/es/select'
import Skeleton from 'antd/es/skeleton'
import { useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { BlockView, PageView, PlaceView } from '../../src/app/server/index.ts'
import { usePart } from '../api/documents.ts'
import { useWords } from '../language/language.tsx'
import { FailedQuery } from '../look/state.tsx'
import { useListeners } from './listeners.ts'
import type { Mark } from './marks.ts'
import type { OriginalProps } from './original.ts'
import { nameOfPlace } from './places.ts'
import { scrollInto } from './scrolling.ts'
import { useLinks } from './signal.ts'
import { words as documentWords } from './words.ts'

interface Props extends OriginalProps {
  readonly tools: HTMLElement | null
}

/** A document without fixed pages, block by block, with the line numbers or cell names that findings speak of. */
export function SourceView(props: Props) {
  const pages = usePart(props.document, 'pages')
  if (pages.isError) return <FailedQuery error={pages.error} retry={() => void pages.refetch()} />
  if (!pages.isSuccess) return <Skeleton active className="pane-empty" />
  return <Pages {...props} pages={pages.data} />
}

/** What each place looks like, by name; cells of one line are told apart by what they say. */
type Looks = ReadonlyMap<string, readonly { readonly quote: string; readonly look: string }[]>

function looksOf(marks: readonly Mark[], active: string | null): Looks {
  const looks = new Map<string, { quote: string; look: string }[]>()
  // The open finding is drawn over the others, and what is wrong over what proves it.
  const rank = ({ finding, isWrong }: Mark): number => (finding === active ? 2 : 0) + (isWrong ? 1 : 0)
  const ordered = [...marks].sort((a, b) => rank(a) - rank(b))
  for (const { at, quote, severity, isWrong, finding } of ordered) {
    const isActive = finding === active
    if (!isActive && !isWrong) continue
    const look = `${isWrong ? `is-wrong ${severity}` : 'is-proof'} ${isActive ? 'is-active' : ''}`
    const name = nameOfPlace(at)
    looks.set(name, [...(looks.get(name) ?? []), { quote, look }])
  }
  return looks
}

/** A finding quotes a piece of a line, or the name and the figure of a row that stand in cells of their own. */
const isQuoted = (text: string, quote: string): boolean =>
  quote === '' || text.includes(quote) || (text.length > 1 && quote.split(/\s+/).includes(text))

const lookOf = (looks: Looks, at: PlaceView, text: string): string =>
  (looks.get(nameOfPlace(at)) ?? []).findLast(({ quote }) => isQuoted(text.trim(), quote))?.look ?? ''

function Pages({ pages, marks, active, index, tools, onTable }: Props & { readonly pages: readonly PageView[] }) {
  const words = useWords(documentWords)
  const links = useLinks()
  const frame = useRef<HTMLDivElement>(null)
  const [sheet, setSheet] = useState(0)
  const looks = useMemo(() => looksOf(marks, active), [marks, active])
  const isBook = pages.some(({ name }) => name !== undefined)

  useEffect(() => {
    let lit: readonly Element[] = []
    const find = (at: PlaceView): Element[] => [
      ...(frame.current?.querySelectorAll(`[data-place="${CSS.escape(nameOfPlace(at))}"]`) ?? []),
    ]
    const light = (): void => {
      for (const element of lit) element.classList.remove('is-pointed')
      const pointed = links.pointed.get()
      lit = pointed === null ? [] : find(pointed.at)
      for (const element of lit) element.classList.add('is-pointed')
    }
    const show = (): void => {
      const at = links.showInOriginal.get()?.at
      if (at === undefined) return
      if ('sheet' in at)
        setSheet(
          Math.max(
            0,
            pages.findIndex(({ name }) => name === at.sheet),
          ),
        )
      requestAnimationFrame(() => scrollInto(frame.current, find(at)[0]))
    }
    show()
    const ends = [links.pointed.listen(light), links.showInOriginal.listen(show)]
    return () => {
      for (const end of ends) end()
    }
  }, [links, pages])

  const placeUnder = (event: Event): PlaceView | null => {
    const name =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-place]')?.dataset.place : undefined
    if (name === undefined) return null
    const cell = /^(.*)!([A-Z]+\d+)$/.exec(name)
    return cell === null ? { line: Number(name) } : { sheet: cell[1] ?? '', cell: cell[2] ?? '' }
  }
  const point = (event: Event): void => {
    const at = placeUnder(event)
    links.pointed.set(at === null ? null : { at, key: index.find({ at }) })
  }
  const open = (event: Event): void => {
    const at = placeUnder(event)
    const key = at === null ? null : index.find({ at })
    if (key === null) return
    onTable(key.table)
    links.showInTable.set({ key })
  }
  useListeners(frame, { mouseover: point, mouseleave: () => links.pointed.set(null), click: open })
  const shown = isBook ? pages.slice(sheet, sheet + 1) : pages
  return (
    <>
      {tools === null || !isBook
        ? null
        : createPortal(
            <Select
              size="small"
              className="sheet-select"
              popupMatchSelectWidth={false}
              aria-label={words.sheet}
              value={sheet}
              onChange={setSheet}
              options={pages.map(({ name, number }, value) => ({ value, label: name ?? String(number) }))}
            />,
            tools,
          )}
      <div ref={frame} className="source">
        {shown.map((page) => (
          <div key={page.number} className="source-page">
            {page.ocr === 'needed' ? <p className="muted">{words.needsOcr}</p> : null}
            {page.blocks.map((block) => (
              <SourceBlock key={JSON.stringify(block.at)} block={block} looks={looks} />
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

interface QuotedProps {
  readonly text: string
  readonly looks: readonly { readonly quote: string; readonly look: string }[]
}

/** A line with the words that the open finding quotes from it marked. */
function Quoted({ text, looks }: QuotedProps) {
  const open = looks.findLast(({ quote, look }) => look.includes('is-active') && quote !== '' && text.includes(quote))
  if (open === undefined || open.quote === text) return text
  const start = text.indexOf(open.quote)
  return (
    <>
      {text.slice(0, start)}
      <mark>{open.quote}</mark>
      {text.slice(start + open.quote.length)}
    </>
  )
}

function SourceBlock({ block, looks }: { readonly block: BlockView; readonly looks: Looks }) {
  if (block.kind === 'line')
    return (
      <p className={`source-line ${lookOf(looks, block.at, block.text)}`} data-place={nameOfPlace(block.at)}>
        <span className="source-number">
          {'line' in block.at ? block.at.line : 'cell' in block.at ? block.at.cell : ''}
        </span>
        <span>
          <Quoted text={block.text} looks={looks.get(nameOfPlace(block.at)) ?? []} />
        </span>
      </p>
    )
  const rows = Array.from({ length: block.rows }, (_, row) => ({
    row,
    cells: block.cells.filter((cell) => cell.row === row),
  }))
  return (
    <div className="source-grid">
      <table>
        <tbody>
          {rows.map(({ cells, row }) => (
            <tr key={row}>
              {cells.map((cell) => (
                <td
                  key={cell.column}
                  rowSpan={cell.rowSpan}
                  colSpan={cell.columnSpan}
                  data-place={nameOfPlace(cell.at)}
                  title={'sheet' in cell.at ? cell.at.cell : undefined}
                  className={`${lookOf(looks, cell.at, cell.text)} ${/^[-\d,.%]+$/.test(cell.text) ? 'num' : ''}`}
                >
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
