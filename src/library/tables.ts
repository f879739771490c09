import { type ColumnType, type Generated, type Selectable, sql } from 'kysely'
import type { Bilingual, ProblemReport } from '../kernel/index.ts'
import type { Migration } from '../store/index.ts'

/** Written as JSON text, read as a value. */
type Json<Value> = ColumnType<Value, string, string>

export const DECISIONS = ['accepted', 'corrected', 'waived'] as const
/** accepted: it is an error, to be mended; corrected: the next edition has mended it; waived: it is none, and why. */
export type DecisionVerdict = (typeof DECISIONS)[number]

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
  library_decision: {
    id: Generated<number>
    document: string
    key: string
    verdict: DecisionVerdict
    reason: string
    /** As the ledger names them. */
    decided_by: string
    decided_at: Generated<Date>
  }
  /** Each example is offered once: one that was deleted does not come back. */
  library_example: { name: string }
}

export type DocumentRow = Selectable<LibraryTables['library_document']>
export type ReadingRow = Selectable<LibraryTables['library_reading']>
export type FindingRow = Selectable<LibraryTables['library_finding']>
export type DecisionRow = Selectable<LibraryTables['library_decision']>

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
    hints integer not null)`,
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
  sql`create table library_decision (
    id bigint generated always as identity primary key,
    document text not null references library_document on delete cascade,
    key text not null,
    verdict text not null check (verdict in ('accepted', 'corrected', 'waived')),
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null default now())`,
  sql`create index library_decision_finding on library_decision (document, key, id desc)`,
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
