import { sql } from 'kysely'
import type { Migration, Transaction } from '../store/index.ts'

export type AccountStatus = 'invited' | 'active' | 'disabled'

/** Tokens, keys and sign-in names of attempts are kept as SHA-256 only. */
export interface IdentityTables {
  identity_organisation: {
    organisation: string
    from_year: number
    code: string
    name: string
    kind: string
    parent: string | null
    is_ended: boolean
    merged_into: string | null
  }
  identity_account: {
    id: string
    login: string
    name: string
    organisation: string | null
    status: string
    password: string | null
    must_change: boolean
    created_at: Date
  }
  identity_external: { issuer: string; subject: string; account: string }
  identity_link: { digest: string; account: string; expires_at: Date }
  identity_session: {
    id: string
    digest: string
    account: string
    created_at: Date
    seen_at: Date
    expires_at: Date
    device: string
  }
  identity_attempt: { digest: string; failures: number; last_at: Date; open_at: Date }
  identity_grant: {
    id: string
    account: string
    role: string
    organisation: string | null
    from_at: Date
    until_at: Date | null
    source: string
  }
  identity_key: {
    id: string
    digest: string
    account: string
    label: string
    actions: string
    organisations: string | null
    created_at: Date
    expires_at: Date
    revoked_at: Date | null
  }
  identity_sign_in: { digest: string; verifier: string; nonce: string; return_to: string; expires_at: Date }
}

export type IdentityTransaction = Transaction<IdentityTables>

const ACCOUNT = 'account uuid not null references identity_account (id)'

const STATEMENTS = [
  `create table identity_organisation (organisation uuid not null, from_year integer not null, code text not null,
    name text not null, kind text not null check (kind in ('district', 'department', 'unit')), parent uuid,
    is_ended boolean not null, merged_into uuid, primary key (organisation, from_year))`,
  'create index identity_organisation_code on identity_organisation (code, from_year)',
  `create table identity_account (id uuid primary key, login text not null unique, name text not null,
    organisation uuid, status text not null check (status in ('invited', 'active', 'disabled')), password text,
    must_change boolean not null, created_at timestamptz(3) not null)`,
  `create table identity_external (issuer text not null, subject text not null, ${ACCOUNT},
    primary key (issuer, subject))`,
  `create table identity_link (digest text primary key, ${ACCOUNT} unique, expires_at timestamptz(3) not null)`,
  `create table identity_session (id uuid primary key, digest text not null unique, ${ACCOUNT},
    created_at timestamptz(3) not null, seen_at timestamptz(3) not null, expires_at timestamptz(3) not null,
    device text not null)`,
  'create index identity_session_account on identity_session (account)',
  `create table identity_attempt (digest text primary key, failures integer not null, last_at timestamptz(3) not null,
    open_at timestamptz(3) not null)`,
  `create table identity_grant (id uuid primary key, ${ACCOUNT}, role text not null, organisation uuid,
    from_at timestamptz(3) not null, until_at timestamptz(3), source text not null)`,
  'create index identity_grant_account on identity_grant (account)',
  `create table identity_key (id uuid primary key, digest text not null unique, ${ACCOUNT}, label text not null,
    actions text not null, organisations text, created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null, revoked_at timestamptz(3))`,
  `create table identity_sign_in (digest text primary key, verifier text not null, nonce text not null,
    return_to text not null, expires_at timestamptz(3) not null)`,
]

export const identityMigrations: readonly Migration[] = Object.freeze([
  {
    module: 'identity',
    version: 1,
    title: 'organisations, accounts, sessions, grants and keys',
    up: async (tx) => {
      for (const statement of STATEMENTS) await sql.raw(statement).execute(tx)
    },
  },
])
