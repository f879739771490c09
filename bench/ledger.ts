import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { append, ensureSealKey, exportLedger, keyFolder, type LedgerVerdict, ledgerMigrations, migrate, connect, sealLedger, startCluster } from '../src/store/index.ts'
import { conclude, root } from './support/bench.ts'

/** Entries a second into the real database, in batches; a million entries verified by the script alone; one flipped byte named. */
const HOLD_APPENDED = 2_000
const HOLD_SECONDS = 10
const ENTRIES = Number(process.argv[2] ?? 1_000_000)
const BATCH = 500
const room = mkdtempSync(join(tmpdir(), 'gouji-bench-ledger-'))
const path = join(room, 'ledger.jsonl')
