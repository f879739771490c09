import { memo } from 'react'
import { Link } from 'wouter'
import type { DocumentView, Overview, Severity } from '../../src/app/server/index.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { ProgressMeter, TieMeter } from '../look/state.tsx'
import { titleOf } from './filters.ts'
import { words as libraryWords } from './words.ts'

interface Props {
  readonly document: DocumentView
  readonly onOpen: (sha256: string) => void
  readonly onRemove: (document: DocumentView) => void
}

export const DocumentRow = memo(function DocumentRow({ document, onOpen, onRemove }: Props) {
  const title = titleOf(document)
  return (
    <tr className="document-row">
      <td className="document-name">
        <div className="cut">
          <Link
            href={`/documents/${document.sha256}`}
            className="document-link"
            title={title}
            onClick={() => onOpen(document.sha256)}
          >
            {title}
          </Link>
        </div>
        <div className="cut faint file-name" title={document.name}>
          {document.isExample ? <ExampleTag /> : null}
          <VersionTag document={document} />
          {title === document.name ? sizeOf(document.size) : document.name}
        </div>
      </td>
      {document.overview === null || document.state !== 'read' ? (
        <Unsettled document={document} />
      ) : (
        <Settled document={document} overview={document.overview} />
      )}
      <td className="document-delete no-print">
        <DeleteButton document={document} onRemove={onRemove} />
      </td>
    </tr>
  )
})

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`

function ExampleTag() {
  return <span className="example-tag">{useWords(libraryWords).example}</span>
}

/** A document that waits, is being read, or cannot be read: one wide cell instead of figures. */
function Unsettled({ document }: { readonly document: DocumentView }) {
  const words = useWords(libraryWords)
  const read = useReader()
  if (document.state === 'unreadable' && document.problem !== null)
    return (
      <td colSpan={8} className="document-problem">
        <span className="chip wrong">
          <i className="mark error" aria-hidden="true" />
          {words.state.unreadable}
        </span>
        <b>{read(document.problem.title)}</b>
        <span className="muted">{read(document.problem.remedy)}</span>
      </td>
    )
  const { done, total } = document.progress ?? { done: 0, total: 0 }
  const isRead = total > 0 && done === total
  const first = document.state === 'waiting' ? words.state.waiting : isRead ? words.checking : words.state.reading
  return (
    <td colSpan={8} className="document-progress">
      <ProgressMeter done={done} total={total} />
      <span className="muted num">
        {document.overview === null ? first : words.checkingAgain}
        {total > done ? `　${words.pages(done, total)}` : ''}
      </span>
    </td>
  )
}

/** Where the version of the program that checked matters. */
function VersionTag({ document: { isOutdated, changes } }: { readonly document: DocumentView }) {
  const words = useWords(libraryWords)
  const { appeared, gone } = changes ?? { appeared: 0, gone: 0 }
  if (isOutdated)
    return (
      <span className="example-tag" title={words.earlierWhy}>
        {words.earlier}
      </span>
    )
  if (appeared + gone === 0) return null
  return (
    <span className="example-tag num" title={words.changedWhy(appeared, gone)}>
      {words.changed(appeared, gone)}
    </span>
  )
}

function Settled({ document, overview }: { readonly document: DocumentView; readonly overview: Overview }) {
  const words = useWords(terms)
  const { error, warning, hint } = document.open ?? overview.findings
  const { held, broken, notEvaluated } = overview.ties
  const ties = held + broken + notEvaluated
  return (
    <>
      <td className="document-kind">{words.kind[overview.kind]}</td>
      <td className="document-organisation">
        <div className="cut" title={overview.organisation}>
          {overview.organisation === '' ? '—' : overview.organisation}
        </div>
      </td>
      <td className="num document-year">{overview.year ?? '—'}</td>
      <td className="document-certified">
        <CertifiedChip overview={overview} />
      </td>
      <Count severity="error" count={error} />
      <Count severity="warning" count={warning} />
      <Count severity="hint" count={hint} />
      <td className="document-ties">
        {ties === 0 ? (
          <span className="faint">—</span>
        ) : (
          <>
            <TieMeter ties={overview.ties} />
            <span className="num">
              {held}
              <span className="faint"> / {ties}</span>
            </span>
          </>
        )}
      </td>
    </>
  )
}

function CertifiedChip({ overview }: { readonly overview: Overview }) {
  const words = useWords(terms)
  const read = useReader()
  if (overview.problems.length > 0)
    return (
      <span
        className="chip doubt"
        title={overview.problems.map(({ title, remedy }) => `${read(title)} ${read(remedy)}`).join('\n')}
      >
        <i className="mark warning" aria-hidden="true" />
        {words.readProblems(overview.problems.length)}
      </span>
    )
  if (overview.kind === 'other') return <span className="faint">—</span>
  return overview.certified ? (
    <span className="chip right" title={words.certifiedWhy}>
      <span aria-hidden="true">✓</span>
      {words.certified}
    </span>
  ) : (
    <span className="chip" title={overview.uncertain.map(read).join('\n')}>
      <span aria-hidden="true">○</span>
      {words.notCertified}
    </span>
  )
}

function Count({ severity, count }: { readonly severity: Severity; readonly count: number }) {
  const words = useWords(terms)
  return (
    <td className={`num document-count ${count > 0 ? severity : 'none'}`}>
      {count > 0 ? (
        <span title={words.findings[severity](count)}>
          <i className={`mark ${severity}`} aria-hidden="true" /> {count}
        </span>
      ) : (
        <span className="faint">0</span>
      )}
    </td>
  )
}

function DeleteButton({ document, onRemove }: Omit<Props, 'onOpen'>) {
  const words = useWords(libraryWords)
  return (
    <button
      type="button"
      className="plain-button delete-button"
      aria-label={words.deleteLabel(document.name)}
      onClick={() => onRemove(document)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5M7 7v4M9 7v4" />
      </svg>
    </button>
  )
}
