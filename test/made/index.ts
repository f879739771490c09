import { setTimeout as pause } from 'node:timers/promises'
import type { Examine } from '../../src/app/server/index.ts'
import { examineMade, madeDocument, ruleTitles } from './document.ts'
import { examineMadeText, madeText } from './text.ts'

export { unembeddedType } from './unembedded.ts'
export { madeDocument, madeText, ruleTitles }

/** A file that begins with this word stands for one that cannot be read. */
export const UNREADABLE = 'UNREADABLE'
/** A file that begins with this word makes the reader fail as only a defect can. */
export const CRASHING = 'CRASHING'

const encrypted = {
  code: 'pdf-encrypted',
  title: { zh: '文件加了密码', en: 'The file has a password' },
  remedy: { zh: '用能打开它的软件另存为不加密的 PDF。', en: 'Save it without a password.' },
  detail: '',
}

const begins = (bytes: Uint8Array, word: string): boolean =>
  Buffer.from(bytes.subarray(0, 20)).toString().startsWith(word)

/** Stands for the reader where the server and the pages are tested: takes its time for each page as a reader does. */
export const examineMadeFiles =
  (msPerPage = 0): Examine =>
  async (bytes, { onPage }) => {
    const isPdf = begins(bytes, '%PDF')
    const total = isPdf ? 3 : 1
    for (let done = 1; done <= total; done += 1) {
      if (msPerPage > 0) await pause(msPerPage)
      onPage(done, total)
    }
    if (begins(bytes, UNREADABLE)) return { problem: encrypted }
    if (begins(bytes, CRASHING)) throw new Error('a defect')
    return { examination: isPdf ? examineMade(bytes) : examineMadeText(bytes) }
  }
