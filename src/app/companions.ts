import { areRelated, compareEditions, type Edition, type Receipt, type Verdicts } from '../budget/index.ts'
import { type Examination, GRAVITY } from './examination.ts'

/** A document that was read before, under the name by which a reader finds it. */
export interface Companion {
  readonly name: string
  readonly edition: Edition
}

/** The receipts of one rule over several pairs of documents are one. */
function joinReceipts(receipts: readonly Receipt[]): readonly Receipt[] {
  const byRule = new Map<string, Receipt>()
  for (const receipt of receipts) {
    const known = byRule.get(receipt.rule)
    const joined = known && {
      ...known,
      held: known.held + receipt.held,
      broken: known.broken + receipt.broken,
      notEvaluated: known.notEvaluated + receipt.notEvaluated,
      unsettled: known.unsettled + receipt.unsettled,
      why: [...known.why, ...receipt.why],
    }
    byRule.set(receipt.rule, joined ?? receipt)
  }
  return [...byRule.values()]
}

/** What a document and its companions say of each other's figures; nothing where they are not of one organisation. */
export function heldAgainst(edition: Edition, companions: readonly Companion[]): Verdicts {
  const verdicts = companions
    .filter((each) => areRelated(edition.document, each.edition.document))
    .map((each) => compareEditions(edition, each.edition, each.name))
  const findings = verdicts.flatMap((each) => each.findings)
  const counts = new Map<string, number>()
  const numbered = findings.map((finding) => {
    const ordinal = (counts.get(finding.rule) ?? 0) + 1
    counts.set(finding.rule, ordinal)
    return { ...finding, id: `${finding.rule}#${ordinal}` }
  })
  return { findings: numbered, receipts: joinReceipts(verdicts.flatMap((each) => each.receipts)) }
}

/** An examination with what the companions of the document have to say. */
export function withCompanions<Kind extends Examination>(examination: Kind, companions: readonly Companion[]): Kind {
  if (examination.edition === null) return examination
  const { findings, receipts } = heldAgainst(examination.edition, companions)
  if (receipts.length === 0) return examination
  return {
    ...examination,
    findings: [...examination.findings, ...findings].sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]),
    receipts: [...examination.receipts, ...receipts],
  }
}
