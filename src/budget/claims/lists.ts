import { rememberOf } from '../../kernel/index.ts'
import type { Passage } from './passages.ts'
import type { Prose } from './prose.ts'
import type { UnderstoodClaim } from './understanding.ts'

/** A figure and the figures into which the text divides it. */
export interface Division {
  readonly whole: UnderstoodClaim
  /** In printed order. A sibling of the whole may have slipped in behind a semicolon. */
  readonly parts: readonly UnderstoodClaim[]
}

const OPENS_LIST = /(?:其中|方面|如下|包括|构成|分别为?|具体(?:情况)?(?:是|为)?)[:：]\s*$/
const ITEM = /^(?:\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[).、]|[①-⑳])/

const styleOf = (text: string): string =>
  (ITEM.exec(text)?.[0] ?? '').replace(/[一二三四五六七八九十]+/, '一').replace(/\d+/, '1')

/** 其中：A 25 万元、B 10 万元 within one sentence. */
function dividedInside(claims: readonly UnderstoodClaim[]): Division[] {
  const parts = new Map<UnderstoodClaim['claim'], UnderstoodClaim[]>()
  for (const understood of claims) {
    const { parent, amount, isReason } = understood.claim
    if (parent === null || amount === null || isReason) continue
    const siblings = parts.get(parent)
    if (siblings === undefined) parts.set(parent, [understood])
    else siblings.push(understood)
  }
  return claims.flatMap((whole) => {
    const own = parts.get(whole.claim)
    return own === undefined || whole.claim.amount === null ? [] : [{ whole, parts: own }]
  })
}

/** A part of an account is an account; its own budget beside it is no part. */
const isOfStage = ({ meaning }: UnderstoodClaim, whole: UnderstoodClaim): boolean =>
  meaning.fact === null || meaning.fact.stage === whole.meaning.fact?.stage

/** Behind a paragraph that ends 主要用于以下方面： each numbered paragraph gives one part. */
function partsBelow(
  whole: UnderstoodClaim,
  from: number,
  passages: readonly Passage[],
  of: (passage: Passage) => UnderstoodClaim[],
): UnderstoodClaim[] {
  const parts: UnderstoodClaim[] = []
  const style = styleOf(passages[from]?.plain.text ?? '')
  for (const passage of passages.slice(from)) {
    if (passage.kind !== 'paragraph' || styleOf(passage.plain.text) !== style) break
    const first = of(passage).find(
      (each) => each.claim.parent === null && each.claim.amount !== null && isOfStage(each, whole),
    )
    if (first === undefined) break
    parts.push(first)
  }
  return parts
}

function dividedBelow(claims: readonly UnderstoodClaim[], passages: readonly Passage[]): Division[] {
  const byPassage = new Map<Passage, UnderstoodClaim[]>()
  for (const each of claims) {
    const same = byPassage.get(each.passage)
    if (same === undefined) byPassage.set(each.passage, [each])
    else same.push(each)
  }
  const of = (passage: Passage): UnderstoodClaim[] => byPassage.get(passage) ?? []
  return passages.flatMap((passage, index) => {
    if (passage.kind !== 'paragraph' || !OPENS_LIST.test(passage.plain.text)) return []
    const wholes = of(passage).filter(({ claim }) => claim.parent === null && claim.amount !== null && !claim.isReason)
    // The last figure of each stage: 全年预算 321.02 万元，支出决算 307.82 万元。其中：
    const last = wholes.filter(({ meaning }, at) =>
      wholes.slice(at + 1).every((later) => later.meaning.fact?.stage !== meaning.fact?.stage),
    )
    return last.flatMap((whole) => {
      const parts = partsBelow(whole, index + 1, passages, of)
      return parts.length < 2 ? [] : [{ whole, parts }]
    })
  })
}

/** Every division that the text makes of a figure, within a sentence or over paragraphs. */
export const readDivisions = rememberOf(({ claims, passages }: Prose): readonly Division[] => [
  ...dividedInside(claims),
  ...dividedBelow(claims, passages),
])
