import {
  ORGANISATION_TOPIC,
  type OrganisationTree,
  type OrganisationVersion,
  organisationVersions,
  treeOf,
} from '../../identity/index.ts'
import { normalize } from '../../kernel/index.ts'
import type { Events, Store } from '../../store/index.ts'

const SHORTEST_NAME = 4

const nameOf = (name: string): string => normalize(name).replace(/\s+/g, '')

/** The organisations, kept at hand because every request asks for them; read again when any process changes them. */
export class Organisations {
  readonly #store: Store
  #versions: ReturnType<typeof organisationVersions> | null = null
  readonly #trees = new Map<number, Promise<OrganisationTree>>()

  constructor(store: Store, events: Events) {
    this.#store = store
    events.listen((event) => {
      if (event === 'gap' || event.topic === ORGANISATION_TOPIC) this.forget()
    })
  }

  forget(): void {
    this.#versions = null
    this.#trees.clear()
  }

  now(): Promise<OrganisationTree> {
    return this.in(new Date().getFullYear())
  }

  /** What every organisation was in every year. */
  versions(): Promise<readonly OrganisationVersion[]> {
    if (this.#versions !== null) return this.#versions
    const versions = organisationVersions(this.#store)
    this.#versions = versions
    // What could not be read is asked for again.
    versions.catch(() => this.forget())
    return versions
  }

  /** Of a year before the first list nothing else is known than what that list says. */
  in(year: number): Promise<OrganisationTree> {
    const known = this.#trees.get(year)
    if (known !== undefined) return known
    const tree = this.versions().then((versions) => {
      const first = versions.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY)
      return treeOf(versions, first === Number.POSITIVE_INFINITY ? year : Math.max(year, first))
    })
    this.#trees.set(year, tree)
    return tree
  }

  /**
   * The organisation that a document names: by its full name, else by the one whose name the printed one ends with, for
   * documents put the district before it. Null where that is none, or not one alone.
   */
  async named(name: string, year: number | null): Promise<string | null> {
    const { all } = await (year === null ? this.now() : this.in(year))
    const printed = nameOf(name)
    const same = all.filter((one) => nameOf(one.name) === printed)
    const ending = all.filter(({ name: own }) => nameOf(own).length >= SHORTEST_NAME && printed.endsWith(nameOf(own)))
    const [found, ...others] = same.length > 0 ? same : ending
    return found === undefined || others.length > 0 ? null : found.organisation
  }
}
