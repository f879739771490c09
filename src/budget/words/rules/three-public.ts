import type { Passage } from '../../claims/passages.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Bilingual, Outcome, Rule } from '../../finding.ts'
import type { Heading } from '../../model.ts'

const ITEMS: readonly (readonly [RegExp, Bilingual])[] = [
  [/出国/, { zh: '因公出国（境）费', en: 'travel abroad' }],
  [/公务用车|公车/, { zh: '公务用车购置及运行维护费', en: 'official vehicles' }],
  [/接待/, { zh: '公务接待费', en: 'receptions' }],
]
const IS_ITEM = /^(?:[(（]?[一二三\d][)）、.]|[①-③])/

/** The section about the three public expenses: its innermost heading that names them, with all below. */
function sectionsOf(passages: readonly Passage[]): Map<Heading, Passage[]> {
  const sections = new Map<Heading, Passage[]>()
  for (const passage of passages) {
    if (passage.kind !== 'paragraph' && passage.kind !== 'heading') continue
    if (passage.purpose !== 'explanation') continue
    const heading = passage.under.find(({ title }) => title.includes('三公'))
    if (heading !== undefined) sections.set(heading, [...(sections.get(heading) ?? []), passage])
  }
  return sections
}

/** Where the items are told one by one, all three must be there. */
function judge(section: readonly Passage[]): Outcome | null {
  const items = section.filter(({ plain }) => IS_ITEM.test(plain.text))
  const told = ITEMS.filter(([words]) => items.some(({ plain }) => words.test(plain.text.slice(0, 30))))
  if (told.length < 2) return null
  const missing = ITEMS.filter(([words]) => !section.some(({ plain }) => words.test(plain.text)))
  if (missing.length === 0) return HELD
  const last = items.at(-1)
  const first = items[0]
  return {
    verdict: 'broken',
    where: [last, first].flatMap((passage) =>
      passage === undefined ? [] : [whereIn(passage, { start: 0, end: Math.min(40, passage.plain.text.length) })],
    ),
    message: {
      zh: `“三公”经费逐项说明缺少${missing.map(([, name]) => name.zh).join('、')}`,
      en: `Missing among the three public expenses: ${missing.map(([, name]) => name.en).join(', ')}`,
    },
    expected: {
      zh: missing.map(([, name]) => `本单位无${name.zh}，或列出金额`).join('；'),
      en: missing.map(([, name]) => `${name.en}: none, or its amount`).join('; '),
    },
  }
}

export const threePublicItems: Rule<Prose> = {
  id: 'text.three-public-items',
  severity: 'error',
  title: { zh: '“三公”经费逐项说明不全', en: 'One of the three public expenses is not told' },
  remedy: { zh: '补充缺少的一项，没有的写“无”或 0', en: 'Add the missing item, 0 where there is none' },
  basis: { zh: '“三公”经费按出国、用车、接待三项公开', en: 'Travel, vehicles and receptions are published one by one' },
  *check({ passages }) {
    for (const section of sectionsOf(passages).values()) {
      const outcome = judge(section)
      if (outcome !== null) yield outcome
    }
  },
}
