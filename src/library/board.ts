import { sql } from 'kysely'
import type { Store } from '../store/index.ts'
import { type OpenFindings, openFindings } from './documents.ts'
import type { AssignedKind } from './tables.ts'

/** What an organisation has to hand in, and what came of it; or what came without being asked for. */
export interface BoardRow {
  readonly assignment: string | null
  /** Null: the document names none that is known. */
  readonly organisation: string | null
  /** As the document names it. */
  readonly printed: string | null
  readonly year: number
  readonly kind: AssignedKind
  readonly approvedOn: string | null
  readonly dueOn: string | null
  readonly note: string | null
  /** The newest of the documents that fit; null where none came. */
  readonly document: string | null
  readonly name: string | null
  /** When the first of them came, a day in Beijing. */
  readonly arrivedOn: string | null
  readonly editions: number
  readonly isUnreadable: boolean
  readonly isCertified: boolean | null
  /** Why it is not certified, as the application wrote it. */
  readonly uncertain: unknown
  readonly open: OpenFindings | null
}

export interface BoardQuery {
  /** Null: every year. */
  readonly year: number | null
  readonly kinds: readonly AssignedKind[]
  /** Only of these organisations; null for all, and documents that belong to none. */
  readonly owners: readonly string[] | null
  /** Leaves out what came without being asked for. */
  readonly isExpectedOnly?: boolean
}

/** The whole board in one statement: every assignment beside the first and the newest document that fits it. */
export async function boardRows(store: Store, query: BoardQuery): Promise<BoardRow[]> {
  const { year, kinds, owners, isExpectedOnly = false } = query
  const { rows } = await sql<BoardRow>`
    with fitting as (
      select *, count(*) over same as editions, min(added_at) over same as first_at,
        row_number() over (same order by number desc) as place
      from library_document
      where kind = any(${kinds}::text[]) and year is not null and not is_example
        and (${year}::integer is null or year = ${year})
        and (${owners}::uuid[] is null or owner = any(${owners}::uuid[]))
      window same as (partition by coalesce(owner::text, nullif(organisation, ''), sha256), year, kind)
    ), expected as (
      select * from library_assignment
      where kind = any(${kinds}::text[]) and (${year}::integer is null or year = ${year})
        and (${owners}::uuid[] is null or organisation = any(${owners}::uuid[]))
    )
    select expected.id as assignment, coalesce(expected.organisation, library_document.owner) as organisation,
      library_document.organisation as printed, coalesce(expected.year, library_document.year) as year,
      coalesce(expected.kind, library_document.kind) as kind, approved_on as "approvedOn", due_on as "dueOn", note,
      sha256 as document, name, (first_at at time zone 'Asia/Shanghai')::date as "arrivedOn",
      coalesce(editions, 0) as editions, coalesce(sha256 is not null and library_document.reading is null
        and problem is not null, false) as "isUnreadable",
      is_certified as "isCertified", overview -> 'uncertain' as uncertain, ${openFindings} as open
    from expected
    full join (select * from fitting where place = 1) as library_document
      on library_document.owner = expected.organisation and library_document.year = expected.year
        and library_document.kind = expected.kind
    left join library_reading on library_reading.id = library_document.reading
    where not (${isExpectedOnly} and expected.id is null)
    order by due_on desc nulls last, number`.execute(store.tables())
  return rows
}

/** The years of which something is expected or has come, newest first. */
export async function boardYears(store: Store, owners: readonly string[] | null): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select year from library_assignment where ${owners}::uuid[] is null or organisation = any(${owners}::uuid[])
    union select year from library_document where year is not null and kind <> 'other' and not is_example
      and (${owners}::uuid[] is null or owner = any(${owners}::uuid[]))
    order by year desc`.execute(store.tables())
  return rows.map(({ year }) => year)
}
