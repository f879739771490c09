import { useCallback, useMemo, useRef, useState } from 'react'
import type { ProblemView } from '../../src/app/server/index.ts'
import { beginBatch } from '../api/batches.ts'
import { upload, uploadArchive } from '../api/documents.ts'
import { RequestProblem } from '../api/request.ts'

const AT_ONCE = 3

const isArchive = ({ name }: File): boolean => /\.zip$/i.test(name)

/** A batch that was begun here. */
export interface Begun {
  readonly batch: string
  readonly isArchive: boolean
}

export interface Refusal {
  readonly id: number
  readonly name: string
  readonly problem: ProblemView
}

export interface Sending {
  /** Files of the batch that is on its way; 0 when none is. */
  readonly total: number
  readonly done: number
  /** Of the whole batch, from 0 to 1. */
  readonly share: number
  readonly refusals: readonly Refusal[]
  readonly send: (files: readonly File[]) => void
  readonly forget: () => void
}

interface Batch {
  readonly total: number
  /** How many of them are archives. */
  readonly archives: number
  readonly done: number
  /** Of each file under way, how much has left. */
  readonly shares: Readonly<Record<number, number>>
}

const nothing: Batch = { total: 0, archives: 0, done: 0, shares: {} }

const finish = (batch: Batch, id: number): Batch => {
  const { [id]: _, ...shares } = batch.shares
  return batch.done + 1 === batch.total ? nothing : { ...batch, done: batch.done + 1, shares }
}

interface Task {
  readonly id: number
  readonly file: File
  /** The batch that it belongs to; null for a file by itself and for an archive, which is one. */
  readonly batch: string | null
}

/** Several files are one batch, named by the folder that they lie in, or by the first of them. */
const nameOf = (files: readonly File[]): string => files[0]?.webkitRelativePath.split('/')[0] || files[0]?.name || '—'

/**
 * Sends files a few at a time; what the server refuses is kept until the user has seen it. Several files, and the files
 * of an archive, are a batch: `onBatch` is told when it has begun.
 */
export function useSending(onBatch: (begun: Begun) => void): Sending {
  const [batch, setBatch] = useState<Batch>(nothing)
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  const queue = useRef<Task[]>([])
  const running = useRef(0)
  const nextId = useRef(0)

  const pump = useCallback((): void => {
    while (running.current < AT_ONCE) {
      const next = queue.current.shift()
      if (next === undefined) return
      const { id, file, batch } = next
      running.current += 1
      const progress = (share: number): void =>
        setBatch((current) => ({ ...current, shares: { ...current.shares, [id]: share } }))
      const sent = isArchive(file)
        ? uploadArchive(file, progress).then((begun) => onBatch({ batch: begun.batch, isArchive: true }))
        : upload(file, batch, progress)
      sent
        .catch((error: unknown) => {
          if (!(error instanceof RequestProblem)) throw error
          // The batch names what the server refused of it.
          if (batch !== null && error.status > 0) return
          setRefusals((known) => [...known, { id, name: file.name, problem: error.view }])
        })
        .finally(() => {
          running.current -= 1
          setBatch((current) => finish(current, id))
          pump()
        })
    }
  }, [onBatch])

  const queueUp = useCallback(
    (files: readonly File[], batch: string | null): void => {
      for (const file of files) queue.current.push({ id: nextId.current++, file, batch })
      const archives = files.filter(isArchive).length
      setBatch((current) => ({
        ...current,
        total: current.total + files.length,
        archives: current.archives + archives,
      }))
      pump()
    },
    [pump],
  )
  const send = useCallback(
    (files: readonly File[]): void => {
      const single = files.filter((file) => !isArchive(file))
      queueUp(files.filter(isArchive), null)
      if (single.length < 2) {
        queueUp(single, null)
        return
      }
      const name = nameOf(single)
      beginBatch(name, single.length)
        .then(({ batch }) => {
          onBatch({ batch, isArchive: false })
          queueUp(single, batch)
        })
        .catch((error: unknown) => {
          if (!(error instanceof RequestProblem)) throw error
          setRefusals((known) => [...known, { id: nextId.current++, name, problem: error.view }])
        })
    },
    [queueUp, onBatch],
  )
  const forget = useCallback(() => setRefusals([]), [])
  return useMemo(() => {
    const underWay = Object.values(batch.shares).reduce((sum, share) => sum + share, 0)
    // An archive is then unpacked and read: the bar of its batch goes on where this one ends.
    const steps = batch.archives > 0 && batch.archives === batch.total ? 3 : 1
    const share = batch.total === 0 ? 0 : (batch.done + underWay) / batch.total / steps
    return { total: batch.total, done: batch.done, share, refusals, send, forget }
  }, [batch, refusals, send, forget])
}
