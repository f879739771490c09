import { accountNamed, namesOfAccounts } from '../../../identity/index.ts'
import type { LedgerEntry, Store } from '../../../store/index.ts'
import type { Caller } from '../http/caller.ts'
import type { LedgerEntryView } from './contract.ts'

const ACCOUNT = 'account:'
const idOf = (party: string): string => (party.startsWith(ACCOUNT) ? party.slice(ACCOUNT.length) : '')

/** The ledger knows ids only; what accounts are called is told to those who may read accounts. */
export async function withNames(
  store: Store,
  caller: Caller,
  entries: readonly LedgerEntry[],
): Promise<LedgerEntryView[]> {
  const ids = entries.flatMap(({ body }) => [idOf(body.who), idOf(body.subject)])
  const mayAny = caller.reach('account.read')?.length !== 0
  const names = mayAny ? await namesOfAccounts(store, ids) : new Map()
  const nameOf = (party: string): string | null => {
    const account = names.get(idOf(party))
    return account !== undefined && caller.may('account.read', account.organisation) ? account.name : null
  }
  return entries.map(({ body: { number, at, who, what, subject } }) => ({
    number,
    at,
    who,
    whoName: nameOf(who),
    what,
    subject,
    subjectName: nameOf(subject),
  }))
}

/** A sign-in name stands for its account, for those who may read accounts; everything else for itself. */
export async function partyOf(store: Store, caller: Caller, who: string): Promise<string> {
  if (who.includes(':') || who === 'system' || who === 'local') return who
  const account = await accountNamed(store, who)
  return account !== null && caller.may('account.read', account.organisation) ? ACCOUNT + account.id : who
}
