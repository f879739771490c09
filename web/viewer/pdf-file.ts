import { useEffect, useState } from 'react'
import { fetchOriginal } from '../api/documents.ts'
import type { Answer, Ask, PageSize } from './messages.ts'

export interface DrawnPage {
  readonly scale: number
  readonly width: number
  readonly height: number
  readonly pixels: ArrayBuffer
}

type Listener = (page: DrawnPage) => void

/** A PDF that lies open in a worker. */
export class PdfFile {
  readonly sizes: readonly PageSize[]
  readonly #worker: Worker
  readonly #listeners = new Map<number, Listener>()

  constructor(worker: Worker, sizes: readonly PageSize[]) {
    this.sizes = sizes
    this.#worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (data.answer === 'rendered') this.#listeners.get(data.page)?.(data)
    })
  }

  /** Asks for a page at a scale; the listener hears of it unless it is dropped before. */
  draw(page: number, scale: number, listener: Listener): void {
    this.#listeners.set(page, listener)
    this.#ask({ ask: 'render', page, scale })
  }

  drop(page: number): void {
    this.#listeners.delete(page)
    this.#ask({ ask: 'want', pages: [...this.#listeners.keys()] })
  }

  close(): void {
    this.#worker.terminate()
  }

  #ask(ask: Ask): void {
    this.#worker.postMessage(ask)
  }
}

async function openPdf(sha256: string, signal: AbortSignal): Promise<PdfFile | null> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' })
  signal.addEventListener('abort', () => worker.terminate())
  const bytes = await fetchOriginal(sha256, signal)
  const opened = new Promise<PdfFile | null>((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (data.answer === 'opened') resolve(new PdfFile(worker, data.sizes))
      else if (data.answer === 'refused') resolve(null)
    })
  })
  worker.postMessage({ ask: 'open', bytes } satisfies Ask, [bytes])
  return opened
}

export type Opening =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly file: PdfFile }
  | { readonly state: 'refused' }
  | { readonly state: 'failed'; readonly error: Error }

/** Opens the original of a document for as long as it is shown. */
export function usePdfFile(sha256: string): Opening {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })
  useEffect(() => {
    const closing = new AbortController()
    setOpening({ state: 'opening' })
    openPdf(sha256, closing.signal).then(
      (file) => {
        if (!closing.signal.aborted) setOpening(file === null ? { state: 'refused' } : { state: 'open', file })
      },
      (error: Error) => {
        if (!closing.signal.aborted) setOpening({ state: 'failed', error })
      },
    )
    return () => closing.abort()
  }, [sha256])
  return opening
}
