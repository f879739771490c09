import { quoted } from '../../../kernel/index.ts'
import { type Passage, whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Bilingual, Outcome, Rule, Severity } from '../../finding.ts'
import { matchesIn } from '../sections.ts'

interface Residue {
  readonly pattern: RegExp
  readonly severity: Severity
  readonly message: Bilingual
  readonly kinds: readonly Passage['kind'][]
}

const PROSE: Residue['kinds'] = ['paragraph', 'note']
const UP = '(?:增加|增长|上升|提高|新增|大于|高于)'
const DOWN = '(?:减少|下降|降低|小于|低于)'

/** What is left of a template when nobody chose or deleted. */
const RESIDUES: readonly Residue[] = [
  {
    pattern: new RegExp(`${UP}[(（/]${DOWN}(?:[/、]持平)?[)）]?|${DOWN}[(（/]${UP}[)）]?`, 'g'),
    severity: 'warning',
    message: { zh: '模板的可选用语没有取舍', en: 'The alternatives of the template were left standing' },
    kinds: PROSE,
  },
  {
    pattern: /《[^《》]*(?:自评|评价)[^《》]*》或《[^《》]*》\)?/g,
    severity: 'warning',
    message: {
      zh: '模板的“《…》或《…》”没有取舍',
      en: '《…》 or 《…》: one alternative of the template was to be kept',
    },
    kinds: PROSE,
  },
  {
    pattern: /[^。，:]{0,12}[:)]如:$/g,
    severity: 'hint',
    message: { zh: '模板提示语“如：”未删除', en: 'The hint "such as:" of the template was left' },
    kinds: ['paragraph', 'note', 'heading'],
  },
  {
    pattern: /(?:工作)?事项(?:标题|内容)$|^(?:标题|内容)[一二三]$/g,
    severity: 'hint',
    message: { zh: '模板标题未替换', en: 'A heading of the template was left' },
    kinds: ['heading', 'paragraph'],
  },
  {
    pattern:
      /(?:没有|无)[^。，]{0,16}的[，,]?(?:请|应当?)(?:说明|注明|写明|填)["“「][^。]{0,30}|请(?:根据|按照|结合)(?:本部门|本单位|部门|单位)?实际(?:情况)?(?:填|选|修改|说明)[^。]{0,10}/g,
    severity: 'warning',
    message: { zh: '模板填写说明未删除', en: 'An instruction of the template was left' },
    kinds: PROSE,
  },
  {
    pattern:
      /[(（](?:如有|若有|可选|根据实际情况[^)）]{0,12}|注意?[:：][^)）]{2,30}填[^)）]{0,20}|此处[^)）]{1,20})[)）]/g,
    severity: 'hint',
    message: { zh: '模板填写说明未删除', en: 'An instruction of the template was left' },
    kinds: PROSE,
  },
]

const KINDS = new Set(RESIDUES.flatMap(({ kinds }) => kinds))

function* judge(passage: Passage, { pattern, severity, message, kinds }: Residue): Iterable<Outcome> {
  if (!kinds.includes(passage.kind) || (passage.purpose === 'glossary' && severity === 'warning')) return
  for (const hit of matchesIn(passage, pattern)) {
    const around = { start: Math.max(0, hit.start - 8), end: Math.min(passage.plain.text.length, hit.end + 8) }
    yield {
      verdict: 'broken',
      severity,
      where: [whereIn(passage, around)],
      message: { zh: `${message.zh}：${quoted(hit.text)}`, en: `${message.en}: ${quoted(hit.text)}` },
      cause: `${message.en} ${JSON.stringify(passage.at)}`,
    }
  }
}

export const templateResidue: Rule<Prose> = {
  id: 'word.template-residue',
  severity: 'warning',
  title: { zh: '模板用语残留', en: 'Residue of the template' },
  remedy: { zh: '按实际情况选定一种写法，删除其余', en: 'Keep the wording that applies and delete the rest' },
  basis: {
    zh: '公开文本不得留有模板的可选用语和填写说明',
    en: 'A published text holds no alternatives or instructions of its template',
  },
  *check({ passages }) {
    for (const passage of passages) {
      const outcomes = !KINDS.has(passage.kind) ? [] : RESIDUES.flatMap((residue) => [...judge(passage, residue)])
      if (outcomes.length === 0) yield HELD
      yield* outcomes
    }
  },
}
