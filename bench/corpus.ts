import { Pool } from '../src/app/pool.ts'
import { conclude, corpusPdfs, load } from './support/bench.ts'

/** Every PDF of the corpus read and checked on two threads. Scans are left unread: OCR is another program's time. */
const HOLD_SECONDS = 20
const HOLD_PAGES = 1_700
const THREADS = 2

const files = corpusPdfs()
const pool = new Pool(THREADS)
const started = performance.now()
let pages = 0
let failed = 0
let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 50)

await Promise.all(
  files.map(async (file) => {
    const outcome = await pool.examine(load(file), { ocr: false })
    if ('problem' in outcome) failed += 1
    else pages += outcome.examination.reading.source.pages.length
  }),
)
const seconds = (performance.now() - started) / 1_000
clearInterval(watch)
await pool.close()
const figure = `${pages} pages of ${files.length} files in ${seconds.toFixed(1)} s, ${failed} unreadable, ${Math.round(peak / 2 ** 20)} MiB at most`
conclude('corpus', figure, `${HOLD_SECONDS} s for ${HOLD_PAGES} pages`, seconds / pages <= HOLD_SECONDS / HOLD_PAGES)
