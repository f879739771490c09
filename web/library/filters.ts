import type { DocumentKind, DocumentView } from '../../src/app/server/index.ts'

export type StateFilter = 'all' | 'errors' | 'uncertified' | 'unreadable' | 'changed'
export type SortKey =
  | 'added'
  | 'name'
  | 'kind'
  | 'organisation'
  | 'year'
  | 'certified'
  | 'error'
  | 'warning'
  | 'hint'
  | 'ties'

export interface Filters {
  readonly text: string
  readonly kind: DocumentKind | null
  readonly state: StateFilter
}

export interface Sorting {
  readonly key: SortKey
  readonly isDescending: boolean
}

export const noFilters: Filters = { text: '', kind: null, state: 'all' }

export const titleOf = (document: DocumentView): string => {
  const title = document.overview?.title ?? ''
  return title === '' ? document.name : title
}

const words = (document: DocumentView): string =>
  `${document.name} ${titleOf(document)} ${document.overview?.organisation ?? ''} ${document.overview?.year ?? ''}`.toLowerCase()

const passes: Readonly<Record<StateFilter, (document: DocumentView) => boolean>> = {
  all: () => true,
  errors: (document) => (document.open?.error ?? 0) > 0,
  uncertified: (document) => document.overview?.certified === false,
  unreadable: (document) => document.problem !== null,
  changed: ({ changes }) => changes !== null && changes.appeared + changes.gone > 0,
}

/** Only where there is something to tell: the documents of which another version finds something else. */
export const hasChanged = passes.changed

/** Every word of the search must occur somewhere. */
export function filterDocuments(documents: readonly DocumentView[], { text, kind, state }: Filters): DocumentView[] {
  const sought = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return documents.filter(
    (document) =>
      passes[state](document) &&
      (kind === null || document.overview?.kind === kind) &&
      sought.every((word) => words(document).includes(word)),
  )
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

const share = ({ held, broken, notEvaluated }: { held: number; broken: number; notEvaluated: number }): number =>
  held / Math.max(1, held + broken + notEvaluated)

const keys: Readonly<Record<SortKey, (document: DocumentView) => string | number>> = {
  added: (document) => document.addedAt,
  name: titleOf,
  kind: (document) => document.overview?.kind ?? '',
  organisation: (document) => document.overview?.organisation ?? '',
  year: (document) => document.overview?.year ?? 0,
  certified: (document) => Number(document.overview?.certified ?? -1),
  error: (document) => document.open?.error ?? -1,
  warning: (document) => document.open?.warning ?? -1,
  hint: (document) => document.open?.hint ?? -1,
  ties: (document) => (document.overview === null ? -1 : share(document.overview.ties)),
}

export function sortDocuments(documents: readonly DocumentView[], { key, isDescending }: Sorting): DocumentView[] {
  const direction = isDescending ? -1 : 1
  return [...documents].sort((a, b) => {
    const [left, right] = [keys[key](a), keys[key](b)]
    if (typeof left === 'number' && typeof right === 'number') return direction * (left - right)
    return direction * collator.compare(String(left), String(right))
  })
}
