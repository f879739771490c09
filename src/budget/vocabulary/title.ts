import { bareName, remember } from '../../kernel/index.ts'
import { longestTermAt } from './meaning.ts'
import type { PartialFact } from './terms.ts'
import { commonAncestor, FUNDS, ITEMS, NATURES, type Tree } from './trees.ts'

/** What the title of a table says about all of its figures. */
export interface TitleMeaning {
  readonly fact: PartialFact
  /** How its rows are classified, where the title says so. */
  readonly among: 'function' | 'economy' | null
  /** 三公经费和机关运行经费: only a head or a row says which of them a figure is. */
  readonly isMixed: boolean
  /** Words that are not understood: what the figures count is then not certain (转移支付, 资产配置 …). */
  readonly unknown: string
  /** 绩效目标表, 自评表: its numbers are targets and scores, not figures of the budget. */
  readonly isPerformance: boolean
}

const PERFORMANCE = /绩效|自评|目标表|申报表|评价/
const BY_ECONOMY = /经济(?:分类|科目)/
const BY_FUNCTION = /功能(?:分类|科目)/

/** Two terms of a title: the common ground of 三公经费、会议费 is both; of 收入 and 支出 there is none. */
function broaden(tree: Tree, a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b
  const shared = commonAncestor(tree, a, b)
  return shared === a || shared === b ? (shared === a ? b : a) : (shared ?? undefined)
}

interface Words {
  readonly facts: readonly PartialFact[]
  readonly unknown: string
}

function wordsOf(text: string): Words {
  const facts: PartialFact[] = []
  let unknown = ''
  for (let at = 0; at < text.length; ) {
    const found = longestTermAt(text, at, { isTitle: true })
    if (found === null) unknown += text[at] ?? ''
    if (found?.term.fact !== undefined) facts.push(found.term.fact)
    at += found?.length ?? 1
  }
  return { facts, unknown: unknown.replace(NOISE, '') }
}

/** Years, levels of government and particles say nothing about the figures. */
const NOISE = /[\d年度省市区县乡镇街道级本全直编制的、]/g

function flowOf(facts: readonly PartialFact[], isBalance: boolean): PartialFact {
  const flows = new Set(facts.map((fact) => fact.flow).filter((flow) => flow !== undefined))
  if (flows.has('opening')) return { flow: 'expenditure', vintage: 'carried' }
  const [flow] = flows
  return flows.size === 1 && flow !== undefined && !isBalance ? { flow } : {}
}

/**
 * Reads a title by its known words and passes over the rest (names of places and years): 2024年江岸区一般公共预算基本支出
 * 决算表 → {fund general, nature basic, flow expenditure, stage final}.
 */
export const meaningOfTitle: (title: string) => TitleMeaning = remember((title) => {
  const text = bareName(title)
  const { facts, unknown } = wordsOf(text)
  const fund = facts.reduce<string | undefined>((so, fact) => broaden(FUNDS, so, fact.fund), undefined)
  const nature = facts.reduce<string | undefined>((so, fact) => broaden(NATURES, so, fact.nature), undefined)
  const item = facts.reduce<string | undefined>((so, fact) => broaden(ITEMS, so, fact.item), undefined)
  const vintage = facts.find((fact) => fact.vintage !== undefined)?.vintage
  const fact: PartialFact = {
    ...flowOf(facts, /收支|收入支出/.test(text)),
    ...(fund === undefined ? {} : { fund }),
    ...(nature === undefined ? {} : { nature }),
    ...(item === undefined ? {} : { item }),
    ...(vintage === undefined ? {} : { vintage }),
    ...(text.includes('决算') ? { stage: 'final' as const } : {}),
  }
  const among = BY_ECONOMY.test(text) ? 'economy' : BY_FUNCTION.test(text) ? 'function' : null
  const items = new Set(facts.map((each) => each.item).filter((each) => each !== undefined))
  const isMixed = items.size > 1 && item === undefined
  return { fact, among, isMixed, unknown, isPerformance: PERFORMANCE.test(text) }
})
