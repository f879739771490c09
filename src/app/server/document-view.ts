import type { DocumentEntry } from '../../library/index.ts'
import type { Job } from '../../store/index.ts'
import type { DocumentState, DocumentView, Overview } from './contract.ts'
import { serverProblem, viewOfProblem, viewOfReport } from './problems.ts'

const versionOf = ({ reading, problem }: DocumentEntry): string =>
  reading ?? (problem === null ? 'unread' : `problem-${problem.code}`)

type Settled = 'read' | 'unreadable'

/** Neither read nor refused, and nobody at it: its reading was given up. */
const settledOf = ({ reading }: DocumentEntry): Settled => (reading === null ? 'unreadable' : 'read')

function stateOf(entry: DocumentEntry, job: Job | undefined): DocumentState {
  if (job === undefined) return settledOf(entry)
  return job.state === 'running' ? 'reading' : 'waiting'
}

function problemOf(entry: DocumentEntry, state: DocumentState): DocumentView['problem'] {
  if (entry.problem !== null) return viewOfReport(entry.problem)
  return state === 'unreadable' ? viewOfProblem(serverProblem('check-crashed')) : null
}

/** A document as the pages show it: what is kept of it, and what is going on with it now. */
export function viewDocument(entry: DocumentEntry, job: Job | undefined, engine: string): DocumentView {
  const state = stateOf(entry, job)
  const isReading = state === 'reading' && job !== undefined
  return {
    sha256: entry.sha256,
    name: entry.name,
    size: entry.size,
    addedAt: entry.added_at.toISOString(),
    isExample: entry.is_example,
    state,
    progress: isReading ? { done: job.progress_done, total: job.progress_total ?? 0 } : null,
    problem: problemOf(entry, state),
    overview: entry.overview as Overview | null,
    version: versionOf(entry),
    owner: entry.owner,
    isOutdated: entry.engine !== null && entry.engine !== engine,
    open: entry.open,
    changes: entry.changes,
  }
}
