import { type ColumnType, type Generated, type Selectable, sql } from 'kysely'
import type { Bilingual, ProblemReport } from '../kernel/index.ts'
import type { Migration } from '../store/index.ts'

/** Written as JSON text, read as a value. */
type Json<Value> = ColumnType<Value, string, string>

/** will-correct: the next edition will mend it; explained: why it stands as it does. */
export const ANSWERS = ['will-correct', 'explained'] as const
/** accepted: it is an error, to be mended; corrected: the next edition has mended it; waived: it is none, and why. */
export const DECISIONS = ['accepted', 'corrected', 'waived'] as const
export type Answer = (typeof ANSWERS)[number]
export type Decision = (typeof DECISIONS)[number]

export const isDecision = (said: Answer | Decision): said is Decision => (DECISIONS as readonly string[]).includes(said)

/** What can be asked of a department. */
export const ASSIGNED_KINDS = ['budget', 'final-account', 'performance-goals', 'self-evaluation'] as const
export type AssignedKind = (typeof ASSIGNED_KINDS)[number]

export type FindingSeverity = 'error' | 'warning' | 'hint'

export interface LibraryTables {
  library_document: {
    /** Of its bytes: the same bytes twice are one document. */
    sha256: string
    /** Order of arrival: the cursor of lists. */
    number: Generated<number>
    name: string
    size: number
    added_at: Generated<Date>
    /** Who brought it, as the ledger names them. */
    added_by: string
    is_example: boolean
    /** The organisation whose people may see it; null: only those whose roles hold everywhere. */
    owner: string | null
    /** As the document says of itself; null until it was read, or where it does not say. */
    organisation: string | null
    year: number | null
    kind: string | null
    /** What holds now; null until it was read, or where it cannot be. */
    reading: string | null
    /** Why it cannot be read. */
    problem: ColumnType<ProblemReport | null, string | null, string | null>
  }
  library_reading: {
    id: string
    document: string
    /** The program that read: its version and the digest of its rules. */
    engine: string
    read_at: Generated<Date>
    /** What a line of the library shows. */
    overview: Json<unknown>
    is_certified: boolean
    errors: number
    warnings: number
    hints: number
    /** Findings that the reading by the program before did not have, and that it had alone; null: there was none. */
    appeared: number | null
    gone: number | null
  }
  /** The parts of a reading as the pages ask for them: JSON, compressed, each an attachment. */
  library_part: { reading: string; name: string; attachment: string }
  /** Files that were written from a reading, for who asks again. */
  library_export: { reading: string; kind: string; attachment: string }
  library_finding: {
    reading: string
    /** Names the same finding in every reading of the document. */
    key: string
    rule: string
    severity: FindingSeverity
    ordinal: number
    title: Json<Bilingual>
    message: Json<Bilingual>
  }
  /** A finding on which something was said, as it read then: later readings may not have it any more. */
  library_discussed: {
    document: string
    key: string
    rule: string
    severity: FindingSeverity
    title: Json<Bilingual>
    message: Json<Bilingual>
    /** The last decision says that nothing is left to do. */
    is_closed: boolean
  }
  /** What a department answers and a reviewer decides. What was said before stays; the last word counts. */
  library_statement: {
    id: Generated<number>
    document: string
    key: string
    said: Answer | Decision
    reason: string
    /** As the ledger names them. */
    said_by: string
    /** Whose hand it was, also where a machine acts for them: the two-person rule asks. */
    person: string
    said_at: Generated<Date>
  }
  /** What an organisation has to hand in of a year. */
  library_assignment: {
    id: string
    organisation: string
    year: number
    kind: AssignedKind
    /** Days, `2025-02-10`. */
    approved_on: string
    due_on: string
    note: string
    given_by: string
    given_at: Generated<Date>
  }
  /** Files that were put in together: a folder, or an archive that holds them. */
  library_batch: {
    id: string
    /** Order of beginning: the cursor of lists. */
    number: Generated<number>
    name: string
    /** The archive until it is unpacked; null for a folder, and afterwards. */
    archive: string | null
    /** How many files there are; null until the archive has been looked into. */
    files: number | null
    /** Why the archive was not unpacked to its end. */
    problem: ColumnType<ProblemReport | null, string | null, string | null>
    owner: string | null
    begun_by: string
    begun_at: Generated<Date>
  }
  library_batch_item: {
    id: Generated<number>
    batch: string
    /** Which file of the archive it is; null in a folder. */
    entry: number | null
    name: string
    /** Null where it was refused, or was deleted since. */
    document: string | null
    problem: ColumnType<ProblemReport | null, string | null, string | null>
  }
  /** Each example is offered once: one that was deleted does not come back. */
  library_example: { name: string }
}

