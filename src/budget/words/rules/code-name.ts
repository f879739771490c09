import { quoted } from '../../../kernel/index.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import {
  economicOfDepartments,
  economicOfGovernment,
  functional,
  nameKey,
} from '../../classification/classification.ts'
import type { Outcome, Rule } from '../../finding.ts'

/** 住房公积金（2210201）, 2210201住房公积金: a name with its code. */
const CODED = /(?:^|[，。;:、])?([\u4e00-\u9fff()、]{3,30}?)\((\d{3}(?:\d{2}){0,2})\)$/
const CLASSIFICATIONS = [functional, economicOfDepartments, economicOfGovernment]

function judge(understood: UnderstoodClaim): Outcome | null {
  const match = CODED.exec(understood.claim.subject)
  const [, name = '', code = ''] = match ?? []
  const entry = CLASSIFICATIONS.map((each) => each.byCode(code)).find((each) => each !== null) ?? null
  if (match === null || entry === null || entry.trust !== 'high') return null
  const key = nameKey(name)
  const own = [entry.name, ...entry.otherNames].map(nameKey)
  if (own.some((known) => known.includes(key) || key.includes(known))) return HELD
  const others = CLASSIFICATIONS.flatMap((each) => each.byName(name)).filter(({ trust }) => trust === 'high')
  if (others.length === 0 || others.some((other) => other.code === code)) return null
  return {
    verdict: 'broken',
    where: [whereOf(understood)],
    message: {
      zh: `编码 ${code} 是${quoted(entry.name)}，文字写为${quoted(name)}`,
      en: `Code ${code} is ${quoted(entry.name)}, the text says ${quoted(name)}`,
    },
    expected: entry.name,
    cause: `${code}${name}`,
  }
}

export const statedCodeName: Rule<Prose> = {
  id: 'text.code-name',
  severity: 'warning',
  title: { zh: '文字中的科目编码与名称不符', en: 'Code and name in the text do not belong together' },
  remedy: { zh: '按政府收支分类科目核对编码和名称', en: 'Check code and name against the classification' },
  basis: { zh: '政府收支分类科目', en: 'Classification of government revenue and expenditure' },
  *check({ claims }) {
    for (const understood of claims) {
      const outcome = judge(understood)
      if (outcome !== null) yield outcome
    }
  },
}
