import { quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Rule } from '../../finding.ts'
import { matchesIn } from '../sections.ts'

const PUNCTUATION = /([，。;、:])\1+|[，、;:][。;]|。[，、;:]|，、|、，/g
/** 0万元0 left where a figure was typed over. */
const FIGURE = /\d万?元\d+(?:\.\d+)?(?=[，。、;])/g
/** Words that mean nothing when said twice; 人人 and 天天 do. */
const WORDS =
  /的的|了了|是是|和和|为为|及及|与与|费费|年年度|元元|(万元|预算|决算|支出|收入|经费|进一步|主要原因是|其中)\1/g

export const duplicated: Rule<Prose> = {
  id: 'word.duplicated',
  severity: 'hint',
  title: { zh: '标点或词语重复', en: 'Doubled punctuation or word' },
  remedy: { zh: '删除重复的部分', en: 'Delete what is doubled' },
  basis: { zh: '文字规范', en: 'Orthography' },
  *check({ passages }) {
    for (const passage of passages) {
      if (passage.kind !== 'paragraph') continue
      const hits = [PUNCTUATION, WORDS, FIGURE].flatMap((pattern) => [...matchesIn(passage, pattern)])
      if (hits.length === 0) yield HELD
      for (const hit of hits) {
        const around = { start: Math.max(0, hit.start - 6), end: Math.min(passage.plain.text.length, hit.end + 4) }
        yield {
          verdict: 'broken',
          where: [whereIn(passage, around)],
          message: { zh: `${quoted(hit.text)}重复`, en: `${quoted(hit.text)} is doubled` },
        }
      }
    }
  },
}
