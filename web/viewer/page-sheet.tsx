import { useEffect, useMemo, useRef } from 'react'
import { useListeners } from '../document/listeners.ts'
import type { Mark } from '../document/marks.ts'
import type { OriginalProps } from '../document/original.ts'
import type { Box } from '../document/places.ts'
import { useLinks, useSignal } from '../document/signal.ts'
import { words as documentWords } from '../document/words.ts'
import { useWords } from '../language/language.tsx'
import type { PageLayout } from './page-layout.ts'
import type { PdfFile } from './pdf-file.ts'

interface Props extends OriginalProps {
  readonly file: PdfFile
  readonly number: number
  readonly layout: PageLayout
}

type PagedMark = Mark & { readonly at: { readonly page: number; readonly box: Box } }

const isOn = (mark: Mark, page: number): mark is PagedMark => 'page' in mark.at && mark.at.page === page

/** Marks stand a little off the digits that they frame. */
const MARGIN = 1.5

const styleOf = ([left, top, right, bottom]: Box, scale: number) => ({
  left: (left - MARGIN) * scale,
  top: (top - MARGIN) * scale,
  width: (right - left + 2 * MARGIN) * scale,
  height: (bottom - top + 2 * MARGIN) * scale,
})

const holds = ([left, top, right, bottom]: Box, x: number, y: number): boolean =>
  left - MARGIN <= x && x <= right + MARGIN && top - MARGIN <= y && y <= bottom + MARGIN

/** One page: the original, drawn, and over it the places of findings and of what is pointed at. */
export function PageSheet({ file, number, layout, index, marks, active, onTable, onFinding }: Props) {
  const words = useWords(documentWords)
  const links = useLinks()
  const sheet = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const own = useMemo(
    () => marks.filter((mark) => isOn(mark, number)).map((mark, order) => ({ ...mark, order })),
    [marks, number],
  )
  const place = layout.pages[number - 1]

  useEffect(() => {
    file.draw(number, layout.scale * window.devicePixelRatio, ({ width, height, pixels }) => {
      const element = canvas.current
      if (element === null) return
      element.width = width
      element.height = height
      element.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0)
    })
    return () => file.drop(number)
  }, [file, number, layout.scale])

  const pointOf = (event: MouseEvent): readonly [number, number] => {
    const { left, top } = sheet.current?.getBoundingClientRect() ?? { left: 0, top: 0 }
    return [(event.clientX - left) / layout.scale, (event.clientY - top) / layout.scale]
  }
  const point = (event: MouseEvent): void => {
    const under = index.under(number, ...pointOf(event))
    const pointed = links.pointed.get()
    if (under === null) links.pointed.set(null)
    else if (pointed?.key !== under.key) links.pointed.set({ at: { page: number, box: under.box }, key: under.key })
  }
  const open = (event: MouseEvent): void => {
    const [x, y] = pointOf(event)
    const mark = own.find(({ at, isWrong }) => isWrong && holds(at.box, x, y))
    if (mark !== undefined) onFinding(mark.finding)
    const under = index.under(number, x, y)
    if (mark !== undefined || under === null) return
    onTable(under.key.table)
    links.showInTable.set({ key: under.key })
  }
  useListeners(sheet, { mousemove: point, mouseleave: () => links.pointed.set(null), click: open })
  if (place === undefined) return null
  return (
    <div ref={sheet} className="pdf-page" style={place}>
      <canvas ref={canvas} role="img" aria-label={words.pageLabel(number)} />
      {own.map(({ finding, at, severity, isWrong, order }) => {
        const isActive = finding === active
        if (!isActive && !isWrong) return null
        const role = isWrong ? `is-wrong ${severity}` : 'is-proof'
        return (
          <i
            key={order}
            className={`page-mark ${role} ${isActive ? 'is-active' : ''}`}
            style={styleOf(at.box, layout.scale)}
          />
        )
      })}
      <PointedMark page={number} scale={layout.scale} />
    </div>
  )
}

function PointedMark({ page, scale }: { readonly page: number; readonly scale: number }) {
  const pointed = useSignal(useLinks().pointed)
  if (pointed === null || !('page' in pointed.at) || pointed.at.page !== page) return null
  return <i className="page-mark is-pointed" style={styleOf(pointed.at.box, scale)} />
}
