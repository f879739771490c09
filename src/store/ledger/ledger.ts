import { sql } from 'kysely'
import type { Mark } from '../backup/model.ts'
import { type AnyTransaction, type Transaction, within } from '../database.ts'
import { chain, EMPTY_LEDGER, headAfter, type LedgerDraft, type LedgerEntry, type LedgerHead } from './entry.ts'
import { ERASURE, type LedgerTables } from './tables.ts'

type LedgerTransaction = Transaction<LedgerTables>

/** Enough for one statement; more are entered in further ones. */
const BATCH = 5_000

/** Takes the place at the end of the ledger: until the transaction ends, nobody else appends. */
export async function lockHead(tx: LedgerTransaction): Promise<LedgerHead & { readonly usesSm3: boolean }> {
  const { number, at, hash, sm3 } = EMPTY_LEDGER
  await tx
    .insertInto('ledger_head')
    .values({ place: 1, number, at, hash, sm3, uses_sm3: false })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tx.selectFrom('ledger_head').selectAll().forUpdate().executeTakeFirstOrThrow()
  return { number: row.number, at: row.at, hash: row.hash, sm3: row.sm3, usesSm3: row.uses_sm3 }
}

const rowOf = ({ body, hash, sm3 }: LedgerEntry): LedgerTables['ledger_entry'] => ({
  number: body.number,
  at: new Date(body.at),
  who: body.who,
  what: body.what,
  subject: body.subject,
  digest: body.digest,
  sm3_digest: body.sm3?.digest ?? null,
  previous: body.previous,
  sm3_previous: body.sm3?.previous ?? null,
  hash,
  sm3,
})

/** One parameter for all rows: thousands of them cost one statement to parse. */
async function insertEntries(tx: LedgerTransaction, entries: readonly LedgerEntry[]): Promise<void> {
  await sql`insert into ledger_entry select * from json_to_recordset(${JSON.stringify(entries.map(rowOf))}::json)
    as entry (number bigint, at timestamptz, who text, what text, subject text, digest text, sm3_digest text,
      previous text, sm3_previous text, hash text, sm3 text)`.execute(tx)
  const payloads = entries.flatMap(({ body, payload }) =>
    payload === null ? [] : [{ number: body.number, salt: payload.salt, body: payload.body }],
  )
  if (payloads.length === 0) return
  await sql`insert into ledger_payload select * from json_to_recordset(${JSON.stringify(payloads)}::json)
    as payload (number bigint, salt text, body text)`.execute(tx)
}

async function moveHead(tx: LedgerTransaction, { number, at, hash, sm3 }: LedgerHead): Promise<void> {
  await tx.updateTable('ledger_head').set({ number, at, hash, sm3 }).execute()
}

/**
 * Enters what was done, in the transaction that does it: both are kept or neither is. The last thing that a
 * transaction does: whoever appends holds the end of the ledger until the transaction ends. Returns the number of the
 * first entry. Numbers follow without gaps.
 */
export async function append(tx: AnyTransaction, drafts: readonly LedgerDraft[], now = new Date()): Promise<number> {
  const ledger = within<LedgerTables>(tx)
  const { usesSm3, ...before } = await lockHead(ledger)
  let head: LedgerHead = before
  for (let start = 0; start < drafts.length; start += BATCH) {
    const entries = chain(head, drafts.slice(start, start + BATCH), { now, usesSm3 })
    await insertEntries(ledger, entries)
    head = headAfter(entries.at(-1) as LedgerEntry)
  }
  if (head !== before) await moveHead(ledger, head)
  return before.number + 1
}

/** Keeps the second chain (SM3) beside SHA-256 from the next entry on, or no longer. Leaves an entry when it changes. */
export async function keepSm3(tx: AnyTransaction, usesSm3: boolean, who: string): Promise<void> {
  const ledger = within<LedgerTables>(tx)
  const head = await lockHead(ledger)
  if (head.usesSm3 === usesSm3) return
  await ledger.updateTable('ledger_head').set({ uses_sm3: usesSm3 }).execute()
  await append(tx, [{ who, what: usesSm3 ? 'ledger.sm3-begun' : 'ledger.sm3-ended', subject: 'ledger:1' }])
}

/** Erases what belongs to an entry; the entry stays, and another says who erased it. */
export async function erasePayload(tx: AnyTransaction, number: number, who: string): Promise<void> {
  await append(tx, [{ who, what: ERASURE, subject: `ledger-entry:${number}` }])
  await within<LedgerTables>(tx).deleteFrom('ledger_payload').where('number', '=', number).execute()
}

/** Where the ledger ends. */
export async function ledgerHead(tx: AnyTransaction): Promise<LedgerHead> {
  const row = await within<LedgerTables>(tx).selectFrom('ledger_head').selectAll().executeTakeFirst()
  return row === undefined ? EMPTY_LEDGER : { number: row.number, at: row.at, hash: row.hash, sm3: row.sm3 }
}

/** What a restored backup must agree on: the end of the ledger. */
export const ledgerMark: Mark = Object.freeze({
  name: 'ledger',
  read: async (tx: AnyTransaction) => {
    const { number, hash } = await ledgerHead(tx)
    return `${number} ${hash}`
  },
})
