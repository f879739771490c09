import Button from 'antd/es/button'
import Skeleton from 'antd/es/skeleton'
import { type ReactNode, useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { SystemReport } from '../../src/app/server/index.ts'
import { useMay } from '../api/me.ts'
import { useOrder, useSystem } from '../api/system.ts'
import { useMoment, useReader, useWords } from '../language/language.tsx'
import { grouped, useAge, useBytes } from '../language/measures.ts'
import { terms } from '../language/terms.ts'
import { Refusal, useActing } from '../look/acting.tsx'
import '../look/records.css'
import { FailedQuery } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { SetUp } from './set-up.tsx'
import './system.css'
import { words as systemWords } from './words.ts'

/** What Gouji runs on, how full and how safe it is, and what is not set up yet. */
export default function SystemPage() {
  const words = useWords(systemWords)
  const common = useWords(terms)
  const system = useSystem()
  useEffect(() => {
    document.title = `${words.system} · ${common.brand}`
  }, [words, common])
  return (
    <div className="room">
      <TopBar title={words.system} />
      <main className="room-body">
        {system.isPending ? <Skeleton active className="card system-part" /> : null}
        {system.isError ? <FailedQuery error={system.error} retry={() => void system.refetch()} /> : null}
        {system.isSuccess ? (
          <div className="system">
            <Backup report={system.data} />
            <Storage report={system.data} />
            <Ledger report={system.data} />
            <Work report={system.data} />
            <Program report={system.data} />
            <SetUp report={system.data} />
          </div>
        ) : null}
      </main>
    </div>
  )
}

interface Told {
  readonly report: SystemReport
}

interface PartProps {
  readonly title: string
  readonly children: ReactNode
  readonly foot?: ReactNode
}

function Part({ title, children, foot }: PartProps) {
  return (
    <section className="card system-part" aria-label={title}>
      <h2>{title}</h2>
      <dl className="facts">{children}</dl>
      {foot}
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Queues something now, for who may. */
function OrderButton({ kind, children }: { readonly kind: string; readonly children: ReactNode }) {
  const words = useWords(systemWords)
  const may = useMay()
  const order = useOrder()
  const { isBusy, problem, act } = useActing()
  const [isOrdered, setIsOrdered] = useState(false)
  if (!may('system.manage')) return null
  return (
    <p className="system-order">
      <Button loading={isBusy} onClick={() => act(() => order(kind).then(() => setIsOrdered(true)))}>
        {children}
      </Button>
      <span role="status">
        {isOrdered && problem === null ? <Link href="/jobs">{words.ordered}</Link> : null}
        <Refusal problem={problem} />
      </span>
    </p>
  )
}

const TWO_DAYS_MS = 2 * 86_400_000

function Backup({ report: { backup } }: Told) {
  const words = useWords(systemWords)
  const age = useAge()
  const moment = useMoment()
  const bytes = useBytes()
  const { last, folder, at, keep } = backup
  const isOld = last !== null && Date.now() - new Date(last.at).getTime() > TWO_DAYS_MS
  return (
    <Part
      title={words.parts.backup}
      foot={
        <>
          <p className="faint">{words.notInBackup}</p>
          {folder === null ? null : <OrderButton kind="store.backup">{words.backUpNow}</OrderButton>}
        </>
      }
    >
      <Fact name={words.lastBackup}>
        {last === null ? (
          <span className="chip doubt">{words.noBackup}</span>
        ) : (
          <>
            <span title={last.name}>
              {age(last.at)} <span className="muted">{moment(last.at)}</span> {bytes(last.bytes)}
            </span>
            {isOld ? <span className="chip doubt">{words.oldBackup}</span> : null}
          </>
        )}
      </Fact>
      <Fact name={words.schedule}>{at === null || keep === null ? words.byHand : words.scheduleOf(at, keep)}</Fact>
      {folder === null ? null : (
        <Fact name={words.backupFolder}>
          <span className="code">{folder}</span>
        </Fact>
      )}
    </Part>
  )
}

function Storage({ report: { storage, database } }: Told) {
  const words = useWords(systemWords)
  const bytes = useBytes()
  const { attachments, dataFolder, free } = storage
  return (
    <Part title={words.parts.storage} foot={<OrderButton kind="store.check-attachments">{words.checkNow}</OrderButton>}>
      {free === null ? null : <Fact name={words.free}>{bytes(free)}</Fact>}
      {storage.bytes === null ? null : <Fact name={words.used}>{bytes(storage.bytes)}</Fact>}
      <Fact name={words.database}>
        PostgreSQL {database.version} <span className="muted">{words.databaseKinds[database.kind]}</span>{' '}
        {bytes(database.bytes)}
      </Fact>
      <Fact name={words.attachments}>{words.attachmentsOf(grouped(attachments.count), bytes(attachments.bytes))}</Fact>
      {dataFolder === null ? null : (
        <Fact name={words.folder}>
          <span className="code">{dataFolder}</span>
        </Fact>
      )}
    </Part>
  )
}

function Ledger({ report: { ledger } }: Told) {
  const words = useWords(systemWords)
  const read = useReader()
  const age = useAge()
  const { entries, lastAt, sealedAt, sealedUpTo, algorithm, keyProblem } = ledger
  return (
    <Part title={words.parts.ledger} foot={<OrderButton kind="ledger.seal">{words.sealNow}</OrderButton>}>
      <Fact name={words.entries}>
        {grouped(entries)} <span className="muted">{lastAt === null ? '' : age(lastAt)}</span>
      </Fact>
      <Fact name={words.sealed}>
        {sealedAt === null ? (
          <span className="chip doubt">{words.notSealed}</span>
        ) : (
          words.sealedOf(grouped(sealedUpTo), age(sealedAt))
        )}
      </Fact>
      <Fact name={words.key}>
        {algorithm ?? '—'}{' '}
        {keyProblem === null ? (
          <span className="muted">{algorithm === null ? '' : words.keyHere}</span>
        ) : (
          <span className="refusal">
            {read(keyProblem.title)} <span className="muted">{read(keyProblem.remedy)}</span>
          </span>
        )}
      </Fact>
    </Part>
  )
}

function Work({ report: { jobs } }: Told) {
  const words = useWords(systemWords)
  const may = useMay()
  return (
    <Part title={words.parts.work} foot={may('job.read') ? <Link href="/jobs">{words.toJobs}</Link> : null}>
      <Fact name={words.running}>{grouped(jobs.running)}</Fact>
      <Fact name={words.queued}>{grouped(jobs.queued)}</Fact>
      <Fact name={words.dead}>{jobs.dead === 0 ? '0' : <span className="chip wrong">{grouped(jobs.dead)}</span>}</Fact>
      <Fact name={words.workers}>{jobs.workers}</Fact>
    </Part>
  )
}

function Program({ report }: Told) {
  const words = useWords(systemWords)
  const moment = useMoment()
  const { version, engine, node, startedAt, counts, sessions } = report
  return (
    <Part title={words.parts.program}>
      <Fact name={words.version}>{version}</Fact>
      <Fact name={words.engine}>
        <span className="code">{engine}</span>
      </Fact>
      <Fact name={words.node}>{node}</Fact>
      <Fact name={words.since}>{moment(startedAt)}</Fact>
      <Fact name={words.counts}>{words.countsOf(grouped(counts.documents), grouped(counts.accounts))}</Fact>
      <Fact name={words.sessions}>{words.sessionsOf(sessions.idleMinutes, sessions.absoluteHours)}</Fact>
    </Part>
  )
}
