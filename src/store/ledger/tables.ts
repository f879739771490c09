import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

/** The tables of the ledger. Hashes and keys are texts in hex or base64, as they are exported. */
export interface LedgerTables {
  ledger_head: { place: number; number: number; at: Date; hash: string; sm3: string; uses_sm3: boolean }
  ledger_entry: {
    number: number
    at: Date
    who: string
    what: string
    subject: string
    digest: string | null
    sm3_digest: string | null
    previous: string
    sm3_previous: string | null
    hash: string
    sm3: string | null
  }
  ledger_payload: { number: number; salt: string; body: string }
  ledger_key: {
    number: number
    at: Date
    algorithm: string
    fingerprint: string
    previous: string | null
    public_key: string
    endorsement: string
  }
  ledger_seal: {
    number: number
    at: Date
    up_to: number
    head: string
    sm3: string | null
    key: string
    previous: string
    signature: string
  }
  ledger_time_stamp: { seal: number; at: Date; token: string }
}

/** What erases a payload; the database lets it go only when such an entry names it. */
export const ERASURE = 'ledger.payload-erased'

const TABLES = [
  `create table ledger_head (place smallint primary key check (place = 1), number bigint not null,
    at timestamptz(3) not null, hash text not null, sm3 text not null, uses_sm3 boolean not null)`,
  `create table ledger_entry (number bigint primary key check (number > 0), at timestamptz(3) not null,
    who text not null, what text not null, subject text not null, digest text, sm3_digest text,
    previous text not null unique, sm3_previous text, hash text not null, sm3 text)`,
  'create index ledger_entry_subject on ledger_entry (subject, number)',
  'create index ledger_entry_who on ledger_entry (who, number)',
  'create index ledger_entry_what on ledger_entry (what, number)',
  'create index ledger_entry_at on ledger_entry (at)',
  'create table ledger_payload (number bigint primary key, salt text not null, body text not null)',
  `create table ledger_key (number bigint primary key, at timestamptz(3) not null, algorithm text not null,
    fingerprint text not null unique, previous text, public_key text not null, endorsement text not null)`,
  `create table ledger_seal (number bigint primary key, at timestamptz(3) not null, up_to bigint not null,
    head text not null, sm3 text, key text not null, previous text not null unique, signature text not null)`,
  'create table ledger_time_stamp (seal bigint primary key, at timestamptz(3) not null, token text not null)',
]

const REFUSALS = [
  `create function ledger_refuse() returns trigger language plpgsql as $$
    begin raise exception 'the ledger is append-only: % of % refused', tg_op, tg_table_name using errcode = 'restrict_violation'; end $$`,
  `create function ledger_refuse_unrecorded() returns trigger language plpgsql as $$
    begin
      if not exists (select from ledger_entry where what = '${ERASURE}' and subject = 'ledger-entry:' || old.number) then
        raise exception 'the ledger is append-only: no entry says that payload % was erased', old.number using errcode = 'restrict_violation';
      end if;
      return old;
    end $$`,
  `create function ledger_refuse_backwards() returns trigger language plpgsql as $$
    begin
      if new.number < old.number or new.at < old.at or (new.number = old.number and new.hash <> old.hash) then
        raise exception 'the ledger is append-only: its head goes forward' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$`,
]

/** ALWAYS: they fire whatever role a session pretends to replicate in. */
const trigger = (name: string, table: string, events: string, each: string, call: string): string[] => [
  `create trigger ${name} before ${events} on ${table} for each ${each} execute function ${call}()`,
  `alter table ${table} enable always trigger ${name}`,
]

/** The owner of the tables cannot change rows either (truncating is refused by the trigger alone: a restore needs it); who may switch triggers off is seen by verifying. */
const appendOnly = (table: string): string[] => [
  ...trigger(`${table}_append_only`, table, 'update or delete or truncate', 'statement', 'ledger_refuse'),
  `revoke update, delete, truncate on ${table} from public`,
  `revoke update, delete on ${table} from current_user`,
]

const GUARDS = [
  ...['ledger_entry', 'ledger_key', 'ledger_seal', 'ledger_time_stamp'].flatMap(appendOnly),
  ...trigger('ledger_payload_kept', 'ledger_payload', 'update or truncate', 'statement', 'ledger_refuse'),
  ...trigger('ledger_payload_recorded', 'ledger_payload', 'delete', 'row', 'ledger_refuse_unrecorded'),
  'revoke update, truncate on ledger_payload from public',
  'revoke update on ledger_payload from current_user',
  ...trigger('ledger_head_kept', 'ledger_head', 'delete or truncate', 'statement', 'ledger_refuse'),
  ...trigger('ledger_head_forward', 'ledger_head', 'update', 'row', 'ledger_refuse_backwards'),
  'revoke delete, truncate on ledger_head from public',
  'revoke delete on ledger_head from current_user',
]

export const ledgerMigrations: readonly Migration[] = Object.freeze([
  {
    module: 'ledger',
    version: 1,
    title: 'entries, payloads, keys, seals and time stamps',
    up: async (tx) => {
      for (const statement of [...TABLES, ...REFUSALS, ...GUARDS]) await sql.raw(statement).execute(tx)
    },
  },
])
