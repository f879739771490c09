import { quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Rule } from '../../finding.ts'
import { matchesIn, paragraphsOf } from '../sections.ts'

const MONEY = '(?:支出|预算|收入|经费|金额|资金|决算|拨款|补助|费|科目|基金)'
/** 支出20.5万，: money counted in 万 without 元; 5万人 is something else. */
const BARE_TEN_THOUSANDS = new RegExp(
  `${MONEY}["”]?(?:科目|总额|总计|合计|预算|决算|数|为|共|约|达|计|安排)*(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?[万亿](?=[，。;、)]|$)`,
  'g',
)

export const moneyUnit: Rule<Prose> = {
  id: 'word.unit',
  severity: 'warning',
  title: { zh: '金额缺少“元”', en: 'An amount without its unit' },
  remedy: { zh: '写明“万元”或“元”', en: 'Print 万元 or 元' },
  basis: { zh: '金额应当写明计量单位', en: 'An amount carries its unit' },
  *check(prose) {
    for (const passage of paragraphsOf(prose)) {
      if (passage.purpose === 'duties' || passage.purpose === 'key-work' || !/\d[万亿]/.test(passage.plain.text))
        continue
      const hits = [...matchesIn(passage, BARE_TEN_THOUSANDS)]
      if (hits.length === 0) yield HELD
      for (const hit of hits) {
        const unit = hit.text.at(-1) ?? ''
        yield {
          verdict: 'broken',
          where: [whereIn(passage, hit)],
          message: { zh: `${quoted(hit.text)}缺少“元”`, en: `${quoted(hit.text)} lacks its 元` },
          expected: `${unit}元`,
        }
      }
    }
  },
}
