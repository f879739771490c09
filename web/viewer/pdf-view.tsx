import Button from 'antd/es/button'
import Skeleton from 'antd/es/skeleton'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { PlaceView } from '../../src/app/server/index.ts'
import { RequestProblem } from '../api/request.ts'
import type { OriginalProps } from '../document/original.ts'
import { useLinks } from '../document/signal.ts'
import { words as documentWords } from '../document/words.ts'
import { useWords } from '../language/language.tsx'
import { ProblemNote } from '../look/state.tsx'
import { GAP, layPages, type PageLayout, pagesBetween } from './page-layout.ts'
import { PageSheet } from './page-sheet.tsx'
import { type PdfFile, usePdfFile } from './pdf-file.ts'
import { ViewTools } from './view-tools.tsx'

interface Props extends OriginalProps {
  readonly tools: HTMLElement | null
}

const refused = {
  code: 'pdf-refused',
  title: { zh: documentWords.zh.refusedTitle, en: documentWords.en.refusedTitle },
  remedy: { zh: documentWords.zh.refusedRemedy, en: documentWords.en.refusedRemedy },
  detail: '',
}

/** The pages of a PDF, drawn in the browser. */
export default function PdfView(props: Props) {
  const words = useWords(documentWords)
  const opening = usePdfFile(props.document.sha256)
  if (opening.state === 'open') return <Pages {...props} file={opening.file} />
  if (opening.state === 'opening')
    return (
      <div className="pane-empty" role="status">
        <p className="muted">{words.opening}</p>
        <Skeleton active paragraph={{ rows: 12 }} />
      </div>
    )
  const problem = opening.state === 'failed' && opening.error instanceof RequestProblem ? opening.error.view : refused
  return (
    <ProblemNote problem={problem}>
      <Button href={`/api/documents/${props.document.sha256}/original`}>{words.downloadOriginal}</Button>
    </ProblemNote>
  )
}

interface Viewport {
  readonly width: number
  readonly height: number
  readonly top: number
}

const nowhere: Viewport = { width: 0, height: 0, top: 0 }

/** The size of the frame and how far it is scrolled, at most once a frame. */
function useViewport(frame: RefObject<HTMLDivElement | null>): Viewport {
  const [viewport, setViewport] = useState(nowhere)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    // What scrolls must be reachable by keyboard.
    element.tabIndex = 0
    const measure = (): void =>
      setViewport({ width: element.clientWidth, height: element.clientHeight, top: element.scrollTop })
    let pending = 0
    const later = (): void => {
      cancelAnimationFrame(pending)
      pending = requestAnimationFrame(measure)
    }
    const resizing = new ResizeObserver(later)
    resizing.observe(element)
    element.addEventListener('scroll', later, { passive: true })
    measure()
    return () => {
      cancelAnimationFrame(pending)
      resizing.disconnect()
      element.removeEventListener('scroll', later)
    }
  }, [frame])
  return viewport
}

/** auto fits the width until a finding is open, and then shows figures large enough to be read. */
type Zoom = number | 'auto' | 'width'

/** CSS pixels for a point at which the 9-point figures of official tables can be read. */
const LEGIBLE = 1
const SMALLEST = 0.3
const LARGEST = 5
/** A place is shown this far down the frame, so that what stands over it is seen as well. */
const EYE_LEVEL = 0.35
const LOOK_AHEAD = 400
const MARGIN_RIGHT = 40

function scrollTo(element: HTMLElement, layout: PageLayout, at: PlaceView): void {
  if (!('page' in at)) return
  const page = layout.pages[at.page - 1]
  if (page === undefined) return
  const [left, top, right, bottom] = at.box.map((edge) => edge * layout.scale) as [number, number, number, number]
  const isSeen =
    page.top + top > element.scrollTop + 20 && page.top + bottom < element.scrollTop + element.clientHeight - 20
  // As much as fits of what stands to the left, for there are the names of the rows.
  const farRight = page.left + right + MARGIN_RIGHT - element.clientWidth
  element.scrollTo({
    top: isSeen ? element.scrollTop : page.top + top - element.clientHeight * EYE_LEVEL,
    left: Math.min(Math.max(page.left - GAP, farRight), Math.max(0, page.left + left - MARGIN_RIGHT)),
  })
}

function Pages({ file, tools, ...original }: Props & { readonly file: PdfFile }) {
  const links = useLinks()
  const frame = useRef<HTMLDivElement>(null)
  const viewport = useViewport(frame)
  const [zoom, setZoom] = useState<Zoom>('auto')
  const widest = useMemo(() => Math.max(1, ...file.sizes.map(({ width }) => width)), [file])
  const fitting = Math.max(SMALLEST, (viewport.width - 2 * GAP) / widest)
  const isReading = zoom === 'auto' && original.active !== null
  const scale = typeof zoom === 'number' ? zoom : isReading ? Math.max(fitting, LEGIBLE) : fitting
  const layout = useMemo(() => layPages(file.sizes, scale), [file, scale])
  const isMeasured = viewport.width > 0
  const shown = pagesBetween(layout, viewport.top - LOOK_AHEAD, viewport.top + viewport.height + LOOK_AHEAD)
  const current = pagesBetween(layout, viewport.top + viewport.height / 3, viewport.top + viewport.height / 3)[0] ?? 1

  useEffect(() => {
    if (!isMeasured) return
    const show = (): void => {
      const at = links.showInOriginal.get()?.at
      if (at !== undefined && frame.current !== null) scrollTo(frame.current, layout, at)
    }
    show()
    return links.showInOriginal.listen(show)
  }, [links, layout, isMeasured])

  const goTo = useCallback(
    (page: number) => frame.current?.scrollTo({ top: (layout.pages[page - 1]?.top ?? 0) - GAP / 2 }),
    [layout],
  )
  const zoomTo = (wanted: number | null): void => {
    links.showInOriginal.set(null)
    const share = viewport.top / Math.max(1, layout.height)
    setZoom(wanted === null ? 'width' : Math.max(SMALLEST, Math.min(LARGEST, wanted)))
    requestAnimationFrame(() => {
      const element = frame.current
      if (element !== null) element.scrollTop = share * element.scrollHeight
    })
  }
  return (
    <>
      {tools === null
        ? null
        : createPortal(
            <ViewTools page={current} pages={file.sizes.length} scale={layout.scale} onPage={goTo} onZoom={zoomTo} />,
            tools,
          )}
      <div ref={frame} className="pdf-frame">
        <div className="pdf-desk" style={{ width: layout.width, height: layout.height }}>
          {isMeasured
            ? shown.map((number) => (
                <PageSheet key={number} file={file} number={number} layout={layout} {...original} />
              ))
            : null}
        </div>
      </div>
    </>
  )
}
