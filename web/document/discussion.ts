import { createContext, useContext, useMemo } from 'react'
import type { DecisionsView, DiscussedView, DocumentView, FindingView, Said } from '../../src/app/server/index.ts'
import { useDecisions, useSaying } from '../api/decisions.ts'

/** What was said of the findings of the open document, and what the reader may say. */
export interface Discussion {
  readonly of: (finding: FindingView) => DiscussedView | null
  readonly gone: readonly DiscussedView[]
  readonly mayAnswer: boolean
  readonly mayDecide: (finding: FindingView) => boolean
  readonly say: (key: string, said: Said, reason: string) => Promise<void>
}

const nothing: DecisionsView = { items: [], mayAnswer: false, mayDecide: false }

export function useDocumentDiscussion(document: DocumentView): Discussion {
  const { data = nothing } = useDecisions(document)
  const say = useSaying(document)
  return useMemo(() => {
    const byKey = new Map(data.items.map((item) => [item.key, item]))
    return {
      of: ({ key }) => byKey.get(key) ?? null,
      gone: data.items.filter(({ isGone }) => isGone),
      mayAnswer: data.mayAnswer,
      mayDecide: ({ key }) => byKey.get(key)?.mayDecide ?? data.mayDecide,
      say,
    }
  }, [data, say])
}

export const DECIDED: ReadonlySet<Said> = new Set(['accepted', 'corrected', 'waived'])

/** The last decision, else the last answer; null where nobody said anything. */
export const lastWord = (discussed: DiscussedView | null): Said | null =>
  discussed?.statements.find(({ said }) => DECIDED.has(said))?.said ?? discussed?.statements[0]?.said ?? null

export const DiscussionContext = createContext<Discussion>({
  of: () => null,
  gone: [],
  mayAnswer: false,
  mayDecide: () => false,
  say: async () => {},
})

export const useDiscussion = (): Discussion => useContext(DiscussionContext)