export type DocumentRow = Selectable<LibraryTables['library_document']>
export type AssignmentRow = Selectable<LibraryTables['library_assignment']>
export type BatchRow = Selectable<LibraryTables['library_batch']>
export type ReadingRow = Selectable<LibraryTables['library_reading']>
export type FindingRow = Selectable<LibraryTables['library_finding']>
export type StatementRow = Selectable<LibraryTables['library_statement']>

const STATEMENTS = [
  sql`create table library_document (
    sha256 text primary key references store_attachment,
    number bigint generated always as identity unique,
    name text not null,
    size bigint not null,
    added_at timestamptz not null default now(),
    added_by text not null,
    is_example boolean not null,
    owner uuid,
    organisation text,
    year integer,
    kind text,
    reading uuid,
    problem jsonb)`,
  sql`create index library_document_owner on library_document (owner, number desc)`,
  sql`create index library_document_subject on library_document (year, kind, organisation)`,
  sql`create table library_reading (
    id uuid primary key,
    document text not null references library_document on delete cascade,
    engine text not null,
    read_at timestamptz not null default now(),
    overview jsonb not null,
    is_certified boolean not null,
    errors integer not null,
    warnings integer not null,
    hints integer not null,
    appeared integer,
    gone integer)`,
  sql`create index library_reading_document on library_reading (document, read_at desc)`,
  sql`create table library_part (
    reading uuid not null references library_reading on delete cascade,
    name text not null,
    attachment text not null references store_attachment,
    primary key (reading, name))`,
  sql`create index library_part_attachment on library_part (attachment)`,
  sql`create table library_export (
    reading uuid not null references library_reading on delete cascade,
    kind text not null,
    attachment text not null references store_attachment,
    primary key (reading, kind))`,
  sql`create index library_export_attachment on library_export (attachment)`,
  sql`create table library_finding (
    reading uuid not null references library_reading on delete cascade,
    key text not null,
    rule text not null,
    severity text not null check (severity in ('error', 'warning', 'hint')),
    ordinal integer not null,
    title jsonb not null,
    message jsonb not null,
    primary key (reading, key))`,
  sql`create table library_discussed (
    document text not null references library_document on delete cascade,
    key text not null,
    rule text not null,
    severity text not null check (severity in ('error', 'warning', 'hint')),
    title jsonb not null,
    message jsonb not null,
    is_closed boolean not null,
    primary key (document, key))`,
  sql`create table library_statement (
    id bigint generated always as identity primary key,
    document text not null,
    key text not null,
    said text not null check (said in ('will-correct', 'explained', 'accepted', 'corrected', 'waived')),
    reason text not null,
    said_by text not null,
    person text not null,
    said_at timestamptz not null default now(),
    foreign key (document, key) references library_discussed on delete cascade)`,
  sql`create index library_statement_finding on library_statement (document, key, id desc)`,
  sql`create table library_assignment (
    id uuid primary key,
    organisation uuid not null,
    year integer not null,
    kind text not null check (kind in ('budget', 'final-account', 'performance-goals', 'self-evaluation')),
    approved_on date not null,
    due_on date not null,
    note text not null,
    given_by text not null,
    given_at timestamptz not null default now(),
    unique (organisation, year, kind))`,
  sql`create index library_assignment_year on library_assignment (year, kind)`,
  sql`create table library_batch (
    id uuid primary key,
    number bigint generated always as identity unique,
    name text not null,
    archive text references store_attachment,
    files integer,
    problem jsonb,
    owner uuid,
    begun_by text not null,
    begun_at timestamptz not null default now())`,
  sql`create table library_batch_item (
    id bigint generated always as identity primary key,
    batch uuid not null references library_batch on delete cascade,
    entry integer,
    name text not null,
    document text references library_document on delete set null,
    problem jsonb,
    unique (batch, entry))`,
  sql`create index library_batch_item_batch on library_batch_item (batch, id)`,
  sql`create index library_batch_item_document on library_batch_item (document)`,
  sql`create table library_example (name text primary key)`,
]

export const libraryMigrations: readonly Migration[] = [
  {
    module: 'library',
    version: 1,
    title: 'documents, readings, findings and decisions',
    up: async (tx) => {
      for (const statement of STATEMENTS) await statement.execute(tx)
    },
  },
]
