import type { OrganisationView } from '../../src/app/server/index.ts'

/** A line of the tree as it is shown. */
export interface TreeLine {
  readonly organisation: OrganisationView
  readonly level: number
  readonly children: number
  readonly isExpanded: boolean
}

const matches = ({ code, name }: OrganisationView, words: readonly string[]): boolean =>
  words.every((word) => code.toLowerCase().includes(word) || name.toLowerCase().includes(word))

/** Those that match, with everything above them: where they lie is part of what they are. */
function withAbove(organisations: readonly OrganisationView[], words: readonly string[]): ReadonlySet<string> {
  const byId = new Map(organisations.map((one) => [one.id, one]))
  const kept = new Set<string>()
  for (const found of organisations.filter((one) => matches(one, words))) {
    let at: OrganisationView | undefined = found
    while (at !== undefined && !kept.has(at.id)) {
      kept.add(at.id)
      at = at.parent === null ? undefined : byId.get(at.parent)
    }
  }
  return kept
}

/** The lines to show, from the top down; a search shows all that it finds, folded or not. */
export function linesOf(
  organisations: readonly OrganisationView[],
  folded: ReadonlySet<string>,
  text: string,
): TreeLine[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const kept = words.length === 0 ? null : withAbove(organisations, words)
  const children = new Map<string | null, OrganisationView[]>()
  for (const one of organisations) {
    if (kept !== null && !kept.has(one.id)) continue
    children.set(one.parent, [...(children.get(one.parent) ?? []), one])
  }
  const below = (parent: string | null, level: number): TreeLine[] =>
    (children.get(parent) ?? []).flatMap((organisation) => {
      const count = children.get(organisation.id)?.length ?? 0
      const isExpanded = count > 0 && (kept !== null || !folded.has(organisation.id))
      const line = { organisation, level, children: count, isExpanded }
      return [line, ...(isExpanded ? below(organisation.id, level + 1) : [])]
    })
  return below(null, 1)
}
