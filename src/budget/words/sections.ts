import { rememberOf } from '../../kernel/index.ts'
import type { Passage } from '../claims/passages.ts'
import type { Span } from '../claims/printed.ts'
import type { Prose } from '../claims/prose.ts'

/** A match of a pattern within one sentence or passage, as a span of the passage. */
export interface Hit extends Span {
  readonly passage: Passage
  readonly text: string
  readonly groups: readonly (string | undefined)[]
}

/** Every match of a global pattern in the plain text of a passage. */
export function* matchesIn(passage: Passage, pattern: RegExp): Iterable<Hit> {
  const { text } = passage.plain
  // Most passages have none, and collecting matches costs far more than looking for one.
  if (text.search(pattern) < 0) return
  for (const match of text.matchAll(pattern)) {
    yield { passage, text: match[0], start: match.index, end: match.index + match[0].length, groups: match.slice(1) }
  }
}

const paragraphsAmong = rememberOf((passages: readonly Passage[]): readonly Passage[] =>
  passages.filter(({ kind }) => kind === 'paragraph'),
)

export const paragraphsOf = ({ passages }: Prose): readonly Passage[] => paragraphsAmong(passages)

/** Spans inside 《…》 and 〔…〕: titles and numbers of other documents, with years and names of their own. */
export function isQuoted({ plain }: Passage, at: number): boolean {
  const before = plain.text.slice(0, at)
  const opens = (open: string, close: string): boolean => before.lastIndexOf(open) > before.lastIndexOf(close)
  return opens('《', '》') || opens('[', ']') || opens('〈', '〉')
}
