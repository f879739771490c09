import { type KeyboardEvent, useEffect, useState } from 'react'
import { words as documentWords } from '../document/words.ts'
import { useWords } from '../language/language.tsx'

interface Props {
  readonly page: number
  readonly pages: number
  /** CSS pixels for a point. */
  readonly scale: number
  readonly onPage: (page: number) => void
  /** null fits the width. */
  readonly onZoom: (scale: number | null) => void
}

const PIXELS_PER_POINT = 96 / 72
const STEP = 1.2

/** Page number and zoom. */
export function ViewTools({ page, pages, scale, onPage, onZoom }: Props) {
  const words = useWords(documentWords)
  const [typed, setTyped] = useState(String(page))
  useEffect(() => setTyped(String(page)), [page])
  const go = (): void => {
    const wanted = Number(typed)
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= pages) onPage(wanted)
    else setTyped(String(page))
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') go()
  }
  return (
    <>
      <span className="tool-group">
        <ToolButton label={words.previousPage} sign="‹" onClick={() => onPage(Math.max(1, page - 1))} />
        <input
          className="page-number num"
          inputMode="numeric"
          aria-label={words.page}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
          onBlur={go}
        />
        <span className="muted num">{words.ofPages(pages)}</span>
        <ToolButton label={words.nextPage} sign="›" onClick={() => onPage(Math.min(pages, page + 1))} />
      </span>
      <span className="grow" />
      <span className="tool-group">
        <ToolButton label={words.zoomOut} sign="−" onClick={() => onZoom(scale / STEP)} />
        <button type="button" className="plain-button zoom num" title={words.fitWidth} onClick={() => onZoom(null)}>
          {Math.round((scale / PIXELS_PER_POINT) * 100)}%
        </button>
        <ToolButton label={words.zoomIn} sign="+" onClick={() => onZoom(scale * STEP)} />
      </span>
    </>
  )
}

interface ButtonProps {
  readonly label: string
  readonly sign: string
  readonly onClick: () => void
}

function ToolButton({ label, sign, onClick }: ButtonProps) {
  return (
    <button type="button" className="plain-button tool" aria-label={label} title={label} onClick={onClick}>
      {sign}
    </button>
  )
}
