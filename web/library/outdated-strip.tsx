import Button from 'antd/es/button'
import { useEffect, useState } from 'react'
import type { DocumentView, ProblemView } from '../../src/app/server/index.ts'
import { checkOutdated } from '../api/decisions.ts'
import { useMay } from '../api/me.ts'
import { RequestProblem } from '../api/request.ts'
import { useReader, useWords } from '../language/language.tsx'
import { ProgressMeter } from '../look/state.tsx'
import { useKept } from './kept.ts'
import { words as libraryWords } from './words.ts'

/** Documents that an earlier version has checked: all of them checked again by one press, and how far that is. */
export function OutdatedStrip({ documents }: { readonly documents: readonly DocumentView[] }) {
  const words = useWords(libraryWords)
  const read = useReader()
  const may = useMay()
  const [total, setTotal] = useKept('checking-again', 0)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const outdated = documents.filter(({ isOutdated }) => isOutdated).length
  const isRunning = total > 0 && outdated > 0
  useEffect(() => {
    if (outdated === 0) setTotal(0)
  }, [outdated, setTotal])
  if (outdated === 0 || !may('document.check')) return null
  const start = (): void => {
    setProblem(null)
    checkOutdated()
      .then(setTotal)
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
  }
  return (
    <div className="card sending outdated" role="status">
      <span>{isRunning ? words.checkingAllAgain : words.outdated(outdated)}</span>
      {isRunning ? (
        <>
          <ProgressMeter done={Math.max(0, total - outdated)} total={total} />
          <span className="muted num">{words.sendingOf(Math.max(0, total - outdated), total)}</span>
        </>
      ) : (
        <Button size="small" onClick={start}>
          {words.checkAllAgain}
        </Button>
      )}
      {problem === null ? null : (
        <span role="alert" className="ask-problem">
          {read(problem.title)} {read(problem.remedy)}
        </span>
      )}
    </div>
  )
}
