import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { factsOf } from '../budget/index.ts'
import type { Language } from './contract.ts'
import { Pool } from './pool.ts'
import { declaredRules } from './rule-list.ts'
import { createServer, type Examine } from './server/index.ts'
import { version } from './version.ts'
import { wordsIn } from './words.ts'

const PORT = 8080
const HIGHEST_PORT = 65_535

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** The port from GOUJI_PORT; null when it is no port. */
function portOf(text: string | undefined): number | null {
  const port = text === undefined || text === '' ? PORT : Number(text)
  return Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT ? port : null
}

const examineWith =
  (pool: Pool): Examine =>
  async (bytes, { onPage }) => {
    const outcome = await pool.examine(bytes, { onPage })
    if ('problem' in outcome) return outcome
    const { tables, document } = outcome.examination.reading
    return { examination: { ...outcome.examination, figures: factsOf(tables, document) } }
  }

/** Starts the web app and stops it on SIGINT or SIGTERM. Returns an exit code when it cannot start, else null. */
export async function serve(language: Language): Promise<number | null> {
  const words = wordsIn(language)
  const port = portOf(process.env.GOUJI_PORT)
  if (port === null) {
    process.stderr.write(`gouji: ${words.badPort}\n`)
    return 2
  }
  const pool = new Pool()
  const server = await createServer({
    examine: examineWith(pool),
    examples: join(root, 'examples'),
    host: process.env.GOUJI_HOST ?? '127.0.0.1',
    port,
    dataDir: process.env.GOUJI_DATA ?? join(root, 'data'),
    pages: join(root, 'dist/web'),
    version: version(),
    ruleTitles: Object.fromEntries(declaredRules().map(({ id, title }) => [id, title])),
  })
  const stop = (): void => {
    void server
      .close()
      .then(() => pool.close())
      .then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.stdout.write(`${words.serving(server.address)}\n`)
  return null
}
