import { type FormEvent, type ReactNode, useState } from 'react'
import type { ProblemView } from '../../src/app/server/index.ts'
import { RequestProblem } from '../api/request.ts'
import { useReader } from '../language/language.tsx'
import { TopBar } from '../look/top-bar.tsx'
import './session.css'

/** The card in front of the app: a title, a form, what went wrong with it. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="door">
      <TopBar title={title} />
      <main className="door-body">
        <section className="card door-card" aria-label={title}>
          <h1>{title}</h1>
          {children}
        </section>
      </main>
    </div>
  )
}

interface Sending {
  readonly isBusy: boolean
  readonly problem: ProblemView | null
  readonly onSubmit: (event: FormEvent) => void
}

/** Sends a form once, and keeps what the server refuses. */
export function useForm(send: () => Promise<void>): Sending {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    setIsBusy(true)
    setProblem(null)
    send()
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
      .finally(() => setIsBusy(false))
  }
  return { isBusy, problem, onSubmit }
}

/** Seconds are all that a refusal of this kind has to tell beside its remedy. */
const detailOf = ({ code, detail }: ProblemView): string => (code === 'too-many-attempts' ? ` (${detail} s)` : '')

export function FormProblem({ problem }: { readonly problem: ProblemView | null }) {
  const read = useReader()
  return (
    <div aria-live="assertive">
      {problem === null ? null : (
        <p className="door-problem">
          <b>
            {read(problem.title)}
            {detailOf(problem)}
          </b>
          <br />
          {read(problem.remedy)}
        </p>
      )}
    </div>
  )
}
