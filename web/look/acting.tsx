import { useState } from 'react'
import type { ProblemView } from '../../src/app/server/index.ts'
import { RequestProblem } from '../api/request.ts'
import { useReader } from '../language/language.tsx'

interface Acting {
  readonly isBusy: boolean
  readonly problem: ProblemView | null
  /** Does one thing at a time and keeps what the server refuses. */
  act(work: () => Promise<unknown>): void
}

export function useActing(): Acting {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const act = (work: () => Promise<unknown>): void => {
    setIsBusy(true)
    setProblem(null)
    work()
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
      .finally(() => setIsBusy(false))
  }
  return { isBusy, problem, act }
}

/** A refusal in one line, with its remedy. */
export function Refusal({ problem }: { readonly problem: ProblemView | null }) {
  const read = useReader()
  return (
    <span aria-live="assertive">
      {problem === null ? null : (
        <span className="refusal">
          {read(problem.title)}　<span className="muted">{read(problem.remedy)}</span>
        </span>
      )}
    </span>
  )
}
