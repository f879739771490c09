import Button from 'antd/es/button'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import Skeleton from 'antd/es/skeleton'
import { useEffect } from 'react'
import type { JobView } from '../../src/app/server/index.ts'
import { type JobFilters, type JobState, useJobCounts, useJobs } from '../api/jobs.ts'
import { useWords } from '../language/language.tsx'
import { grouped } from '../language/measures.ts'
import { terms } from '../language/terms.ts'
import { useKept } from '../library/kept.ts'
import '../look/records.css'
import { FailedQuery } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { JobRow } from './job-row.tsx'
import './jobs.css'
import { words as jobWords } from './words.ts'

const STATES = ['all', 'queued', 'running', 'dead', 'done', 'cancelled'] as const
type StateChoice = (typeof STATES)[number]

const everything: JobFilters = { state: null, kind: null }

/** What is being done, what waits and what was given up. */
export default function JobsPage() {
  const words = useWords(jobWords)
  const common = useWords(terms)
  const [filters, setFilters] = useKept<JobFilters>('jobs.filters', everything)
  const jobs = useJobs(filters)
  useEffect(() => {
    document.title = `${words.jobs} · ${common.brand}`
  }, [words, common])
  return (
    <div className="room">
      <TopBar title={words.jobs} />
      <main className="room-body">
        <Tools filters={filters} onFilter={setFilters} />
        {jobs.isPending ? <Skeleton active className="card jobs-skeleton" /> : null}
        {jobs.isError ? <FailedQuery error={jobs.error} retry={() => void jobs.refetch()} /> : null}
        {jobs.isSuccess ? (
          <JobTable jobs={jobs.data.pages.flatMap(({ items }) => items)} onAll={() => setFilters(everything)} />
        ) : null}
        {jobs.hasNextPage ? (
          <Button className="records-more" loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
            {words.more}
          </Button>
        ) : null}
      </main>
    </div>
  )
}

interface ToolsProps {
  readonly filters: JobFilters
  readonly onFilter: (filters: JobFilters) => void
}

function Tools({ filters, onFilter }: ToolsProps) {
  const words = useWords(jobWords)
  const counts = useJobCounts()
  const countOf = (state: JobState): string => {
    const count = counts.data?.states[state] ?? 0
    return count === 0 ? '' : ` ${grouped(count)}`
  }
  const states = STATES.map((state) => ({
    value: state,
    label: state === 'all' ? words.states.all : words.states[state] + countOf(state),
  }))
  const kinds = (counts.data?.kinds ?? []).map((kind) => ({ value: kind, label: words.kinds[kind] ?? kind }))
  return (
    <search className="tools">
      <Segmented<StateChoice>
        aria-label={words.stateLabel}
        value={filters.state ?? 'all'}
        options={states}
        onChange={(state) => onFilter({ ...filters, state: state === 'all' ? null : state })}
      />
      <Select<string>
        className="choice"
        aria-label={words.kindLabel}
        value={filters.kind ?? ''}
        popupMatchSelectWidth={false}
        options={[{ value: '', label: words.everyKind }, ...kinds]}
        onChange={(kind) => onFilter({ ...filters, kind: kind === '' ? null : kind })}
      />
    </search>
  )
}

function JobTable({ jobs, onAll }: { readonly jobs: readonly JobView[]; readonly onAll: () => void }) {
  const words = useWords(jobWords)
  if (jobs.length === 0)
    return (
      <section className="card records-empty">
        <h2>{words.empty}</h2>
        <p className="muted">{words.emptyText}</p>
        <Button onClick={onAll}>{words.all}</Button>
      </section>
    )
  return (
    <section className="card records jobs" aria-label={words.jobs}>
      <table>
        <thead>
          <tr>
            <th className="num is-spare">{words.heads.id}</th>
            <th>{words.heads.kind}</th>
            <th>{words.heads.state}</th>
            <th>{words.heads.progress}</th>
            <th className="num is-spare">{words.heads.tries}</th>
            <th className="num is-spare">{words.heads.created}</th>
            <th className="num is-spare">{words.heads.ended}</th>
            <th className="num">
              <span className="unseen">{words.heads.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
