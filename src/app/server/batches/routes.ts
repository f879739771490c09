import type { Readable } from 'node:stream'
import { decodeName, ownerFor } from '../document-routes.ts'
import { cursorOf } from '../http/cursor.ts'
import { pageQuery } from '../http/pagination.ts'
import { type Route, route } from '../http/route.ts'
import type { Batches } from './batches.ts'
import { batchAddress, batchItemPage, batchItemQuery, batchOrder, batchPageView, batchView } from './contract.ts'

/** Files that are put in together: a folder or a zip archive. */
export const batchRoutes = (batches: Batches): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/batches',
    access: 'document.add',
    title: {
      zh: '开始一批：之后逐个放入文件，各带 X-Batch',
      en: 'Begins a batch: files follow one by one, each with X-Batch',
    },
    body: batchOrder,
    answer: batchView,
    status: 201,
    handle: ({ caller, body }) => batches.begin({ ...body, by: caller.who, owner: ownerFor(caller) }),
  }),
  route({
    method: 'PUT',
    path: '/api/batches',
    access: 'document.add',
    title: { zh: '放入一个 zip 压缩包，由后台解开', en: 'Adds a zip archive, which a job unpacks' },
    body: 'bytes',
    answer: batchView,
    status: 202,
    handle: ({ caller, request }) =>
      batches.unpack(request.body as Readable, {
        name: decodeName(request.headers['x-file-name']),
        by: caller.who,
        owner: ownerFor(caller),
      }),
  }),
  route({
    method: 'GET',
    path: '/api/batches',
    access: 'document.read',
    title: { zh: '放入过的各批', en: 'The batches' },
    query: pageQuery,
    answer: batchPageView,
    handle: ({ caller, query: { limit, after } }) =>
      batches.page(caller, limit, after === undefined ? undefined : cursorOf(after)),
  }),
  route({
    method: 'GET',
    path: '/api/batches/:batch',
    access: 'document.read',
    title: { zh: '一批的进度和结果', en: 'How far a batch is, and what came of it' },
    params: batchAddress,
    answer: batchView,
    handle: ({ caller, params }) => batches.seen(caller, params.batch),
  }),
  route({
    method: 'GET',
    path: '/api/batches/:batch/items',
    access: 'document.read',
    title: { zh: '一批里的文件，可只看有问题的', en: 'The files of a batch, or those that something is wrong with' },
    params: batchAddress,
    query: batchItemQuery,
    answer: batchItemPage,
    handle: ({ caller, params, query: { limit, after, only } }) =>
      batches.items(caller, params.batch, {
        limit,
        after: after === undefined ? undefined : cursorOf(after),
        isTroubledOnly: only === 'troubled',
      }),
  }),
]
