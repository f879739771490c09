import { quoted } from '../../../kernel/index.ts'
import { type Passage, whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { matchesIn } from '../sections.ts'

/** What templates print where a name or a figure belongs. */
const PLACEHOLDER =
  /[X×x]{2,}(?![A-Za-z\d])|(?<![A-Za-z\d])[X×](?=年|月|日|万元|元|个|项|人|辆|台|%|部门|单位|局)|某某|\{[\u4e00-\u9fff]{1,12}\}|_{3,}|待填写|请填写|[（(]填写|○{2,}|□{2,}|\*{3,}/g

/** A form that nobody has filled in is told once, not blank by blank. */
const tellUnfilled = (blank: Passage): Outcome => ({
  verdict: 'broken',
  severity: 'warning',
  where: [whereIn(blank, { start: 0, end: blank.plain.text.length })],
  message: {
    zh: '这是没有填写的空白模板（通篇是“XX”等占位符），其余文字规则没有核对',
    en: 'This is a template that has not been filled in; the other rules on its words were not applied',
  },
  remedy: { zh: '如要公开，请先按模板填写完整', en: 'Fill the template in before it is published' },
})

export const placeholder: Rule<Prose> = {
  id: 'word.placeholder',
  severity: 'error',
  title: { zh: '占位符未替换', en: 'A placeholder was left' },
  remedy: { zh: '填入实际内容', en: 'Put what belongs there' },
  basis: { zh: '公开文本不得留有模板占位符', en: 'A published text holds no placeholders of its template' },
  *check({ passages, blank }) {
    if (blank !== undefined) yield tellUnfilled(blank)
    for (const passage of passages) {
      if (passage.kind === 'cell') continue
      const hits = [...matchesIn(passage, PLACEHOLDER)]
      if (hits.length === 0) yield HELD
      for (const hit of hits) {
        const around = { start: Math.max(0, hit.start - 6), end: Math.min(passage.plain.text.length, hit.end + 6) }
        yield {
          verdict: 'broken',
          where: [whereIn(passage, around)],
          message: { zh: `留有占位符${quoted(hit.text)}`, en: `The placeholder ${quoted(hit.text)} was left` },
        }
      }
    }
  },
}
