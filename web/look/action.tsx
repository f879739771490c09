import { useState } from 'react'
import type { ProblemView } from '../../src/app/server/index.ts'
import { RequestProblem } from '../api/request.ts'

/** Does one thing at a time, and keeps what the server refuses. */
export function useAction() {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const run = (work: () => Promise<unknown>): void => {
    setIsBusy(true)
    setProblem(null)
    work()
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
      .finally(() => setIsBusy(false))
  }
  return { isBusy, problem, run }
}
