import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { factsOf } from '../budget/index.ts'
import { firstAdministrator } from '../identity/index.ts'
import { openStore } from '../store/index.ts'
import type { Language } from './contract.ts'
import { engine } from './engine.ts'
import { exportOnThread } from './export-thread.ts'
import { Pool } from './pool.ts'
import { declaredRules } from './rule-list.ts'
import { createServer, type Examine, externalSignIn, LOG_LEVELS, openLog } from './server/index.ts'
import { readSettings } from './settings.ts'
import { allMigrations, storePlace } from './store.ts'
import { version } from './version.ts'
import { wordsIn } from './words.ts'

const PORT = 8080
const HIGHEST_PORT = 65_535

const root = resolve(fileURLToPath(import.meta.url), '../../..')

/** The port from GOUJI_PORT; null when it is no port. */
function portOf(text: string | undefined): number | null {
  const port = text === undefined || text === '' ? PORT : Number(text)
  return Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT ? port : null
}

/** The address from GOUJI_URL; null where none is given, undefined when it is none. */
function urlOf(text: string | undefined): URL | null | undefined {
  if (text === undefined || text === '') return null
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined
}

/** Where the server listens, as a browser on this machine would write it. */
const addressOf = (host: string, port: number): URL =>
  new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`)

const examineWith =
  (pool: Pool): Examine =>
  async (bytes, { onPage, signal }) => {
    const outcome = await pool.examine(bytes, { onPage, signal })
    if ('problem' in outcome) return outcome
    const { tables, document } = outcome.examination.reading
    return { examination: { ...outcome.examination, figures: factsOf(tables, document) } }
  }

/** Starts the web app and stops it on SIGINT or SIGTERM. Returns an exit code when it cannot start, else null. */
export async function serve(language: Language): Promise<number | null> {
  const words = wordsIn(language)
  const port = portOf(process.env.GOUJI_PORT)
  const url = urlOf(process.env.GOUJI_URL)
  const level = LOG_LEVELS.find((name) => name === (process.env.GOUJI_LOG || 'warn'))
  if (port === null || url === undefined || level === undefined) {
    const bad = port === null ? words.badPort : url === undefined ? words.badUrl : words.badLog
    process.stderr.write(`gouji: ${bad}\n`)
    return 2
  }
  const place = storePlace()
  const host = process.env.GOUJI_HOST || '127.0.0.1'
  const settings = readSettings(place.dataDir, process.env.GOUJI_SETTINGS)
  const store = await openStore(place, allMigrations)
  const pool = new Pool()
  const server = await createServer({
    store,
    examine: examineWith(pool),
    engine: engine(),
    examples: join(root, 'examples'),
    host,
    port,
    url,
    dataDir: place.dataDir,
    pages: join(root, 'dist/web'),
    version: version(),
    writeExport: exportOnThread,
    settings,
    log: openLog(level),
    external: externalSignIn(store, settings, url ?? addressOf(host, port)),
    ruleTitles: Object.fromEntries(declaredRules().map(({ id, title }) => [id, title])),
  }).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  stopOnSignal(async () => {
    await server.close()
    await pool.close()
    await store.close()
  })
  process.stdout.write(`${words.serving(server.address)}\n`)
  const link = await firstAdministrator(store)
  if (link !== null)
    process.stdout.write(`${words.firstLink(new URL(`/welcome/${link}`, url ?? server.address).href)}\n`)
  return null
}

/** Ctrl+C reaches this process from the terminal and once more from npm: the second must not cut the first short. */
function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false
  const onSignal = (): void => {
    if (!isStopping) void stop().then(() => process.exit(0))
    isStopping = true
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}
