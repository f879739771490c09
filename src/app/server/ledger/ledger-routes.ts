import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import {
  exportLedger,
  type Job,
  LEDGER_REASONS,
  type LedgerVerdict,
  ledgerEntry,
  ledgerHead,
  ledgerPage,
  ledgerSeals,
  listJobs,
  rotateSealKey,
  sealOver,
} from '../../../store/index.ts'
import { attach } from '../http/attachment.ts'
import { cursorOf } from '../http/cursor.ts'
import { type Route, route } from '../http/route.ts'
import { serverProblem, viewOfReport } from '../problems.ts'
import { orderNow } from '../system/system-routes.ts'
import { type Upkeep, type UpkeepOptions, VERIFICATION } from '../upkeep/upkeep.ts'
import {
  entryAddress,
  latestVerification,
  ledgerEntryDetails,
  ledgerEntryPage,
  ledgerQuery,
  ledgerState,
  rotation,
  type VerificationView,
} from './contract.ts'
import { partyOf, withNames } from './names.ts'

type Store = UpkeepOptions['store']

const reading = (store: Store): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/ledger/entries',
    access: 'ledger.read',
    title: { zh: '账本条目，最新的在前', en: 'Entries of the ledger, newest first' },
    query: ledgerQuery,
    answer: ledgerEntryPage,
    handle: async ({ caller, query: { limit, after, who, what, subject, from, until } }) => {
      const entries = await ledgerPage(store.tables(), {
        limit: limit + 1,
        ...(who && { who: await partyOf(store, caller, who) }),
        ...(what && { what }),
        ...(subject && { subject }),
        ...(from && { from: new Date(from) }),
        ...(until && { until: new Date(until) }),
        ...(after && { before: cursorOf(after) }),
      })
      const shown = entries.slice(0, limit)
      const next = entries.length > limit ? String(shown.at(-1)?.body.number) : null
      return { items: await withNames(store, caller, shown), next }
    },
  }),
  route({
    method: 'GET',
    path: '/api/ledger/entries/:number',
    access: 'ledger.read',
    title: { zh: '一个条目和它的摘要', en: 'An entry with its digests' },
    params: entryAddress,
    answer: ledgerEntryDetails,
    handle: async ({ caller, params: { number } }) => {
      const entry = await ledgerEntry(store.tables(), number)
      const [view] = entry === null ? [] : await withNames(store, caller, [entry])
      if (entry === null || view === undefined) throw serverProblem('entry-unknown')
      const { body, hash, sm3, payload } = entry
      return {
        entry: view,
        hash,
        previous: body.previous,
        sm3,
        digest: body.digest,
        salt: payload?.salt ?? null,
        payload: payload?.body ?? null,
        seal: await sealOver(store.tables(), number),
      }
    },
  }),
]

/** Written to a file first: a slow reader does not hold the database. */
async function sendLedger(store: Store, reply: FastifyReply): Promise<FastifyReply> {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-ledger-'))
  const file = join(folder, 'ledger.jsonl')
  const remove = (): void => void rm(folder, { recursive: true, force: true })
  try {
    await exportLedger(store, file)
    const { size } = await stat(file)
    const name = `gouji-ledger-${new Date().toISOString().slice(0, 10)}.jsonl`
    const stream = createReadStream(file).on('close', remove)
    return attach(reply, name, 'application/jsonl').header('content-length', size).send(stream)
  } catch (error) {
    remove()
    throw error
  }
}

const exporting = (store: Store): Route =>
  route({
    method: 'GET',
    path: '/api/ledger/export',
    access: 'ledger.export',
    title: { zh: '导出整本账本，可离线验证', en: 'The whole ledger, to be verified offline' },
    answer: 'bytes',
    handle: ({ reply }) => sendLedger(store, reply),
  })

const isVerdict = (result: unknown): result is LedgerVerdict =>
  typeof result === 'object' && result !== null && 'isSound' in result

function verdictOf({ isSound, entries, head, seals, sealedUpTo, timeStamps, broken }: LedgerVerdict) {
  const [zh, en] = broken === null ? ['', ''] : LEDGER_REASONS[broken.reason]
  const place = broken && { line: broken.line, thing: broken.thing, number: broken.number, reason: { zh, en } }
  return { isSound, entries, head, seals, sealedUpTo, timeStamps: timeStamps.length, broken: place }
}

const verificationOf = (job: Job): VerificationView => ({
  job: job.id,
  state: job.state,
  done: job.progress_done,
  total: job.progress_total,
  finishedAt: job.finished_at?.toISOString() ?? null,
  failure: job.failure === null ? null : viewOfReport(job.failure),
  verdict: isVerdict(job.result) ? verdictOf(job.result) : null,
})

async function latestOf(store: Store): Promise<{ latest: VerificationView | null }> {
  const [job] = await listJobs(store, { kind: VERIFICATION, limit: 1 })
  return { latest: job === undefined ? null : verificationOf(job) }
}

const verifying = (store: Store, upkeep: Upkeep): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/ledger/verification',
    access: 'ledger.verify',
    title: { zh: '验证整本账本', en: 'Verifies the whole ledger' },
    answer: latestVerification,
    status: 202,
    handle: async () => {
      await orderNow(store, upkeep, VERIFICATION)
      return latestOf(store)
    },
  }),
  route({
    method: 'GET',
    path: '/api/ledger/verification',
    access: 'ledger.verify',
    title: { zh: '最近一次验证', en: 'The latest verification' },
    answer: latestVerification,
    handle: () => latestOf(store),
  }),
]

const sealing = (store: Store, upkeep: Upkeep): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/ledger/state',
    access: 'ledger.verify',
    title: { zh: '账本的末尾、公钥和最近的封印', en: 'Where the ledger ends, public keys and the latest seal' },
    answer: ledgerState,
    handle: async () => {
      const { keys, last } = await ledgerSeals(store.tables())
      const head = await store.tables<unknown>().transaction().execute(ledgerHead)
      return {
        head: { number: head.number, at: head.at.toISOString(), hash: head.hash },
        keys,
        seal: last && {
          number: last.number,
          at: last.at,
          upTo: last.upTo,
          key: last.key,
          stampedAt: last.stampedAt?.toISOString() ?? null,
        },
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/ledger/keys',
    access: 'ledger.manage',
    title: { zh: '更换封印密钥', en: 'Makes a new key for the seals' },
    body: rotation,
    answer: z.object({ fingerprint: z.string() }).readonly(),
    status: 201,
    handle: async ({ caller, body }) => {
      if (upkeep.keys === null) throw serverProblem('upkeep-elsewhere')
      return { fingerprint: await rotateSealKey(store, upkeep.keys, { ...body, who: caller.who }) }
    },
  }),
]

/** The ledger over HTTP: to read, to verify, to take along. */
export const ledgerRoutes = (store: Store, upkeep: Upkeep): readonly Route[] => [
  ...reading(store),
  exporting(store),
  ...verifying(store, upkeep),
  ...sealing(store, upkeep),
]
