const WIDTH = 24
/** Work that is done sooner shows nothing. */
const PATIENCE_MS = 300

/** A bar on a terminal for work that takes a while. Silent where the error stream is no terminal. */
export class Progress {
  readonly #started = performance.now()
  readonly #label: string
  #isShown = false

  constructor(label: string) {
    this.#label = label
  }

  update(done: number, total: number, what: string): void {
    if (!process.stderr.isTTY || total <= 0 || performance.now() - this.#started < PATIENCE_MS) return
    const filled = Math.round((WIDTH * done) / total)
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
    process.stderr.write(`\r\u001b[2K${this.#label} ${bar} ${done}/${total} ${what}`)
    this.#isShown = true
  }

  clear(): void {
    if (this.#isShown) process.stderr.write('\r\u001b[2K')
    this.#isShown = false
  }
}
