import type { Rule } from '../../finding.ts'
import { HELD, type Prose, whereOf } from '../prose.ts'

export const percentSign: Rule<Prose> = {
  id: 'text.percent-sign',
  severity: 'warning',
  title: { zh: '百分比缺少“%”', en: 'Percentage without its sign' },
  remedy: { zh: '在数字后补“%”', en: 'Put % behind the number' },
  basis: { zh: '占比、完成率以百分数表示', en: 'Shares and rates are printed as percentages' },
  *check({ claims }) {
    for (const understood of claims) {
      for (const part of [understood.claim.share, understood.claim.completion]) {
        if (part === null) continue
        if (part.percent.hasSign) yield HELD
        else {
          yield {
            verdict: 'broken',
            where: [whereOf(understood, { start: part.percent.span.start - 2, end: part.percent.span.end })],
            message: { zh: '比例数字后缺少“%”', en: 'The ratio has no % sign' },
          }
        }
      }
    }
  },
}
