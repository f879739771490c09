import { createHash } from 'node:crypto'
import pg from 'pg'
import { type Connection, clientConfigOf } from '../database.ts'
import { copyOut } from './copy.ts'

/** A table and how its rows are written and read in one order everywhere. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly order: string
  readonly refersTo: readonly string[]
}

export interface SequenceValue {
  readonly name: string
  readonly value: string
  readonly isCalled: boolean
}

/** Under these settings the same rows are the same text on every server. */
const SETTINGS = `set search_path = public; set timezone = 'UTC'; set datestyle = 'ISO, YMD';
  set intervalstyle = 'postgres'; set extra_float_digits = 3; set bytea_output = 'hex'`

/** Columns that the database computes are left out; without a primary key the whole row is what orders it. */
const SHAPES = `
  select c.relname as name,
    (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    coalesce((select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end,
        ', ' order by k.place)
      from pg_index i, unnest(i.indkey) with ordinality as k(attnum, place), pg_attribute a
      where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum),
      quote_ident(c.relname) || '::text collate "C"') as "order",
    coalesce((select array_agg(distinct f.relname::text) from pg_constraint r join pg_class f on f.oid = r.confrelid
      where r.conrelid = c.oid and r.contype = 'f' and r.confrelid <> c.oid), '{}') as "refersTo"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' order by c.relname collate "C"`

const SEQUENCES = `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'S' order by c.relname collate "C"`

const quoted = (name: string): string => pg.escapeIdentifier(name)

/** A connection of its own with the settings under which rows are copied. Whoever opens it ends it. */
export async function openCopying(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client(clientConfigOf(connection))
  client.on('error', () => {})
  await client.connect()
  await client.query(SETTINGS)
  return client
}

export const shapesIn = async (client: pg.Client): Promise<TableShape[]> =>
  (await client.query<TableShape>(SHAPES)).rows

export async function sequencesIn(client: pg.Client): Promise<SequenceValue[]> {
  const { rows } = await client.query<{ name: string }>(SEQUENCES)
  const values: SequenceValue[] = []
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quoted(name)}`,
    )
    values.push(...state.map((found) => ({ name, ...found })))
  }
  return values
}

/** Tables that others refer to first. Where tables refer to each other in a circle, by name. */
export function referredFirst(shapes: readonly TableShape[]): TableShape[] {
  const ordered: TableShape[] = []
  let rest = [...shapes]
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ name }) => name))
    const free = rest.filter(({ refersTo }) => !refersTo.some((name) => waiting.has(name)))
    const next = free.length > 0 ? free : rest.slice(0, 1)
    ordered.push(...next)
    rest = rest.filter((shape) => !next.includes(shape))
  }
  return ordered
}

const columnsOf = ({ columns }: TableShape): string => columns.join(', ')

export const outStatement = (shape: TableShape): string =>
  `copy (select ${columnsOf(shape)} from ${quoted(shape.name)} order by ${shape.order}) to stdout`

export const inStatement = (shape: TableShape): string => `copy ${quoted(shape.name)} (${columnsOf(shape)}) from stdin`

/** SHA-256 of the rows of a table in their order. */
export async function digestOf(client: pg.Client, shape: TableShape): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of copyOut(client, outStatement(shape))) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export { quoted }
