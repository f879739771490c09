import { quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Rule } from '../../finding.ts'
import { isOfDistrict } from '../names.ts'
import { isQuoted, matchesIn } from '../sections.ts'

const MUNICIPAL =
  /(?:指|纳入|由)(?:市级|省级|市直|省直)(?:财政|部门|单位)|(?:是指|指)(?:市直|市级|省直|省级)(?:部门|单位|财政)/g

export const level: Rule<Prose> = {
  id: 'word.level',
  severity: 'warning',
  title: { zh: '级次用语与单位不符', en: 'Level of government does not fit the publisher' },
  remedy: {
    zh: '区、县单位改为“区级（县级）财政”“区直（县直）部门”',
    en: 'A district speaks of its district treasury',
  },
  basis: { zh: '名词解释应与本级财政相符', en: 'Definitions speak of the level that publishes' },
  *check({ passages, reading }) {
    if (!isOfDistrict(reading.document.organisation)) return
    for (const passage of passages) {
      if (passage.purpose !== 'glossary' || passage.kind === 'heading') continue
      const hits = [...matchesIn(passage, MUNICIPAL)].filter((hit) => !isQuoted(passage, hit.start))
      if (hits.length === 0) yield HELD
      for (const hit of hits) {
        const around = { start: hit.start, end: Math.min(passage.plain.text.length, hit.end + 10) }
        yield {
          verdict: 'broken',
          where: [whereIn(passage, around)],
          message: {
            zh: `区（县）级单位的名词解释写${quoted(hit.text.replace(/^是?指|^纳入|^由/, ''))}`,
            en: 'The glossary of a district speaks of the municipal level',
          },
          cause: 'level of government',
        }
      }
    }
  },
}
