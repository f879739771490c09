import { type AnyTransaction, type Store, within } from '../store/index.ts'
import { libraryProblem } from './problems.ts'
import type { DecisionRow, DecisionVerdict, FindingRow, LibraryTables } from './tables.ts'

export interface Decision {
  readonly document: string
  readonly key: string
  readonly verdict: DecisionVerdict
  /** Needed where a finding is waived. */
  readonly reason: string
  readonly decidedBy: string
}

const SHORTEST_REASON = 4

/**
 * Says what became of a finding. What was said before stays on record; the last word counts, also after the document
 * was read again. Throws a Problem for a finding that the document does not have, or a waiver without its reason.
 */
export async function decide(transaction: AnyTransaction, decision: Decision): Promise<void> {
  const { document, key, verdict, reason, decidedBy } = decision
  if (verdict === 'waived' && reason.trim().length < SHORTEST_REASON) throw libraryProblem('reason-missing')
  const tx = within<LibraryTables>(transaction)
  const finding = await tx
    .selectFrom('library_document')
    .innerJoin('library_finding', 'library_finding.reading', 'library_document.reading')
    .select('library_finding.key')
    .where('library_document.sha256', '=', document)
    .where('library_finding.key', '=', key)
    .executeTakeFirst()
  if (finding === undefined) throw libraryProblem('finding-unknown')
  await tx
    .insertInto('library_decision')
    .values({ document, key, verdict, reason: reason.trim(), decided_by: decidedBy })
    .execute()
}

/** A finding as it stands, with the last word on it. */
export interface DecidedFinding extends FindingRow {
  readonly decision: DecisionRow | null
}

/** The findings of the reading that holds, in their order, each with the last decision on it. */
export async function decidedFindings(store: Store, document: string): Promise<DecidedFinding[]> {
  const database = store.tables<LibraryTables>()
  const findings = await database
    .selectFrom('library_document')
    .innerJoin('library_finding', 'library_finding.reading', 'library_document.reading')
    .selectAll('library_finding')
    .where('library_document.sha256', '=', document)
    .orderBy('library_finding.ordinal')
    .execute()
  const decisions = await database
    .selectFrom('library_decision')
    .selectAll()
    .distinctOn('key')
    .where('document', '=', document)
    .orderBy('key')
    .orderBy('id', 'desc')
    .execute()
  const last = new Map(decisions.map((decision) => [decision.key, decision]))
  return findings.map((finding) => ({ ...finding, decision: last.get(finding.key) ?? null }))
}

/** Everything that was ever decided on a finding, newest first. */
export const decisionsOn = (store: Store, document: string, key: string): Promise<DecisionRow[]> =>
  store
    .tables<LibraryTables>()
    .selectFrom('library_decision')
    .selectAll()
    .where('document', '=', document)
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .execute()
