import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { countJobs, JOB_STATES, ledgerHead, ledgerSeals, type Store } from '../../../store/index.ts'

/** What a request is told under: the pattern of its route, never what somebody asked for. */
export const patternOf = (request: { readonly routeOptions: { readonly url?: string | undefined } }): string =>
  request.routeOptions.url ?? 'none'

/** Streams last as long as somebody looks at a page. */
const ENDLESS = '/api/events'

const BUCKETS_SECONDS = [0.005, 0.02, 0.05, 0.15, 0.5, 1.5, 5, 15]

function watchStore(register: Registry, store: Store): void {
  new Gauge({
    name: 'gouji_jobs',
    help: 'Jobs by their state',
    labelNames: ['state'],
    registers: [register],
    async collect() {
      const counted = await countJobs(store)
      for (const state of JOB_STATES) this.set({ state }, counted.get(state) ?? 0)
    },
  })
  new Gauge({
    name: 'gouji_ledger_entries',
    help: 'Number of the last entry of the ledger, and of the last that is sealed',
    labelNames: ['upTo'],
    registers: [register],
    async collect() {
      const head = await store.tables<unknown>().transaction().execute(ledgerHead)
      this.set({ upTo: 'head' }, head.number)
      this.set({ upTo: 'seal' }, (await ledgerSeals(store.tables())).last?.upTo ?? 0)
    },
  })
  new Gauge({
    name: 'gouji_database_connections',
    help: 'Connections of this process to the database, and requests that wait for one',
    labelNames: ['state'],
    registers: [register],
    collect() {
      for (const [state, connections] of Object.entries(store.load?.() ?? {})) this.set({ state }, connections)
    },
  })
}

function watchRequests(register: Registry, server: FastifyInstance): void {
  const durations = new Histogram({
    name: 'gouji_http_request_duration_seconds',
    help: 'Requests by method, pattern of the route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [register],
  })
  server.addHook('onResponse', async (request, reply) => {
    const route = patternOf(request)
    if (route === ENDLESS) return
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000)
  })
}

/** What Prometheus is told: requests, jobs, connections, the ledger, event loop and memory. Nothing of people. */
export interface Metrics {
  readonly type: string
  text(): Promise<string>
}

export function openMetrics(server: FastifyInstance, store: Store, version: string): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  watchRequests(register, server)
  watchStore(register, store)
  new Gauge({ name: 'gouji_info', help: 'The version that runs', labelNames: ['version'], registers: [register] }).set(
    { version },
    1,
  )
  return { type: register.contentType, text: () => register.metrics() }
}
