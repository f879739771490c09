import { quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import { functional } from '../../classification/classification.ts'
import type { Rule } from '../../finding.ts'
import { glossaryEntries } from '../glossary.ts'

const BASIC_ONLY = /^反映[^。]{0,24}基本支出/

export const glossaryContradiction: Rule<Prose> = {
  id: 'glossary.contradiction',
  severity: 'warning',
  title: { zh: '科目解释与列支内容矛盾', en: 'An item holds what its definition excludes' },
  remedy: { zh: '核对项目支出的功能科目', en: 'Check under which item the project is booked' },
  basis: { zh: '《政府收支分类科目》的科目说明', en: 'Definitions of the classification of revenue and expenditure' },
  *check({ passages, book, reading }) {
    for (const { passage, term, definition } of glossaryEntries(passages)) {
      if (!BASIC_ONLY.test(definition)) continue
      const codes = functional.byName(term).filter(({ code }) => code.length === 7)
      const project = book.figures.find(
        ({ fact, amount }) =>
          codes.some(({ code }) => code === fact.function) &&
          fact.nature === 'project' &&
          fact.year === reading.document.year &&
          amount !== null &&
          amount.value > 0n,
      )
      if (project === undefined) yield HELD
      else {
        yield {
          verdict: 'broken',
          where: [
            whereIn(passage, { start: 0, end: Math.min(40, passage.plain.text.length) }),
            { at: project.at, quote: project.text, ...(project.row === undefined ? {} : { row: project.row.name }) },
          ],
          message: {
            zh: `${quoted(term)}按解释只反映基本支出，表中列有项目支出 ${project.text}`,
            en: `${quoted(term)} is defined as basic expenditure, yet ${project.text} of project expenditure is booked on it`,
          },
        }
      }
    }
  },
}
