import { useQueryClient } from '@tanstack/react-query'
import type { JobView } from '../../src/app/server/index.ts'
import { cancelJob, retryJob } from '../api/jobs.ts'
import { useMay } from '../api/me.ts'
import { useMoment, useReader, useWords } from '../language/language.tsx'
import { grouped } from '../language/measures.ts'
import { Refusal, useActing } from '../look/acting.tsx'
import { ProgressMeter } from '../look/state.tsx'
import { words as jobWords } from './words.ts'

const CHIP: Readonly<Record<JobView['state'], string>> = {
  queued: '',
  running: 'accent',
  done: 'right',
  dead: 'wrong',
  cancelled: 'doubt',
}

const isOpen = ({ state }: JobView): boolean => state === 'queued' || state === 'running'

/** A job, and below it why a try failed and what to do about it. */
export function JobRow({ job }: { readonly job: JobView }) {
  const words = useWords(jobWords)
  const moment = useMoment()
  const { problem, act, isBusy } = useActing()
  const ended = job.finishedAt === null ? '' : moment(job.finishedAt)
  return (
    <>
      <tr>
        <td className="num faint is-spare">{job.id}</td>
        <td className="cut" title={job.worker ?? undefined}>
          {words.kinds[job.kind] ?? job.kind}
        </td>
        <td>
          <span className={`chip ${CHIP[job.state]}`}>
            {job.isCancelAsked && job.state === 'running' ? words.cancelling : words.states[job.state]}
          </span>
        </td>
        <td>
          <Progress job={job} />
        </td>
        <td className="num is-spare">{job.attempts > 1 ? words.tries(job.attempts, job.attemptsAtMost) : ''}</td>
        <td className="num is-spare">{moment(job.createdAt)}</td>
        <td className="num is-spare">{ended}</td>
        <td className="num">
          <Acts job={job} isBusy={isBusy} act={act} />
        </td>
      </tr>
      <Failure job={job} />
      {problem === null ? null : (
        <tr>
          <td colSpan={8}>
            <Refusal problem={problem} />
          </td>
        </tr>
      )}
    </>
  )
}

function Progress({ job }: { readonly job: JobView }) {
  if (job.state !== 'running') return null
  return (
    <span className="job-progress">
      <ProgressMeter done={job.done} total={job.total ?? 0} />
      {job.total === null ? null : (
        <span className="muted num">
          {grouped(job.done)} / {grouped(job.total)}
        </span>
      )}
    </span>
  )
}

/** What failed in a try that was followed by a success is over. */
function Failure({ job }: { readonly job: JobView }) {
  const words = useWords(jobWords)
  const read = useReader()
  const moment = useMoment()
  const { failure } = job
  if (failure === null || job.state === 'done') return null
  return (
    <tr className="job-failure">
      <td className="is-spare" />
      <td colSpan={7}>
        <b>{read(failure.title)}</b>
        {failure.detail === '' ? null : <span className="code"> {failure.detail}</span>}
        <br />
        <span className="muted">
          {read(failure.remedy)}
          {job.state === 'queued' ? `　${words.again(moment(job.runAfter))}` : ''}
        </span>
      </td>
    </tr>
  )
}

interface ActsProps {
  readonly job: JobView
  readonly isBusy: boolean
  readonly act: (work: () => Promise<unknown>) => void
}

function Acts({ job, isBusy, act }: ActsProps) {
  const words = useWords(jobWords)
  const client = useQueryClient()
  const may = useMay()
  if (!may('job.cancel') || job.state === 'done' || (isOpen(job) && job.isCancelAsked)) return null
  const [name, work] = isOpen(job) ? [words.cancel, cancelJob] : [words.retry, retryJob]
  return (
    <button
      type="button"
      className="plain-button link"
      disabled={isBusy}
      aria-label={words.actLabel(name, job.id)}
      onClick={() => act(() => work(job.id).then(() => client.invalidateQueries({ queryKey: ['jobs'] })))}
    >
      {name}
    </button>
  )
}
