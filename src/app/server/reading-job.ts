import type { Logger } from 'pino'
import * as z from 'zod'
import { areRelated } from '../../budget/index.ts'
import { Problem, type ProblemReport, reportOf } from '../../kernel/index.ts'
import {
  type AccountRead,
  accountsRead,
  attachmentOf,
  type DocumentEntry,
  documentEntry,
  partOf,
  saveProblem,
  saveReading,
} from '../../library/index.ts'
import {
  type AnyTransaction,
  append,
  enqueue,
  type JobContext,
  type JobKind,
  jobKind,
  type OpenedStore,
  publish,
  type Store,
} from '../../store/index.ts'
import { type Companion, withCompanions } from '../companions.ts'
import { readEdition } from './editions.ts'
import type { Examine, Examined, RuleTitles } from './examination.ts'
import type { Organisations } from './organisations.ts'
import { keepParts, readPart } from './parts.ts'
import { serverProblem } from './problems.ts'
import { overviewOf, viewParts } from './views.ts'

/** Told whenever a document comes, is read or goes: its SHA-256. */
export const DOCUMENT_TOPIC = 'document'

const payload = z.strictObject({ document: z.string() })
export type ReadingOrder = z.infer<typeof payload>

export interface ReadingOptions {
  readonly store: OpenedStore
  readonly organisations: Organisations
  readonly examine: Examine
  readonly ruleTitles: RuleTitles
  /** The program that reads: its version and the digest of its code. */
  readonly engine: string
  readonly log: Logger
}

type Read = Exclude<Examined, { problem: unknown }>['examination']

type Named = Parameters<typeof areRelated>[0]

/** How far apart the years of two documents lie that may quote each other. */
const YEARS_APART = 2
/** More editions of one organisation and these years than that are copies of copies. */
const COMPANIONS = 12

/** The documents at hand that are of the same organisation and have been read: the nearest years, of them the newest. */
export async function relatedTo(store: Store, sha256: string, named: Named): Promise<AccountRead[]> {
  const { year } = named
  if (year === null) return []
  const apart = (other: AccountRead): number => Math.abs(other.year - year)
  return (await accountsRead(store, year - YEARS_APART, year + YEARS_APART))
    .filter((other) => other.sha256 !== sha256 && areRelated(named, other))
    .sort((a, b) => apart(a) - apart(b) || b.number - a.number)
    .slice(0, COMPANIONS)
}

async function companionsOf(store: OpenedStore, related: readonly AccountRead[]): Promise<Companion[]> {
  const companions: Companion[] = []
  for (const { sha256, name } of related) {
    const place = await partOf(store, sha256, 'edition')
    const edition = await readPart(store.attachments, attachmentOf(place), 'edition')
    if (edition !== null) companions.push({ name, edition: readEdition(edition) })
  }
  return companions
}

const namesOf = (entries: readonly AccountRead[]): string =>
  entries
    .map(({ sha256 }) => sha256)
    .sort()
    .join()

/** A document goes to the organisation that it names, where that lies within the one that brought it. */
async function ownerOf(
  { organisations }: ReadingOptions,
  entry: DocumentEntry,
  { reading }: Read,
): Promise<string | null> {
  const { organisation, year } = reading.document
  const named = await organisations.named(organisation, year)
  if (named === null) return entry.owner
  const tree = await organisations.now()
  return entry.owner === null || tree.isWithin(named, entry.owner) ? named : entry.owner
}

/** Returns which documents it was held against. */
async function keep(options: ReadingOptions, entry: DocumentEntry, examined: Read): Promise<readonly AccountRead[]> {
  const { store, engine, ruleTitles } = options
  const { sha256 } = entry
  const related = await relatedTo(store, sha256, examined.reading.document)
  const examination = withCompanions(examined, await companionsOf(store, related))
  const overview = overviewOf(examination)
  const parts = await keepParts(store.attachments, viewParts(examination, ruleTitles))
  const owner = await ownerOf(options, entry, examined)
  const save = async (tx: AnyTransaction): Promise<void> => {
    for (const attachment of parts.values()) await store.attachments.record(tx, attachment)
    await saveReading(tx, sha256, {
      engine,
      organisation: overview.organisation,
      year: overview.year,
      kind: overview.kind,
      isCertified: overview.certified,
      overview,
      findings: examination.findings,
      parts: Object.fromEntries([...parts].map(([name, attachment]) => [name, attachment.sha256])),
      ...(owner === null ? {} : { owner }),
    })
    await publish(tx, { topic: DOCUMENT_TOPIC, data: sha256 })
    const payload = { engine, certified: overview.certified, findings: { ...overview.findings } }
    await append(tx, [{ who: 'system', what: 'document.read', subject: `document:${sha256}`, payload }])
  }
  try {
    await store.tables<unknown>().transaction().execute(save)
  } catch (error) {
    for (const part of parts.values()) await store.attachments.remove(part.sha256)
    throw error
  }
  return related
}

const refuse = ({ store }: ReadingOptions, sha256: string, problem: ProblemReport): Promise<void> =>
  store
    .tables<unknown>()
    .transaction()
    .execute(async (tx) => {
      await saveProblem(tx, sha256, problem)
      await publish(tx, { topic: DOCUMENT_TOPIC, data: sha256 })
      const payload = { problem: problem.code }
      await append(tx, [{ who: 'system', what: 'document.refused', subject: `document:${sha256}`, payload }])
    })

/** A defect of ours is told as one, and logged; it would only happen again. */
async function examineOnce(
  { store, examine, log }: ReadingOptions,
  { sha256, name }: DocumentEntry,
  { signal, progress }: JobContext<ReadingOrder>,
): Promise<Examined> {
  const bytes = await store.attachments.read(sha256)
  try {
    return await examine(bytes, { name, signal, onPage: (done, total) => progress(done, total) })
  } catch (error) {
    signal.throwIfAborted()
    log.error({ err: error, sha256 }, 'a document could not be checked')
    return { problem: reportOf(serverProblem('check-crashed')) }
  }
}

const AGAIN = 'again '

/** Once more, also while it is being read. */
export const readAgain = (tx: AnyTransaction, kind: JobKind<ReadingOrder>, sha256: string): Promise<number> =>
  enqueue(tx, kind, { document: sha256 }, { uniqueKey: AGAIN + sha256 })

/** Reads and checks a document and keeps what was found. A document that was removed meanwhile is left alone. */
export function readingJob(options: ReadingOptions): JobKind<ReadingOrder> {
  const { store } = options
  const kind: JobKind<ReadingOrder> = jobKind({
    name: 'library.read',
    payload,
    attempts: 3,
    run: (context) => read(context).catch(unlessRemoved),
  })
  const read = async (context: JobContext<ReadingOrder>): Promise<void> => {
    const entry = await documentEntry(store, context.payload.document)
    const examined = await examineOnce(options, entry, context)
    if ('problem' in examined) return refuse(options, entry.sha256, examined.problem)
    const heldAgainst = await keep(options, entry, examined.examination)
    // Of two that are read at the same time neither knows the other; one of them may have gone meanwhile.
    const related = await relatedTo(store, entry.sha256, examined.examination.reading.document)
    if (namesOf(related) === namesOf(heldAgainst)) return
    await store
      .tables<unknown>()
      .transaction()
      .execute((tx) => readAgain(tx, kind, entry.sha256))
  }
  return kind
}

function unlessRemoved(error: unknown): void {
  if (error instanceof Problem && error.code === 'document-unknown') return
  throw error
}
