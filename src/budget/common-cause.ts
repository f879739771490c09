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

/** Which of the findings of one slip says what is wrong; the others only show it. */
const SPEAKERS: readonly string[] = [
  'text.amount',
  'text.change',
  'text.change-total',
  'text.direction',
  'text.growth',
  'text.list-total',
]

const rank = ({ rule }: Finding): number => (SPEAKERS.includes(rule) ? SPEAKERS.indexOf(rule) : SPEAKERS.length)

const placeKey = ({ at, quote }: Finding['where'][number]): string => `${keyOf(at)} ${quote}`

function joined(group: readonly Finding[]): Finding | undefined {
  const [speaker, ...others] = [...group].sort((a, b) => rank(a) - rank(b))
  if (speaker === undefined) return undefined
  const { root: _, ...told } = speaker
  const known = new Set(told.where.map(placeKey))
  const shown = others.flatMap(({ where }) => where.slice(0, 1)).filter((place) => !known.has(placeKey(place)))
  const gravest = group.some(({ severity }) => severity === 'error') ? 'error' : told.severity
  return { ...told, severity: gravest, where: [...told.where, ...shown] }
}

/** 较上年增加 9.49 万元，减少的主要原因是…: where 增加 is the wrong word, rate and reason only show it. */
export function joinRoots(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = finding.root ?? finding.id
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return [...groups.values()].flatMap((group) => joined(group) ?? [])
}
