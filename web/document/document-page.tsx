import Button from 'antd/es/button'
import Skeleton from 'antd/es/skeleton'
import { useEffect } from 'react'
import { Link } from 'wouter'
import type { DocumentView } from '../../src/app/server/index.ts'
import { checkAgain, useDocuments, usePart } from '../api/documents.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { titleOf } from '../library/filters.ts'
import { FailedQuery, ProblemNote, ProgressMeter } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { Crumbs } from './crumbs.tsx'
import './document.css'
import { OpenDocument } from './open-document.tsx'
import { words as documentWords } from './words.ts'

interface Props {
  readonly sha256: string
  /** The finding that the address names. */
  readonly finding: string | null
}

export default function DocumentPage({ sha256, finding }: Props) {
  const common = useWords(terms)
  const documents = useDocuments()
  const document = documents.data?.find((known) => known.sha256 === sha256)
  const title = document === undefined ? '' : titleOf(document)
  useEffect(() => {
    window.document.title = title === '' ? common.brand : `${title} · ${common.brand}`
  }, [title, common])
  if (document?.overview != null) return <ReadDocument document={document} finding={finding} />
  return (
    <>
      <TopBar crumbs={<Crumbs title={title} />} />
      <main className="document-message card">
        {documents.isPending ? <Skeleton active /> : null}
        {documents.isError ? <FailedQuery error={documents.error} retry={() => void documents.refetch()} /> : null}
        {documents.isSuccess ? <Unread document={document} /> : null}
      </main>
    </>
  )
}

const gone = {
  code: 'document-unknown',
  title: documentWords.zh.gone,
  remedy: documentWords.zh.goneText,
}

/** A document that is not there, not read yet, or cannot be read. */
function Unread({ document }: { readonly document: DocumentView | undefined }) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const back = <Link href="/">{common.back}</Link>
  if (document === undefined) {
    const problem = {
      code: gone.code,
      title: { zh: gone.title, en: documentWords.en.gone },
      remedy: { zh: gone.remedy, en: documentWords.en.goneText },
      detail: '',
    }
    return <ProblemNote problem={problem}>{back}</ProblemNote>
  }
  if (document.problem !== null && document.state === 'unreadable')
    return (
      <ProblemNote problem={document.problem}>
        <div className="problem-ways">
          <Button onClick={() => void checkAgain(document.sha256)}>{words.checkAgain}</Button>
          <a href={`/api/documents/${document.sha256}/original`} download>
            {words.downloadOriginal}
          </a>
          {back}
        </div>
      </ProblemNote>
    )
  const { done, total } = document.progress ?? { done: 0, total: 0 }
  const isRead = total > 0 && done === total
  return (
    <div className="problem" role="status">
      <h2 className="plain">
        {document.state === 'waiting' ? words.waiting : isRead ? words.checking : words.reading}
      </h2>
      <div className="reading-meter">
        <ProgressMeter done={done} total={total} />
      </div>
      <p className="muted num">{total > 0 ? words.pagesRead(done, total) : '　'}</p>
    </div>
  )
}

function ReadDocument({ document, finding }: { readonly document: DocumentView; readonly finding: string | null }) {
  const tables = usePart(document, 'tables')
  const findings = usePart(document, 'findings')
  const failed = [tables, findings].find((part) => part.isError)
  if (tables.isSuccess && findings.isSuccess)
    return <OpenDocument document={document} finding={finding} tables={tables.data} findings={findings.data} />
  return (
    <>
      <TopBar crumbs={<Crumbs title={titleOf(document)} />} />
      <main className="document-message card">
        {failed?.error == null ? (
          <Skeleton active paragraph={{ rows: 10 }} />
        ) : (
          <FailedQuery
            error={failed.error}
            retry={() => {
              void tables.refetch()
              void findings.refetch()
            }}
          />
        )}
      </main>
    </>
  )
}
