import { withoutOrdinal } from '../../kernel/index.ts'
import type { Heading } from '../model.ts'
import { mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import { meaningOfTitle } from '../vocabulary/title.ts'
import type { Passage } from './passages.ts'
import { isChain, meaningOfSubject, strip } from './subjects.ts'

/** The headings as context: of what fund and flow a section speaks. The innermost that says something speaks last. */
function factOfHeadings(under: readonly Heading[]): PartialFact {
  let fact: PartialFact = {}
  for (const heading of under) {
    const said = meaningOfTitle(heading.title).fact
    fact = mergeFacts(fact, said) ?? { ...fact, ...said }
  }
  const { year: _year, stage: _stage, ...rest } = fact
  return rest
}

const STYLES: readonly RegExp[] = [
  /^[一二三四五六七八九十]{1,3}[、.]/,
  /^\([一二三四五六七八九十]{1,3}\)/,
  /^\d{1,2}[、.](?!\d(?!\d{3}年))/,
  /^\(\d{1,2}\)|^[①-⑳]/,
]

/** How deep a numbered paragraph stands: 一、 0, （一） 1, 1. 2, (1) 3; null where it has no number. */
function depthOf(text: string): number | null {
  const depth = STYLES.findIndex((style) => style.test(text))
  return depth === -1 ? null : depth
}

const LONGEST_LEAD = 90
const LEAD_END = /[。:：]$/
const LEAD_WORDS = /(?:主要|具体)?(?:内容|情况|支出|项目)?(?:分别)?如下$|(?:具体|总体|规模|结构|使用|变化|安排|情况)+$/
/** A title that the layout has run into its paragraph: （九）关于…“三公”经费预算情况说明 2026 年…. */
const RUN_IN_TITLE = /^[^。，;:\d]{0,8}(?:关于)?[^。，;:]{2,60}?情况(?:的)?(?:总体)?说明/

/** What a paragraph without a figure says about those that follow; `null` words are not understood. */
interface Lead {
  readonly fact: PartialFact | null
  readonly depth: number
}

const NO_DEPTH = 9

/**
 * Walks down the paragraphs of the explanation and keeps what each one stands under: its headings, and leads such as
 * 2.拨款结构情况。 or …(类)…(款)…(项)。 that are printed like paragraphs.
 */
export class Sections {
  readonly #names: readonly string[]
  readonly #year: number | null
  #leads: Lead[] = []
  #under: readonly Heading[] = []
  #ofHeadings: PartialFact = {}

  constructor(names: readonly string[], year: number | null) {
    this.#names = names
    this.#year = year
  }

  /** Enters a paragraph; true when it only leads to others and claims nothing itself. */
  enter(passage: Passage): boolean {
    const { text } = passage.plain
    if (passage.under.at(-1) !== this.#under.at(-1)) this.#leads = []
    if (passage.under !== this.#under) this.#ofHeadings = factOfHeadings(passage.under)
    this.#under = passage.under
    const depth = depthOf(text)
    if (depth !== null) this.#leads = this.#leads.filter((lead) => lead.depth < depth)
    const title = RUN_IN_TITLE.exec(text)?.[0]
    if (title !== undefined) this.#leads.push({ fact: meaningOfTitle(title).fact, depth: depth ?? NO_DEPTH })
    const lead = this.#readLead(text, depth ?? NO_DEPTH)
    if (lead !== null) this.#leads = [...this.#leads.filter((each) => each.depth < lead.depth), lead]
    return lead !== null
  }

  #readLead(text: string, depth: number): Lead | null {
    if (text.length > LONGEST_LEAD || !LEAD_END.test(text) || /\d(?:万|亿)?元/.test(text)) return null
    const words = strip(withoutOrdinal(text).replace(LEAD_END, ''), this.#names)
    const bare = strip(words.replace(LEAD_WORDS, ''), this.#names)
    const fact = meaningOfSubject(words, this.#year) ?? meaningOfSubject(bare, this.#year)
    return fact !== null || isChain(words) ? { fact, depth } : null
  }

  /** What headings and leads say together, the innermost last. */
  get fact(): PartialFact {
    let fact = this.#ofHeadings
    for (const lead of this.#leads) {
      const { year: _year, stage: _stage, ...said } = lead.fact ?? {}
      fact = mergeFacts(fact, said) ?? { ...fact, ...said }
    }
    return fact
  }

  /** True where what the paragraph is about was said before it in words that are not understood. */
  get isLost(): boolean {
    return this.#leads.at(-1)?.fact === null
  }
}
