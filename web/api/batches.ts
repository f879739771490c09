import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { BatchItemPage, BatchPage, BatchView } from '../../src/app/server/index.ts'
import { sendJson } from './me.ts'
import { getJson } from './request.ts'

const EVERY_MS = 1_000
const LONGEST_NAME = 200

/** For a folder whose files follow one by one. */
export const beginBatch = async (name: string, files: number): Promise<BatchView> =>
  (await sendJson('POST', '/api/batches', { name: name.slice(0, LONGEST_NAME), files })).json()

/** Asked for again until it is done. */
export const useBatch = (batch: string) =>
  useQuery({
    queryKey: ['batch', batch],
    queryFn: ({ signal }) => getJson<BatchView>(`/api/batches/${batch}`, signal),
    refetchInterval: ({ state }) => (state.data?.isDone === true ? false : EVERY_MS),
  })

const cursor = (after: string): string => (after === '' ? '' : `&after=${after}`)

export const useBatches = () =>
  useInfiniteQuery({
    queryKey: ['batches'],
    queryFn: ({ signal, pageParam }) => getJson<BatchPage>(`/api/batches?limit=20${cursor(pageParam)}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

/** The files of a batch that something is wrong with. */
export const useTroubled = ({ batch, refused, unreadable }: BatchView) =>
  useInfiniteQuery({
    queryKey: ['batch', batch, 'troubled', refused + unreadable],
    queryFn: ({ signal, pageParam }) =>
      getJson<BatchItemPage>(`/api/batches/${batch}/items?only=troubled&limit=100${cursor(pageParam)}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
