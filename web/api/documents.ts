import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { BatchView, DocumentPage, DocumentView, Part, PartName } from '../../src/app/server/index.ts'
import { BOARD } from './board.ts'
import { decisionsKey } from './decisions.ts'
import { heedJob } from './jobs.ts'
import { getJson, problemIn, request, unreachableProblem } from './request.ts'

const LIST = ['documents'] as const
type Documents = readonly DocumentView[]

const addressOf = (sha256: string): string => `/api/documents/${sha256}`

/** As many as one answer may hold. */
const PAGE = 500

/** The whole library, page by page: it is searched and sorted here. */
async function fetchDocuments(signal: AbortSignal): Promise<Documents> {
  const documents: DocumentView[] = []
  for (let after: string | null = ''; after !== null; ) {
    const cursor: string = after === '' ? '' : `&after=${after}`
    const page: DocumentPage = await getJson(`/api/documents?limit=${PAGE}${cursor}`, signal)
    documents.push(...page.items)
    after = page.next
  }
  return documents
}

export const useDocuments = () => useQuery({ queryKey: LIST, queryFn: ({ signal }) => fetchDocuments(signal) })

/** A part of a reading never changes: a new reading has a new version. */
export const usePart = <Name extends PartName>(document: DocumentView, part: Name) =>
  useQuery({
    queryKey: ['part', document.sha256, document.version, part],
    queryFn: ({ signal }) => getJson<Part<Name>>(`${addressOf(document.sha256)}/${part}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // While a document is checked again, its earlier reading stays on the page.
    placeholderData: keepPreviousData,
    enabled: document.overview !== null,
  })

export async function fetchOriginal(sha256: string, signal: AbortSignal): Promise<ArrayBuffer> {
  return (await request(`${addressOf(sha256)}/original`, { signal })).arrayBuffer()
}

/** Documents stand newest first; one that is already there changes in its place. */
function place(client: QueryClient, document: DocumentView): void {
  client.setQueryData<Documents>(LIST, (documents) => {
    if (documents === undefined) return undefined
    const isKnown = documents.some(({ sha256 }) => sha256 === document.sha256)
    if (!isKnown) return [document, ...documents]
    return documents.map((known) => (known.sha256 === document.sha256 ? document : known))
  })
}

function takeAway(client: QueryClient, sha256: string): void {
  client.setQueryData<Documents>(LIST, (documents) => documents?.filter((document) => document.sha256 !== sha256))
}

/** A connection that breaks is taken up again within a second; only a longer break is worth a word. */
const PATIENCE_MS = 2_500

/** Keeps the list up to date while the page is open; after a break it is asked for anew. False while it is broken. */
export function useLiveDocuments(): boolean {
  const client = useQueryClient()
  const [isLive, setIsLive] = useState(true)
  useEffect(() => {
    const events = new EventSource('/api/events')
    let doubt: ReturnType<typeof setTimeout> | undefined
    events.addEventListener('open', () => {
      clearTimeout(doubt)
      doubt = undefined
      setIsLive(true)
      void client.invalidateQueries({ queryKey: LIST }, { cancelRefetch: false })
    })
    events.addEventListener('error', () => {
      doubt ??= setTimeout(() => setIsLive(false), PATIENCE_MS)
    })
    events.addEventListener('document', (event) => {
      const document: DocumentView = JSON.parse(event.data)
      place(client, document)
      void client.invalidateQueries({ queryKey: decisionsKey(document.sha256) })
      if (document.state === 'read' || document.state === 'unreadable')
        void client.invalidateQueries({ queryKey: BOARD }, { cancelRefetch: false })
    })
    events.addEventListener('job', (event) => heedJob(client, JSON.parse(event.data)))
    events.addEventListener('gap', () => void client.invalidateQueries({ queryKey: LIST }))
    events.addEventListener('removed', (event) => takeAway(client, JSON.parse(event.data).sha256))
    return () => {
      clearTimeout(doubt)
      events.close()
    }
  }, [client])
  return isLive
}

export const removeDocument = (sha256: string): Promise<Response> => request(addressOf(sha256), { method: 'DELETE' })

export const checkAgain = (sha256: string): Promise<Response> =>
  request(`${addressOf(sha256)}/check`, { method: 'POST' })

/** Only XMLHttpRequest tells how much of a file has left. */
function sendFile<Answer>(
  path: string,
  file: File,
  onProgress: (share: number) => void,
  batch: string | null = null,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open('PUT', path)
    if (batch !== null) sending.setRequestHeader('x-batch', batch)
    sending.setRequestHeader('content-type', 'application/octet-stream')
    sending.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    sending.upload.addEventListener('progress', (event) => onProgress(event.loaded / Math.max(1, event.total)))
    sending.addEventListener('error', () => reject(unreachableProblem()))
    sending.addEventListener('load', () => {
      if (sending.status < 300) resolve(JSON.parse(sending.responseText))
      else reject(problemIn(sending.getResponseHeader('content-type'), sending.responseText))
    })
    sending.send(file)
  })
}

/** `batch`: the one that the file belongs to. */
export const upload = (file: File, batch: string | null, onProgress: (share: number) => void): Promise<DocumentView> =>
  sendFile('/api/documents', file, onProgress, batch)

export const uploadArchive = (file: File, onProgress: (share: number) => void): Promise<BatchView> =>
  sendFile('/api/batches', file, onProgress)

export const exportAddress = (sha256: string, file: 'findings.xlsx' | 'annotated.pdf', language: string): string =>
  `${addressOf(sha256)}/${file}?language=${language}`
