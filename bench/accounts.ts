import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccounts, identityMigrations, organisationsIn, readAccounts } from '../src/identity/index.ts'
import { openStore, storeMigrations } from '../src/store/index.ts'
import { conclude } from './support/bench.ts'

/** A list of people becomes accounts with one-time links, grants and entries in the ledger. */
const PEOPLE = 6_300
const HOLD_SECONDS = 10

const room = mkdtempSync(join(tmpdir(), 'gouji-bench-'))
const store = await openStore({ dataDir: room }, [...storeMigrations, ...identityMigrations])
const rows = [
  ['登录名', '姓名', '角色'],
  ...Array.from({ length: PEOPLE }, (_, n) => [`user${n}`, `姓名${n}`, '财务、绩效']),
]
const started = performance.now()
const { accounts } = readAccounts(rows, await organisationsIn(store, 2026))
const outcome = await createAccounts(store, accounts, 'system')
const seconds = (performance.now() - started) / 1_000
await store.close()
rmSync(room, { recursive: true })
const count = outcome.isTaken ? outcome.invitations.length : 0
conclude(
  'accounts',
  `${count} accounts in ${seconds.toFixed(1)} s`,
  `${PEOPLE} in ${HOLD_SECONDS} s`,
  count === PEOPLE && seconds <= HOLD_SECONDS,
)
