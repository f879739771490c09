import Button from 'antd/es/button'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { DocumentView } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { DocumentRow } from './document-row.tsx'
import type { Sorting, SortKey } from './filters.ts'
import { useKept } from './kept.ts'
import { Removal } from './removal.tsx'
import { words as libraryWords } from './words.ts'

const HEADS = ['name', 'kind', 'organisation', 'year', 'certified', 'error', 'warning', 'hint', 'ties'] as const
const FIGURES: ReadonlySet<SortKey> = new Set(['year', 'error', 'warning', 'hint'])
/** More lines than this stand on further pages. */
const LINES = 100

interface Props {
  readonly documents: readonly DocumentView[]
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

/** Arrow keys go from document to document; Enter opens, for the document's name is a link. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY }[event.key]
  if (step === undefined) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.document-link')]
  const current = links.indexOf(document.activeElement as HTMLElement)
  const next = Math.max(0, Math.min(links.length - 1, current + step))
  links[next]?.focus()
  event.preventDefault()
}

export function DocumentList({ documents, sorting, onSort }: Props) {
  const words = useWords(libraryWords)
  const [page, setPage] = useKept('page', 0)
  const [opened, setOpened] = useKept<string | null>('opened', null)
  const list = useRef<HTMLElement>(null)
  const [removing, setRemoving] = useState<DocumentView | null>(null)
  const pages = Math.max(1, Math.ceil(documents.length / LINES))
  useEffect(() => setPage((current) => Math.min(current, pages - 1)), [pages, setPage])
  // Who comes back from a document goes on where he left.
  useEffect(() => {
    const link = opened === null ? null : list.current?.querySelector<HTMLElement>(`a[href$="${opened}"]`)
    link?.focus()
  }, [opened])
  const shown = documents.slice(page * LINES, (page + 1) * LINES)
  return (
    <section ref={list} className="card document-list" aria-label={words.listLabel} onKeyDown={moveFocus}>
      <table>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <SortHead key={head} head={head} sorting={sorting} onSort={onSort} />
            ))}
            <th className="document-delete no-print">
              <span className="unseen">{words.heads.delete}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((document) => (
            <DocumentRow key={document.sha256} document={document} onOpen={setOpened} onRemove={setRemoving} />
          ))}
        </tbody>
      </table>
      {removing === null ? null : <Removal document={removing} onClose={() => setRemoving(null)} />}
      {pages === 1 ? null : (
        <div className="list-pages no-print">
          <Button disabled={page === 0} onClick={() => setPage(page - 1)}>
            {words.previous}
          </Button>
          <span className="num">{words.pageOf(page + 1, pages)}</span>
          <Button disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            {words.next}
          </Button>
        </div>
      )}
    </section>
  )
}

interface HeadProps {
  readonly head: (typeof HEADS)[number]
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

function SortHead({ head, sorting, onSort }: HeadProps) {
  const words = useWords(libraryWords)
  const isSorted = sorting.key === head
  const order = sorting.isDescending ? 'descending' : 'ascending'
  // Figures are looked at from the largest down.
  const isDescending = isSorted ? !sorting.isDescending : FIGURES.has(head)
  return (
    <th className={`document-${head} ${FIGURES.has(head) ? 'num' : ''}`} aria-sort={isSorted ? order : 'none'}>
      <button type="button" className="plain-button" onClick={() => onSort({ key: head, isDescending })}>
        {words.heads[head]}
        <span aria-hidden="true" className="sort-sign">
          {isSorted ? (sorting.isDescending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  )
}
