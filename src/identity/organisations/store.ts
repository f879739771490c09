import { sql } from 'kysely'
import { append, newId, publish, type Store } from '../../store/index.ts'
import type { IdentityTables, IdentityTransaction } from '../tables.ts'
import { type OrganisationImport, readOrganisations } from './import.ts'
import type { OrganisationKind, OrganisationVersion } from './tree.ts'
import { treeOf } from './tree.ts'

/** Published whenever organisations change. */
export const ORGANISATION_TOPIC = 'organisation'

type Row = IdentityTables['identity_organisation']

const versionOf = (row: Row): OrganisationVersion => ({
  organisation: row.organisation,
  from: row.from_year,
  code: row.code,
  name: row.name,
  kind: row.kind as OrganisationKind,
  parent: row.parent,
  isEnded: row.is_ended,
  mergedInto: row.merged_into,
})

const rowOf = (version: OrganisationVersion): Row => ({
  organisation: version.organisation,
  from_year: version.from,
  code: version.code,
  name: version.name,
  kind: version.kind,
  parent: version.parent,
  is_ended: version.isEnded,
  merged_into: version.mergedInto,
})

/** All versions of all organisations: some thousands of rows. */
export const organisationVersions = async (store: Store): Promise<OrganisationVersion[]> =>
  (await store.tables<IdentityTables>().selectFrom('identity_organisation').selectAll().execute()).map(versionOf)

export const organisationsIn = async (store: Store, year: number) => treeOf(await organisationVersions(store), year)

async function keepVersions(tx: IdentityTransaction, versions: readonly OrganisationVersion[]): Promise<void> {
  await sql`insert into identity_organisation
    select * from json_populate_recordset(null::identity_organisation, ${JSON.stringify(versions.map(rowOf))}::json)
    on conflict (organisation, from_year) do update set code = excluded.code, name = excluded.name, kind = excluded.kind,
      parent = excluded.parent, is_ended = excluded.is_ended, merged_into = excluded.merged_into`.execute(tx)
}

/** What a list would change, without changing anything. */
export const previewOrganisations = async (
  store: Store,
  rows: readonly (readonly string[])[],
  year: number,
): Promise<OrganisationImport> =>
  readOrganisations(rows, { known: await organisationVersions(store), year, newId: () => newId() })

const payloadOf = ({ organisation: _, ...rest }: OrganisationVersion) => rest

/**
 * Takes a list of organisations that holds from a year on, whole or not at all; the report says so row by row. Two lists
 * at once are taken one after the other.
 */
export const importOrganisations = (
  store: Store,
  rows: readonly (readonly string[])[],
  year: number,
  by: string,
  now = new Date(),
): Promise<OrganisationImport> =>
  store
    .tables<IdentityTables>()
    .transaction()
    .execute(async (tx) => {
      await sql`lock table identity_organisation in share row exclusive mode`.execute(tx)
      const known = (await tx.selectFrom('identity_organisation').selectAll().execute()).map(versionOf)
      const read = readOrganisations(rows, { known, year, newId: () => newId(now.getTime()) })
      if (read.versions.length === 0) return read
      await keepVersions(tx, read.versions)
      const entry = (version: OrganisationVersion) => ({
        who: by,
        what: version.isEnded ? 'organisation.ended' : 'organisation.kept',
        subject: `organisation:${version.organisation}`,
        payload: payloadOf(version),
      })
      await publish(tx, { topic: ORGANISATION_TOPIC, data: null })
      await append(tx, read.versions.map(entry), now)
      return read
    })
