import { quoted } from '../../../kernel/index.ts'
import type { Passage } from '../../claims/passages.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Rule } from '../../finding.ts'

const DATE = /^(?:[^\d]{0,12}(?:日期|时间):?)?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日$/

/** The date below the title; where title and date are short lines, they are read as one. */
const ON_COVER = /^[^。；]{4,60}(?:预算|决算|报告|说明|公开)((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日$/

interface Dated {
  readonly passage: Passage
  /** 20241011 */
  readonly day: number
}

/** Lines that are a date and nothing else: what was signed or published on that day. A form answers for its own date. */
function datesOf(passages: readonly Passage[]): Dated[] {
  return passages.flatMap((passage) => {
    if (passage.kind === 'caption' || passage.kind === 'cell') return []
    const text = passage.plain.text.replace(/[。.]$/, '')
    const match = DATE.exec(text) ?? (passage.under.length === 0 ? ON_COVER.exec(text) : null)
    if (match === null) return []
    return [{ passage, day: Number(match[1]) * 10_000 + Number(match[2]) * 100 + Number(match[3]) }]
  })
}

export const dateOrder: Rule<Prose> = {
  id: 'word.date-order',
  severity: 'error',
  title: { zh: '附件日期晚于文件日期', en: 'An annex is dated after its document' },
  remedy: { zh: '核对落款日期', en: 'Check the dates' },
  basis: { zh: '附件的填报日期不得晚于文件公开日期', en: 'An annex cannot be later than what it is annexed to' },
  *check({ passages }) {
    const [first, ...later] = datesOf(passages)
    if (first === undefined || first.passage.under.length > 0) return
    const printed = first.passage.plain.text.slice(-11).replace(/^\D+/, '')
    for (const { passage, day } of later) {
      if (day <= first.day) yield HELD
      else {
        const all = ({ plain }: Passage) => ({ start: 0, end: plain.text.length })
        yield {
          verdict: 'broken',
          where: [whereIn(passage, all(passage)), whereIn(first.passage, all(first.passage))],
          message: {
            zh: `日期${quoted(passage.plain.text)}晚于文件日期${quoted(printed)}`,
            en: 'The date is later than that of the document',
          },
        }
      }
    }
  },
}
