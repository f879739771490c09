import { quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Rule } from '../../finding.ts'
import { matchesIn } from '../sections.ts'
import { mayHoldTypo, TYPOS } from '../typos.ts'

export const typo: Rule<Prose> = {
  id: 'word.typo',
  severity: 'hint',
  title: { zh: '疑似错别字', en: 'Probable slip of the pen' },
  remedy: { zh: '核对用字', en: 'Check the wording' },
  basis: { zh: '经人工审核的易错词表', en: 'A reviewed list of slips' },
  *check({ passages }) {
    for (const passage of passages) {
      if (!mayHoldTypo(passage.plain.text)) {
        yield HELD
        continue
      }
      const hits = TYPOS.flatMap(({ wrong, right }) => [...matchesIn(passage, wrong)].map((hit) => ({ hit, right })))
      for (const { hit, right } of hits) {
        const around = { start: Math.max(0, hit.start - 6), end: Math.min(passage.plain.text.length, hit.end + 4) }
        yield {
          verdict: 'broken',
          where: [whereIn(passage, around)],
          message: {
            zh: `${quoted(hit.text)}疑为${quoted(right)}`,
            en: `${quoted(hit.text)} was probably meant as ${quoted(right)}`,
          },
          expected: right,
        }
      }
    }
  },
}
