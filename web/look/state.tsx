import Button from 'antd/es/button'
import type { ReactNode } from 'react'
import type { Overview, ProblemView, Severity } from '../../src/app/server/index.ts'
import { RequestProblem } from '../api/request.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'

const CHIP: Readonly<Record<Severity, string>> = { error: 'wrong', warning: 'doubt', hint: '' }

/** Shape, colour, word and number. */
export function SeverityChip({ severity, count }: { readonly severity: Severity; readonly count: number }) {
  const words = useWords(terms)
  return (
    <span className={`chip ${CHIP[severity]}`}>
      <i className={`mark ${severity}`} aria-hidden="true" />
      {words.findings[severity](count)}
    </span>
  )
}

/** Held, broken and not evaluated, as parts of all ties. */
export function TieMeter({ ties, width }: { readonly ties: Overview['ties']; readonly width?: number }) {
  const label = `${ties.held} / ${ties.held + ties.broken + ties.notEvaluated}`
  return (
    <span className="meter" role="img" aria-label={label} style={width === undefined ? {} : { width }}>
      <i className="held" style={{ flexGrow: ties.held }} />
      <i className="broken" style={{ flexGrow: ties.broken }} />
      <i className="open" style={{ flexGrow: ties.notEvaluated }} />
    </span>
  )
}

/** Progress that moves: a share while it grows, else a bar that goes to and fro. */
export function ProgressMeter({ done, total }: { readonly done: number; readonly total: number }) {
  return (
    <span
      className="meter"
      role="progressbar"
      aria-valuemin={0}
      {...(total > done ? { 'aria-valuenow': done, 'aria-valuemax': total } : {})}
    >
      {total > done ? (
        <>
          <i className="done" style={{ flexGrow: done }} />
          <i style={{ flexGrow: total - done }} />
        </>
      ) : (
        <i className="sweep" />
      )}
    </span>
  )
}

/** What is wrong, what to do about it, and a way on. */
export function ProblemNote({ problem, children }: { readonly problem: ProblemView; readonly children?: ReactNode }) {
  const read = useReader()
  return (
    <div className="problem" role="alert">
      <h2>{read(problem.title)}</h2>
      <p>{read(problem.remedy)}</p>
      {problem.detail === '' ? null : <p className="faint">{problem.detail}</p>}
      {children}
    </div>
  )
}

/** For a query that failed. What is no problem of the server is a defect of the page and goes on up. */
export function FailedQuery({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const words = useWords(terms)
  if (!(error instanceof RequestProblem)) throw error
  return (
    <ProblemNote problem={error.view}>
      <Button onClick={retry}>{words.retry}</Button>
    </ProblemNote>
  )
}
