import type { Place } from '../documents/index.ts'
import type { Finding } from './finding.ts'

const keyOf = (at: Place): string => JSON.stringify(at)

/** The place of the table that a sentence was held against: it stands second, after the sentence. */
const heldAgainst = ({ where }: Finding): string | null => {
  const place = where[1]
  return place === undefined || place.table === undefined ? null : keyOf(place.at)
}

/**
 * A sentence that differs from a figure which is itself the wrong one says nothing new: it becomes a witness of that
 * finding. One cause is one finding.
 */
export function joinWitnesses(figures: readonly Finding[], sentences: readonly Finding[]): readonly Finding[] {
  const culprits = new Map(
    figures.flatMap((finding) => finding.where.slice(0, 1).map(({ at }) => [keyOf(at), finding])),
  )
  const witnesses = new Map<Finding, Finding[]>()
  const rest = sentences.filter((sentence) => {
    const place = heldAgainst(sentence)
    const cause = place === null || sentence.rule !== 'text.amount' ? undefined : culprits.get(place)
    if (cause === undefined) return true
    witnesses.set(cause, [...(witnesses.get(cause) ?? []), sentence])
    return false
  })
  const joined = figures.map((finding) => {
    const said = (witnesses.get(finding) ?? []).flatMap(({ where }) => where.slice(0, 1))
    return said.length === 0 ? finding : { ...finding, where: [...finding.where, ...said] }
  })
  return [...joined, ...rest]
}

/** Text that says 增加 where its figures say 减少: the finding on the change expects the other word. */
const isTurned = ({ rule, expected, where }: Finding): boolean =>
  rule === 'text.change' && expected !== null && where[0]?.quote.includes(expected.zh.slice(0, 2)) === false

const sentenceOf = ({ where: [, sentence] }: Finding): string | null =>
  sentence === undefined ? null : `${keyOf(sentence.at)} ${sentence.quote}`

/** 较上年增加 9.49 万元，减少的主要原因是…: where 增加 is the wrong word, the reason only shows it. */
export function joinReasons(findings: readonly Finding[]): readonly Finding[] {
  const turned = new Map(findings.filter(isTurned).map((finding) => [sentenceOf(finding), finding]))
  const shown = findings.filter(
    (finding) => finding.rule === 'text.direction' && sentenceOf(finding) !== null && turned.has(sentenceOf(finding)),
  )
  return findings
    .filter((finding) => !shown.includes(finding))
    .map((finding) => {
      const reasons = shown.filter((each) => turned.get(sentenceOf(each)) === finding)
      const places = reasons.flatMap(({ where }) => where.slice(0, 1))
      return places.length === 0 ? finding : { ...finding, where: [...finding.where, ...places] }
    })
}
