export const KINDS = ['district', 'department', 'unit'] as const
export type OrganisationKind = (typeof KINDS)[number]

/**
 * What an organisation is from a year on, until its next version. The organisation itself keeps its id whatever it is
 * called, under whom and with which code.
 */
export interface OrganisationVersion {
  readonly organisation: string
  /** First year in which this holds. */
  readonly from: number
  /** As printed in budget documents: 101, 101001. Unique within a year. */
  readonly code: string
  readonly name: string
  readonly kind: OrganisationKind
  readonly parent: string | null
  /** From this year on it is no more. */
  readonly isEnded: boolean
  /** Which organisation took it over when it ended. */
  readonly mergedInto: string | null
}

export type OrganisationFault = 'code-twice' | 'parent-missing' | 'parent-kind' | 'merged-into-missing'

/** The organisations of one year. */
export interface OrganisationTree {
  readonly year: number
  readonly all: readonly OrganisationVersion[]
  get(organisation: string): OrganisationVersion | undefined
  byCode(code: string): OrganisationVersion | undefined
  childrenOf(organisation: string | null): readonly OrganisationVersion[]
  /** From the parent up to the district. */
  above(organisation: string): readonly OrganisationVersion[]
  isWithin(organisation: string, above: string): boolean
}

/** Which version of each organisation holds in a year, ended ones too. */
export function versionsIn(versions: readonly OrganisationVersion[], year: number): Map<string, OrganisationVersion> {
  const latest = new Map<string, OrganisationVersion>()
  for (const version of versions) {
    const known = latest.get(version.organisation)
    if (version.from <= year && (known === undefined || known.from < version.from))
      latest.set(version.organisation, version)
  }
  return latest
}

function childrenOf(all: readonly OrganisationVersion[]): Map<string | null, OrganisationVersion[]> {
  const children = new Map<string | null, OrganisationVersion[]>()
  for (const version of all) {
    const siblings = children.get(version.parent)
    if (siblings === undefined) children.set(version.parent, [version])
    else siblings.push(version)
  }
  return children
}

export function treeOf(versions: readonly OrganisationVersion[], year: number): OrganisationTree {
  const all = [...versionsIn(versions, year).values()]
    .filter(({ isEnded }) => !isEnded)
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  const byId = new Map(all.map((version) => [version.organisation, version]))
  const byCode = new Map(all.map((version) => [version.code, version]))
  const children = childrenOf(all)
  const above = (organisation: string): OrganisationVersion[] => {
    const path: OrganisationVersion[] = []
    let parent = byId.get(organisation)?.parent ?? null
    // Kinds go down from parent to child, so no path is longer than there are kinds.
    while (parent !== null && path.length < KINDS.length) {
      const version = byId.get(parent)
      if (version === undefined) break
      path.push(version)
      parent = version.parent
    }
    return path
  }
  return {
    year,
    all,
    get: (organisation) => byId.get(organisation),
    byCode: (code) => byCode.get(code),
    childrenOf: (organisation) => children.get(organisation) ?? [],
    above,
    isWithin: (organisation, top) =>
      byId.has(organisation) && (organisation === top || above(organisation).some((one) => one.organisation === top)),
  }
}

const rankOf = (kind: OrganisationKind): number => KINDS.indexOf(kind)

function faultOf(version: OrganisationVersion, tree: OrganisationTree): OrganisationFault | null {
  if (version.parent === null) return version.kind === 'district' ? null : 'parent-missing'
  const parent = tree.get(version.parent)
  if (parent === undefined) return 'parent-missing'
  return rankOf(parent.kind) === rankOf(version.kind) - 1 ? null : 'parent-kind'
}

/** Which organisations do not fit together in some year from the given one on, and why. Empty: a tree in every year. */
export function faultsFrom(versions: readonly OrganisationVersion[], from: number): Map<string, OrganisationFault> {
  const years = new Set([from, ...versions.map((version) => version.from).filter((year) => year > from)])
  const faults = new Map<string, OrganisationFault>()
  for (const year of years) {
    const tree = treeOf(versions, year)
    for (const version of tree.all) {
      const fault = tree.byCode(version.code) === version ? faultOf(version, tree) : 'code-twice'
      if (fault !== null) faults.set(version.organisation, fault)
    }
    for (const [organisation, { isEnded, mergedInto }] of versionsIn(versions, year))
      if (isEnded && mergedInto !== null && !versions.some((one) => one.organisation === mergedInto))
        faults.set(organisation, 'merged-into-missing')
  }
  return faults
}

/** Where an organisation went: itself, or what it was merged into, and so on, in a year. Null when it ended without heir. */
export function heirOf(versions: readonly OrganisationVersion[], organisation: string, year: number): string | null {
  const current = versionsIn(versions, year)
  const seen = new Set<string>()
  let at: string | null = organisation
  while (at !== null && current.get(at)?.isEnded === true && !seen.has(at)) {
    seen.add(at)
    at = current.get(at)?.mergedInto ?? null
  }
  return at !== null && current.has(at) && !seen.has(at) ? at : null
}
