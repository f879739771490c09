import type { Reading, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceSubject, Printed } from '../model.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

const DATE = /(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/
/** The date of the document stands alone on a line of its first page. */
const ALONE = /^\s*20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$/
const FRONT_LINES = 30

const dayOf = (text: string): number | null => {
  const match = DATE.exec(text)
  return match === null ? null : Number(match[1]) * 10_000 + Number(match[2]) * 100 + Number(match[3])
}

function documentDate(reading: Reading): Printed | null {
  const lines = (reading.source.pages[0]?.blocks ?? [])
    .slice(0, FRONT_LINES)
    .flatMap((block) => (block.kind === 'line' ? [block] : []))
  return lines.find(({ text }) => ALONE.test(text)) ?? null
}

export const dateOrder: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.date-order',
  severity: 'error',
  title: say('填报日期晚于公开日期', 'A form dated after the document'),
  remedy: say('核对填报日期。', 'Check the date.'),
  basis: say('附表应在公开前填报', 'A form is filled in before it is published'),
  *check(subject) {
    const published = documentDate(subject.reading)
    const day = published === null ? null : dayOf(published.text)
    if (published === null || day === null) return
    for (const form of allForms(subject)) {
      const printed = form.fields.filledOn
      const filled = printed === undefined ? null : dayOf(printed.text)
      if (printed === undefined || filled === null) continue
      if (filled <= day) yield held
      else
        yield {
          verdict: 'broken',
          where: [
            { ...whereOf(printed, form), quote: `填报日期 ${printed.text}` },
            { at: published.at, quote: published.text },
          ],
          expected: published.text.trim(),
          message: say(
            `${quoted(nameOf(form))}填报日期 ${printed.text} 晚于文件日期 ${published.text.trim()}。`,
            `${quoted(nameOf(form))} is dated ${printed.text}, after the document (${published.text.trim()}).`,
          ),
        }
    }
  },
})
