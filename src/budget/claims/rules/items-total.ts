import { type Amount, formatAmount, meets, quoted, sum } from '../../../kernel/index.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Heading } from '../../model.ts'
import { childrenOf, ITEMS } from '../../vocabulary/trees.ts'
import { HELD, type Prose, whereOfAmount } from '../prose.ts'
import type { UnderstoodClaim } from '../understanding.ts'

/** Items that the text divides over sentences and paragraphs: 三公, vehicles, procurement. */
const WHOLES = ['three-public', 'vehicles', 'procurement'] as const

type Stated = UnderstoodClaim & { readonly amount: Amount }

/** Claims of one section, year and stage: what can be added up. */
function groups({ claims }: Prose): Stated[][] {
  const found = new Map<string, Stated[]>()
  const sections = new Map<Heading | undefined, number>()
  for (const understood of claims) {
    const { claim, meaning, passage } = understood
    if (meaning.fact?.item === undefined || claim.amount === null || claim.isReason) continue
    const section = passage.under.find(({ title }) => /三公|采购/.test(title)) ?? passage.under.at(-1)
    if (!sections.has(section)) sections.set(section, sections.size)
    const key = `${sections.get(section)} ${meaning.fact.year} ${meaning.fact.stage} ${meaning.fact.fund ?? ''}`
    found.set(key, [...(found.get(key) ?? []), { ...understood, amount: claim.amount.amount }])
  }
  return [...found.values()]
}

/** Each of the items must be stated with one amount only, else it is not known what adds up. */
function only(group: readonly Stated[], item: string): Stated | null {
  const [first, ...rest] = group.filter(({ meaning }) => meaning.fact?.item === item)
  if (first === undefined) return null
  return rest.every(({ amount }) => meets(amount, first.amount)) ? first : null
}

function judge(group: readonly Stated[], item: string): Outcome | null {
  const whole = only(group, item)
  const parts = childrenOf(ITEMS, item).map((child) => only(group, child))
  if (whole === null || parts.some((part) => part === null)) return null
  const stated = parts.filter((part) => part !== null)
  const total = sum(stated.map(({ amount }) => amount))
  if (meets(total, whole.amount)) return HELD
  const unit = whole.claim.amount?.unit ?? '万元'
  const expected = `${formatAmount((total.low + total.high) / 2n, unit)} ${unit}`
  return {
    verdict: 'broken',
    where: [whereOfAmount(whole), ...stated.map(whereOfAmount)],
    message: {
      zh: `${quoted(whole.claim.subject || whole.claim.topic)}与各分项之和 ${expected} 不符`,
      en: `${quoted(whole.claim.subject)} is not the sum of its items, ${expected}`,
    },
    expected,
  }
}

export const itemsTotal: Rule<Prose> = {
  id: 'text.items-total',
  severity: 'error',
  title: { zh: '“三公”经费、政府采购分项之和不等于总数', en: 'Items told one by one do not add up' },
  remedy: { zh: '核对总数与各分项', en: 'Check the total against its items' },
  basis: {
    zh: '“三公”经费 = 出国 + 用车 + 接待；用车 = 购置 + 运行；采购 = 货物 + 工程 + 服务',
    en: 'A total is the sum of its items',
  },
  *check(prose) {
    for (const group of groups(prose)) {
      for (const item of WHOLES) {
        const outcome = judge(group, item)
        if (outcome !== null) yield outcome
      }
    }
  },
}
