import type { Bilingual, ProblemReport } from '../kernel/index.ts'
import { type AnyTransaction, newId, type Store, type Transaction, within } from '../store/index.ts'
import { findingKeys, type Recognisable } from './finding-key.ts'
import { libraryProblem } from './problems.ts'
import type { DocumentRow, FindingSeverity, LibraryTables, ReadingRow } from './tables.ts'

/** What reading and checking a document came to, as far as the library keeps it in rows. */
export interface Reading {
  /** The program that read: its version and the digest of its rules. */
  readonly engine: string
  readonly organisation: string | null
  readonly year: number | null
  readonly kind: string
  readonly isCertified: boolean
  readonly overview: unknown
  readonly findings: readonly (Recognisable & {
    readonly severity: FindingSeverity
    readonly title: Bilingual
    readonly message: Bilingual
  })[]
  /** Digests of the attachments that hold the parts, recorded in the same transaction. */
  readonly parts: Readonly<Record<string, string>>
  /** Whose document it turned out to be; undefined leaves it where it is. */
  readonly owner?: string
}

const INSERT_AT_ONCE = 500

const countOf = ({ findings }: Reading, severity: FindingSeverity): number =>
  findings.filter((finding) => finding.severity === severity).length

/** A document is held until the transaction ends. Throws `document-unknown` when it has been removed meanwhile. */
export async function holdDocument(tx: Transaction<LibraryTables>, document: string): Promise<DocumentRow> {
  const row = await tx
    .selectFrom('library_document')
    .selectAll()
    .where('sha256', '=', document)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw libraryProblem('document-unknown')
  return row
}

/**
 * Keeps a reading and makes it the one that holds. Earlier ones by the same program are dropped: they said the same.
 * Throws a Problem when the document has been removed meanwhile.
 */
export async function saveReading(transaction: AnyTransaction, document: string, reading: Reading): Promise<string> {
  const tx = within<LibraryTables>(transaction)
  const id = newId()
  const keys = findingKeys(reading.findings)
  await holdDocument(tx, document)
  await tx.deleteFrom('library_reading').where('document', '=', document).where('engine', '=', reading.engine).execute()
  const changes = await changesSince(tx, document, keys)
  await tx
    .insertInto('library_reading')
    .values({
      id,
      document,
      engine: reading.engine,
      overview: JSON.stringify(reading.overview),
      is_certified: reading.isCertified,
      errors: countOf(reading, 'error'),
      warnings: countOf(reading, 'warning'),
      hints: countOf(reading, 'hint'),
      ...changes,
    })
    .execute()
  const parts = Object.entries(reading.parts).map(([name, attachment]) => ({ reading: id, name, attachment }))
  if (parts.length > 0) await tx.insertInto('library_part').values(parts).execute()
  await saveFindings(tx, id, reading, keys)
  const { organisation, year, kind, owner } = reading
  await tx
    .updateTable('library_document')
    .set({ reading: id, problem: null, organisation, year, kind, ...(owner === undefined ? {} : { owner }) })
    .where('sha256', '=', document)
    .execute()
  return id
}

/** How many findings the reading by the program before did not have, and how many it had alone. */
async function changesSince(
  tx: Transaction<LibraryTables>,
  document: string,
  keys: readonly string[],
): Promise<{ readonly appeared: number | null; readonly gone: number | null }> {
  const before = await newestReading(tx, document)
  if (before === undefined) return { appeared: null, gone: null }
  const found = await tx.selectFrom('library_finding').select('key').where('reading', '=', before.id).execute()
  const then = new Set(found.map(({ key }) => key))
  const now = new Set(keys)
  return {
    appeared: keys.filter((key) => !then.has(key)).length,
    gone: [...then].filter((key) => !now.has(key)).length,
  }
}

const newestReading = (tx: Transaction<LibraryTables>, document: string) =>
  tx
    .selectFrom('library_reading')
    .select('id')
    .where('document', '=', document)
    .orderBy('read_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

async function saveFindings(
  tx: Transaction<LibraryTables>,
  reading: string,
  { findings }: Reading,
  keys: readonly string[],
): Promise<void> {
  const rows = findings.map(({ rule, severity, title, message }, ordinal) => ({
    reading,
    key: keys[ordinal] ?? '',
    rule,
    severity,
    ordinal,
    title: JSON.stringify(title),
    message: JSON.stringify(message),
  }))
  for (let start = 0; start < rows.length; start += INSERT_AT_ONCE)
    await tx
      .insertInto('library_finding')
      .values(rows.slice(start, start + INSERT_AT_ONCE))
      .execute()
}

/** Says why a document cannot be read. What was read before stays on record and no longer holds. */
export async function saveProblem(
  transaction: AnyTransaction,
  document: string,
  problem: ProblemReport,
): Promise<void> {
  const tx = within<LibraryTables>(transaction)
  await holdDocument(tx, document)
  await tx
    .updateTable('library_document')
    .set({ reading: null, problem: JSON.stringify(problem) })
    .where('sha256', '=', document)
    .execute()
}

/** A finding by its name, for a list of what came and what went. */
export interface ChangedFinding {
  readonly key: string
  readonly rule: string
  readonly severity: FindingSeverity
  readonly title: Bilingual
  readonly message: Bilingual
}

export interface ReadingChanges {
  /** The two programs; `before` is null where the document was read once. */
  readonly before: string | null
  readonly after: string
  readonly appeared: readonly ChangedFinding[]
  readonly gone: readonly ChangedFinding[]
}

/** The readings of a document, newest first. */
export const readingsOf = (store: Store, document: string): Promise<ReadingRow[]> =>
  store
    .tables<LibraryTables>()
    .selectFrom('library_reading')
    .selectAll()
    .where('document', '=', document)
    .orderBy('read_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

const findingsOf = (store: Store, reading: string): Promise<ChangedFinding[]> =>
  store
    .tables<LibraryTables>()
    .selectFrom('library_finding')
    .select(['key', 'rule', 'severity', 'title', 'message'])
    .where('reading', '=', reading)
    .orderBy('ordinal')
    .execute()

const without = (findings: readonly ChangedFinding[], others: readonly ChangedFinding[]): ChangedFinding[] => {
  const known = new Set(others.map(({ key }) => key))
  return findings.filter(({ key }) => !known.has(key))
}

/** What a newer program finds that the one before did not, and the reverse. */
export async function changesOf(store: Store, document: string): Promise<ReadingChanges> {
  const [after, before] = await readingsOf(store, document)
  if (after === undefined) throw libraryProblem('not-read-yet')
  const now = await findingsOf(store, after.id)
  if (before === undefined) return { before: null, after: after.engine, appeared: [], gone: [] }
  const then = await findingsOf(store, before.id)
  return { before: before.engine, after: after.engine, appeared: without(now, then), gone: without(then, now) }
}
