import Button from 'antd/es/button'
import { useState } from 'react'
import type { DocumentView, ProblemView } from '../../src/app/server/index.ts'
import { checkAgain, exportAddress } from '../api/documents.ts'
import { download } from '../api/files.ts'
import { RequestProblem } from '../api/request.ts'
import { useLanguage, useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { titleOf } from '../library/filters.ts'
import { SeverityChip } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { Crumbs } from './crumbs.tsx'
import { words as documentWords } from './words.ts'

type Doing = 'list' | 'pages' | 'check'

/** Where the user stands, what the check came to, and what can be taken along. */
export function DocumentBar({ document }: { readonly document: DocumentView }) {
  const { overview } = document
  const common = useWords(terms)
  const words = useWords(documentWords)
  if (overview === null) return null
  const { error, warning, hint } = document.open ?? overview.findings
  return (
    <TopBar crumbs={<Crumbs title={titleOf(document)} organisation={overview.organisation} />}>
      <span className="bar-chips">
        {error > 0 ? <SeverityChip severity="error" count={error} /> : null}
        {warning > 0 ? <SeverityChip severity="warning" count={warning} /> : null}
        {hint > 0 ? <SeverityChip severity="hint" count={hint} /> : null}
        {document.isOutdated ? (
          <span className="chip doubt" title={words.outdatedWhy}>
            {words.outdated}
          </span>
        ) : null}
        {overview.kind === 'other' ? (
          <span className="chip" title={common.notCheckedWhy}>
            ○ {common.kind.other}
          </span>
        ) : (
          <span className="chip right">
            <span aria-hidden="true">✓</span>
            {common.held(overview.ties.held)}
          </span>
        )}
      </span>
      <span className="grow" />
      <Actions document={document} />
    </TopBar>
  )
}

function Actions({ document }: { readonly document: DocumentView }) {
  const words = useWords(documentWords)
  const { language } = useLanguage()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const run = (name: Doing, action: () => Promise<unknown>): void => {
    setDoing(name)
    setProblem(null)
    action()
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
      .finally(() => setDoing(null))
  }
  const isPdf = document.overview?.format === 'pdf'
  const take = (name: Doing, file: 'findings.xlsx' | 'annotated.pdf'): void =>
    run(name, () => download(exportAddress(document.sha256, file, language)))
  return (
    <div className="bar-actions no-print">
      <Button
        loading={document.state !== 'read' || doing === 'check'}
        onClick={() => run('check', () => checkAgain(document.sha256))}
      >
        {words.checkAgain}
      </Button>
      <Button className="print-button" onClick={() => window.print()}>
        {words.print}
      </Button>
      <Button
        disabled={!isPdf}
        title={isPdf ? '' : words.exportPagesPdfOnly}
        loading={doing === 'pages'}
        onClick={() => take('pages', 'annotated.pdf')}
      >
        {words.exportPages}
      </Button>
      <Button type="primary" loading={doing === 'list'} onClick={() => take('list', 'findings.xlsx')}>
        {words.exportList}
      </Button>
      {problem === null ? null : <Refused problem={problem} onDismiss={() => setProblem(null)} />}
    </div>
  )
}

function Refused({ problem, onDismiss }: { readonly problem: ProblemView; readonly onDismiss: () => void }) {
  const words = useWords(documentWords)
  const read = useReader()
  return (
    <div className="card refused" role="alert">
      <b>{read(problem.title)}</b>
      <p>{read(problem.remedy)}</p>
      <Button size="small" onClick={onDismiss}>
        {words.dismiss}
      </Button>
    </div>
  )
}
