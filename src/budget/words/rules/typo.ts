import { type Passage, whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Rule } from '../../finding.ts'
import { matchesIn } from '../sections.ts'
import { TYPOS } from '../typos.ts'

/** Nearly every passage is free of all slips: one search shows it. */
const ANY = new RegExp(TYPOS.map(({ wrong }) => `(?:${wrong.source})`).join('|'))

function hitsIn(passage: Passage) {
  if (!ANY.test(passage.plain.text)) return []
  return TYPOS.flatMap(({ wrong, right }) => [...matchesIn(passage, wrong)].map((hit) => ({ hit, right })))
}

export const typo: Rule<Prose> = {
  id: 'word.typo',
  severity: 'hint',
  title: { zh: '疑似错别字', en: 'Probable slip of the pen' },
  remedy: { zh: '核对用字', en: 'Check the wording' },
  basis: { zh: '经人工审核的易错词表', en: 'A reviewed list of slips' },
  *check({ passages }) {
    for (const passage of passages) {
      const hits = hitsIn(passage)
      if (hits.length === 0) yield HELD
      for (const { hit, right } of hits) {
        const around = { start: Math.max(0, hit.start - 6), end: Math.min(passage.plain.text.length, hit.end + 4) }
        yield {
          verdict: 'broken',
          where: [whereIn(passage, around)],
          message: { zh: `“${hit.text}”疑为“${right}”`, en: `"${hit.text}" was probably meant as "${right}"` },
          expected: right,
        }
      }
    }
  },
}
