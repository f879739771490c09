import * as z from 'zod'
import { append, type OpenedStore } from '../../../store/index.ts'
import { allMigrations } from '../../store.ts'
import { type Route, route } from '../http/route.ts'
import { serverProblem } from '../problems.ts'
import type { Upkeep } from '../upkeep/upkeep.ts'
import { jobOrder, jobOrdered, systemReport } from './contract.ts'
import type { Metrics } from './metrics.ts'
import { demandReadiness } from './readiness.ts'
import { reportOn, type SystemOptions } from './report.ts'

/** Queues one of the jobs that otherwise come by themselves. `by`: enters who asked for it. Returns its id. */
export function orderNow(store: OpenedStore, { orders }: Upkeep, kind: string, by?: string): Promise<number> {
  const order = orders.get(kind)
  if (order === undefined) throw serverProblem('upkeep-elsewhere', kind)
  return store
    .tables<unknown>()
    .transaction()
    .execute(async (tx) => {
      const job = await order(tx)
      if (by !== undefined)
        await append(tx, [{ who: by, what: 'job.ordered', subject: `job:${job}`, payload: { kind } }])
      return job
    })
}

const watching = (options: SystemOptions, metrics: Metrics): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/ready',
    access: 'anyone',
    title: { zh: '能否提供服务', en: 'Can the server serve?' },
    answer: z.object({ status: z.literal('ready') }).readonly(),
    handle: async ({ reply }) => {
      reply.header('cache-control', 'no-store')
      await demandReadiness(options.store, allMigrations)
      return { status: 'ready' as const }
    },
  }),
  route({
    method: 'GET',
    path: '/api/metrics',
    access: 'system.read',
    title: { zh: '运行指标（Prometheus）', en: 'Metrics for Prometheus' },
    answer: 'bytes',
    handle: async ({ reply }) =>
      reply
        .type(metrics.type)
        .header('cache-control', 'no-store')
        .send(await metrics.text()),
  }),
]

/** The system over HTTP: how it is, whether it is ready, what is to be done now. */
export const systemRoutes = (options: SystemOptions, metrics: Metrics): readonly Route[] => [
  ...watching(options, metrics),
  route({
    method: 'GET',
    path: '/api/system',
    access: 'system.read',
    title: { zh: '系统状况', en: 'How the system is' },
    answer: systemReport,
    handle: () => reportOn(options),
  }),
  route({
    method: 'POST',
    path: '/api/system/jobs',
    access: 'system.manage',
    title: {
      zh: '立即执行：store.backup、store.check-attachments、ledger.seal、identity.sweep',
      en: 'Does now what otherwise comes by itself: a backup, a check of attachments, a seal, a sweep',
    },
    body: jobOrder,
    answer: jobOrdered,
    status: 202,
    handle: async ({ caller, body }) => ({
      job: await orderNow(options.store, options.upkeep, body.kind, caller.who),
    }),
  }),
]
