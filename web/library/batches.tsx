import Button from 'antd/es/button'
import { useState } from 'react'
import { Link } from 'wouter'
import type { BatchView } from '../../src/app/server/index.ts'
import { useBatch, useBatches, useTroubled } from '../api/batches.ts'
import { useMoment, useReader, useWords } from '../language/language.tsx'
import { Drawer } from '../look/drawer.tsx'
import { ProblemNote, ProgressMeter } from '../look/state.tsx'
import type { Begun } from './sending.ts'
import { words as libraryWords } from './words.ts'

interface StripProps {
  readonly begun: Begun
  readonly onDismiss: (batch: string) => void
}

/** One bar for a batch: sending, unpacking and reading each of its files. */
export function BatchStrip({ begun, onDismiss }: StripProps) {
  const words = useWords(libraryWords)
  const { data: batch } = useBatch(begun.batch)
  const [isOpen, setIsOpen] = useState(false)
  if (batch === undefined) return null
  // Of an archive the sending went before.
  const steps = begun.isArchive ? 3 : 2
  const before = begun.isArchive ? batch.files : 0
  const settled = batch.refused + batch.read + batch.unreadable
  return (
    <div className="card sending batch" role="status">
      <b className="cut" title={batch.name}>
        {batch.name}
      </b>
      {batch.isDone ? null : (
        <ProgressMeter done={before + batch.received + settled} total={Math.max(1, steps * batch.files)} />
      )}
      <span className="muted num">{words.batchOf(settled, batch.files)}</span>
      <Trouble batch={batch} />
      <span className="grow" />
      <Button size="small" onClick={() => setIsOpen(true)}>
        {words.batchDetails}
      </Button>
      {batch.isDone ? (
        <Button size="small" onClick={() => onDismiss(begun.batch)}>
          {words.dismiss}
        </Button>
      ) : null}
      {isOpen ? (
        <Drawer title={batch.name} onClose={() => setIsOpen(false)}>
          <BatchSummary batch={batch} />
        </Drawer>
      ) : null}
    </div>
  )
}

function Trouble({ batch: { refused, unreadable, problem } }: { readonly batch: BatchView }) {
  const words = useWords(libraryWords)
  const read = useReader()
  return (
    <>
      {problem === null ? null : <span className="chip wrong">{read(problem.title)}</span>}
      {refused === 0 ? null : <span className="chip wrong">{words.refused(refused)}</span>}
      {unreadable === 0 ? null : <span className="chip wrong">{words.unreadable(unreadable)}</span>}
    </>
  )
}

/** What came of a batch, and every file that something is wrong with, by name and reason. */
function BatchSummary({ batch }: { readonly batch: BatchView }) {
  const words = useWords(libraryWords)
  const read = useReader()
  const moment = useMoment()
  const troubled = useTroubled(batch)
  const items = troubled.data?.pages.flatMap((page) => page.items) ?? []
  const missing = batch.files - batch.received
  return (
    <div className="batch-summary">
      <p className="muted num">
        {moment(batch.begunAt)}　{words.batchFiles(batch.files)}　{words.batchRead(batch.read)}
      </p>
      <p className="batch-chips">
        <Trouble batch={batch} />
        {missing > 0 ? <span className="chip doubt">{words.batchMissing(missing)}</span> : null}
        {batch.pending > 0 ? <span className="chip accent">{words.readingNow(batch.pending)}</span> : null}
      </p>
      {batch.problem === null ? null : <ProblemNote problem={batch.problem} />}
      <ul>
        {items.map(({ id, name, document, problem }) => (
          <li key={id}>
            <b>{document === null ? name : <Link href={`/documents/${document}`}>{name}</Link>}</b>
            {problem === null ? null : (
              <p>
                {read(problem.title)}。<span className="muted">{read(problem.remedy)}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {troubled.isSuccess && items.length === 0 && batch.isDone ? <p>{words.batchFine}</p> : null}
      {troubled.hasNextPage ? <Button onClick={() => void troubled.fetchNextPage()}>{words.more}</Button> : null}
    </div>
  )
}

/** The batches that were put in, each with its summary. */
export function BatchesDrawer({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(libraryWords)
  const batches = useBatches()
  const all = batches.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Drawer title={words.batches} onClose={onClose}>
      {batches.isSuccess && all.length === 0 ? <p className="muted">{words.noBatches}</p> : null}
      {all.map((batch) => (
        <details key={batch.batch} className="batch-earlier">
          <summary>
            <b>{batch.name}</b> <span className="muted num">{words.batchOf(batch.read, batch.files)}</span>{' '}
            <Trouble batch={batch} />
          </summary>
          <BatchSummary batch={batch} />
        </details>
      ))}
      {batches.hasNextPage ? <Button onClick={() => void batches.fetchNextPage()}>{words.more}</Button> : null}
    </Drawer>
  )
}
