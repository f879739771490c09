import { rememberOf, withoutOrdinal } from '../../kernel/index.ts'
import type { Passage } from '../claims/passages.ts'
import { functional } from '../classification/classification.ts'

const ENTRY = /^([^:。]{2,80}):(.*)$/s
const LAST_LEVEL = /(?:^|\(款\))([^()]+(?:\([^类款项)]+\))?[^()]*)\(项\)$/

export interface GlossaryEntry {
  readonly passage: Passage
  /** What is explained, without the levels above it. */
  readonly term: string
  readonly definition: string
  /** True for an item of the functional classification. */
  readonly isItem: boolean
}

/** The terms that the glossary of a document explains. */
export const glossaryEntries = rememberOf((passages: readonly Passage[]): readonly GlossaryEntry[] =>
  passages.flatMap((passage) => {
    if (passage.purpose !== 'glossary' || passage.kind !== 'paragraph') return []
    const match = ENTRY.exec(withoutOrdinal(passage.plain.text))
    const head = match?.[1]
    if (head === undefined) return []
    const term = LAST_LEVEL.exec(head)?.[1] ?? head.replace(/\([类款项]\)/g, '')
    const isItem = head.includes('(项)') || functional.byName(term).some(({ code }) => code.length === 7)
    return [{ passage, term, definition: match?.[2] ?? '', isItem }]
  }),
)
