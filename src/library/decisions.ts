import { type AnyTransaction, type Store, type Transaction, within } from '../store/index.ts'
import { libraryProblem } from './problems.ts'
import {
  ANSWERS,
  type Answer,
  type Decision,
  type FindingSeverity,
  isDecision,
  type LibraryTables,
  type StatementRow,
} from './tables.ts'

/** What somebody says of a finding: a department answers, a reviewer decides. */
export interface Statement {
  readonly document: string
  readonly key: string
  readonly said: Answer | Decision
  /** Needed where a finding is explained or waived. */
  readonly reason: string
  /** As the ledger names them. */
  readonly by: string
  /** Whose hand it was, also where a machine acts for them. */
  readonly person: string
}

const SHORTEST_REASON = 4
const NEEDS_REASON: ReadonlySet<string> = new Set<Answer | Decision>(['explained', 'waived'])
const CLOSING: ReadonlySet<string> = new Set<Decision>(['corrected', 'waived'])

const findingOf = (tx: Transaction<LibraryTables>, document: string, key: string) =>
  tx
    .selectFrom('library_document')
    .innerJoin('library_finding', 'library_finding.reading', 'library_document.reading')
    .select(['library_finding.rule', 'severity', 'title', 'message'])
    .where('library_document.sha256', '=', document)
    .where('library_finding.key', '=', key)
    .executeTakeFirst()

/**
 * Says something of a finding. What was said before stays on record; the last word counts, also after the document was
 * read again. Returns its rule and who answered it before. Throws a Problem for a finding that the document does not have, or where the reason
 * is missing.
 */
export async function state(
  transaction: AnyTransaction,
  statement: Statement,
): Promise<{ readonly rule: string; readonly answeredBy: ReadonlySet<string> }> {
  const { document, key, said, by, person } = statement
  const reason = statement.reason.trim()
  if (NEEDS_REASON.has(said) && reason.length < SHORTEST_REASON) throw libraryProblem('reason-missing')
  const tx = within<LibraryTables>(transaction)
  const finding = await findingOf(tx, document, key)
  if (finding === undefined) throw libraryProblem('finding-unknown')
  const texts = { title: JSON.stringify(finding.title), message: JSON.stringify(finding.message) }
  const { rule, severity } = finding
  const closing = isDecision(said) ? { is_closed: CLOSING.has(said) } : {}
  await tx
    .insertInto('library_discussed')
    .values({ document, key, rule, severity, ...texts, is_closed: false, ...closing })
    .onConflict((conflict) => conflict.columns(['document', 'key']).doUpdateSet({ severity, ...texts, ...closing }))
    .execute()
  // The row above is held until the transaction ends: nobody else says anything of the finding meanwhile.
  const answeredBy = await personsWhoAnswered(tx, document, key)
  await tx.insertInto('library_statement').values({ document, key, said, reason, said_by: by, person }).execute()
  return { rule, answeredBy }
}

async function personsWhoAnswered(tx: Transaction<LibraryTables>, document: string, key: string): Promise<Set<string>> {
  const answers = await tx
    .selectFrom('library_statement')
    .select('person')
    .where('document', '=', document)
    .where('key', '=', key)
    .where('said', 'in', ANSWERS)
    .execute()
  return new Set(answers.map(({ person }) => person))
}

/** A finding on which something was said, with the last answer and the last decision. */
export interface DiscussedFinding {
  readonly key: string
  readonly rule: string
  readonly severity: FindingSeverity
  readonly title: { readonly zh: string; readonly en: string }
  readonly message: { readonly zh: string; readonly en: string }
  /** The reading that holds does not have it any more. */
  readonly isGone: boolean
  /** Newest first. */
  readonly statements: readonly StatementRow[]
}

/** Every finding of a document on which something was said, gone ones too. */
export async function discussedFindings(store: Store, document: string): Promise<DiscussedFinding[]> {
  const database = store.tables<LibraryTables>()
  const discussed = await database
    .selectFrom('library_discussed')
    .innerJoin('library_document', 'library_document.sha256', 'library_discussed.document')
    .leftJoin('library_finding', (join) =>
      join
        .onRef('library_finding.reading', '=', 'library_document.reading')
        .onRef('library_finding.key', '=', 'library_discussed.key'),
    )
    .selectAll('library_discussed')
    .select('library_finding.ordinal')
    .where('library_discussed.document', '=', document)
    .orderBy('library_finding.ordinal')
    .orderBy('library_discussed.key')
    .execute()
  const statements = await database
    .selectFrom('library_statement')
    .selectAll()
    .where('document', '=', document)
    .orderBy('id', 'desc')
    .execute()
  return discussed.map(({ key, rule, severity, title, message, ordinal }) => ({
    key,
    rule,
    severity,
    title,
    message,
    isGone: ordinal === null,
    statements: statements.filter((statement) => statement.key === key),
  }))
}
