import { useCallback, useMemo, useRef, useState } from 'react'
import type { ProblemView } from '../../src/app/server/index.ts'
import { upload } from '../api/documents.ts'
import { RequestProblem } from '../api/request.ts'

const AT_ONCE = 3

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
  readonly done: number
  /** Of each file under way, how much has left. */
  readonly shares: Readonly<Record<number, number>>
}

const nothing: Batch = { total: 0, done: 0, shares: {} }

const finish = (batch: Batch, id: number): Batch => {
  const { [id]: _, ...shares } = batch.shares
  return batch.done + 1 === batch.total ? nothing : { ...batch, done: batch.done + 1, shares }
}

/** Sends files a few at a time; what the server refuses is kept until the user has seen it. */
export function useSending(): Sending {
  const [batch, setBatch] = useState<Batch>(nothing)
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  const queue = useRef<{ readonly id: number; readonly file: File }[]>([])
  const running = useRef(0)
  const nextId = useRef(0)

  const pump = useCallback((): void => {
    while (running.current < AT_ONCE) {
      const next = queue.current.shift()
      if (next === undefined) return
      const { id, file } = next
      running.current += 1
      const progress = (share: number): void =>
        setBatch((current) => ({ ...current, shares: { ...current.shares, [id]: share } }))
      upload(file, progress)
        .catch((error: unknown) => {
          if (!(error instanceof RequestProblem)) throw error
          setRefusals((known) => [...known, { id, name: file.name, problem: error.view }])
        })
        .finally(() => {
          running.current -= 1
          setBatch((current) => finish(current, id))
          pump()
        })
    }
  }, [])

  const send = useCallback(
    (files: readonly File[]): void => {
      for (const file of files) queue.current.push({ id: nextId.current++, file })
      setBatch((current) => ({ ...current, total: current.total + files.length }))
      pump()
    },
    [pump],
  )
  const forget = useCallback(() => setRefusals([]), [])
  return useMemo(() => {
    const underWay = Object.values(batch.shares).reduce((sum, share) => sum + share, 0)
    const share = batch.total === 0 ? 0 : (batch.done + underWay) / batch.total
    return { total: batch.total, done: batch.done, share, refusals, send, forget }
  }, [batch, refusals, send, forget])
}
