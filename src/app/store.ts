import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { identityMigrations } from '../identity/index.ts'
import { libraryMigrations } from '../library/index.ts'
import {
  joinStore,
  ledgerMark,
  type Mark,
  type Migration,
  type OpenedStore,
  openStore,
  restoreBackup,
  type StorePlace,
  storeMigrations,
  writeBackup,
} from '../store/index.ts'
import type { Language } from './contract.ts'
import { wordsIn } from './words.ts'

const root = resolve(fileURLToPath(import.meta.url), '../../..')

/** Where GOUJI_DATA and DATABASE_URL say that the store is. */
export const storePlace = (environment: NodeJS.ProcessEnv = process.env): StorePlace => ({
  dataDir: resolve(environment.GOUJI_DATA ?? join(root, 'data')),
  url: environment.DATABASE_URL,
})

/** The steps of every module's tables, each module after those that it uses. */
export const allMigrations: readonly Migration[] = [...storeMigrations, ...identityMigrations, ...libraryMigrations]

/** What must be the same after a restore beside every row. */
export const allMarks: readonly Mark[] = [ledgerMark]

async function withStore(opening: Promise<OpenedStore>, use: (store: OpenedStore) => Promise<void>): Promise<number> {
  const store = await opening
  try {
    await use(store)
    return 0
  } finally {
    await store.close()
  }
}

const partsOf = (store: OpenedStore) => ({
  store,
  connection: store.connection,
  attachments: store.attachments,
  marks: allMarks,
})

/** `gouji backup FILE`: beside a running instance, or by itself. */
export const backup = (file: string, language: Language): Promise<number> =>
  withStore(joinStore(storePlace()), async (store) => {
    const words = wordsIn(language)
    const { tables, attachments, bytes, damaged } = await writeBackup(partsOf(store), file)
    process.stdout.write(`${words.backedUp(file, Object.keys(tables).length, attachments, bytes)}\n`)
    if (damaged.length > 0) process.stderr.write(`gouji: ${words.notBackedUp(damaged)}\n`)
  })

/** `gouji restore FILE`: into a store that holds nothing. */
export const restore = (file: string, language: Language): Promise<number> =>
  withStore(openStore(storePlace(), null), async (store) => {
    const { tables, attachments } = await restoreBackup(partsOf(store), file, allMigrations)
    process.stdout.write(`${wordsIn(language).restored(file, tables.size, attachments)}\n`)
  })
