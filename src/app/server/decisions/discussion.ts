import { namesOf } from '../../../identity/index.ts'
import { type DiscussedFinding, discussedFindings, isDecision, state } from '../../../library/index.ts'
import { append, publish, type Store } from '../../../store/index.ts'
import type { DocumentView } from '../contract.ts'
import type { Caller, DoneBy } from '../http/caller.ts'
import { DOCUMENT_TOPIC } from '../reading-job.ts'
import type { DecisionsView, Said } from './contract.ts'

const ACCOUNT = 'account:'

const accountIn = (by: string): string[] => (by.startsWith(ACCOUNT) ? [by.slice(ACCOUNT.length)] : [])

/** Who answered may not decide. */
const afterAnswers = (persons: Iterable<string>): DoneBy => new Map([['finding.answer', new Set(persons)]])

const answerers = ({ statements }: DiscussedFinding): string[] =>
  statements.filter(({ said }) => !isDecision(said)).map(({ person }) => person)

/** What was said of the findings of a document, as somebody may see and go on with it. */
export async function viewDecisions(store: Store, caller: Caller, document: DocumentView): Promise<DecisionsView> {
  const discussed = await discussedFindings(store, document.sha256)
  const names = await namesOf(
    store,
    discussed.flatMap(({ statements }) => statements.flatMap(({ said_by }) => accountIn(said_by))),
  )
  return {
    mayAnswer: caller.may('finding.answer', document.owner),
    mayDecide: caller.may('finding.decide', document.owner, afterAnswers([])),
    items: discussed.map((finding) => ({
      ...finding,
      mayDecide: caller.may('finding.decide', document.owner, afterAnswers(answerers(finding))),
      statements: finding.statements.map(({ said, reason, said_by, said_at }) => ({
        said,
        reason,
        by: said_by,
        name: names.get(accountIn(said_by)[0] ?? '') ?? null,
        at: said_at.toISOString(),
      })),
    })),
  }
}

interface Order {
  readonly document: DocumentView
  readonly key: string
  readonly said: Said
  readonly reason: string
}

/** Answers or decides; nothing is kept of who may not. */
export const say = (store: Store, caller: Caller, { document, key, said, reason }: Order): Promise<void> =>
  store
    .tables<unknown>()
    .transaction()
    .execute(async (tx) => {
      const { sha256, owner } = document
      const [action, what] = isDecision(said)
        ? (['finding.decide', 'finding.decided'] as const)
        : (['finding.answer', 'finding.answered'] as const)
      const person = caller.account ?? caller.who
      const { rule, answeredBy } = await state(tx, { document: sha256, key, said, reason, by: caller.who, person })
      caller.demand(action, owner, afterAnswers(answeredBy))
      await publish(tx, { topic: DOCUMENT_TOPIC, data: sha256 })
      const payload = { key, rule, said, reason: reason.trim() }
      await append(tx, [{ who: caller.who, what, subject: `document:${sha256}`, payload }])
    })
