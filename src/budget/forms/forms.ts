import { bareName } from '../../kernel/index.ts'
import type { Table } from '../model.ts'
import { meaningOfTitle } from '../vocabulary/title.ts'
import { beijing } from './beijing.ts'
import { budgetCore } from './budget-core.ts'
import { chongqing } from './chongqing.ts'
import { nineTables, zhejiang } from './eastern-cities.ts'
import { finalAccounts } from './final-accounts.ts'
import type { Form, FormSet } from './form.ts'
import { guangzhou } from './guangzhou.ts'
import { wuhan2021, wuhan2022 } from './wuhan.ts'
import { xian } from './xian.ts'

/** Adding a region is adding a file and a line here. */
export const formSets: readonly FormSet[] = [
  wuhan2022,
  wuhan2021,
  nineTables,
  zhejiang,
  chongqing,
  beijing,
  guangzhou,
  xian,
  finalAccounts,
]

export const forms: readonly Form[] = [...formSets.flatMap((set) => set.own ?? []), ...budgetCore]

const BALANCE = /收支|收入支出/
const UNITS = /分单位|分部门/

/** What a title says, however it says it: two titles of one table have one signature. */
function signatureOf(title: string): string {
  const { fact, among, isMixed, unknown, isPerformance } = meaningOfTitle(title)
  const dimensions = Object.entries(fact)
    .filter(([key]) => key !== 'vintage')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const layout = [
    BALANCE.test(title),
    UNITS.test(title),
    isMixed,
    unknown,
    isPerformance && /整体/.test(title),
    isPerformance,
  ]
  return JSON.stringify([dimensions, among, layout])
}

const titleKey = (title: string): string => bareName(title).replace(/^(?:19|20)\d{2}年?度?/, '')

function index(key: (title: string) => string): ReadonlyMap<string, Form> {
  const found = new Map<string, Form>()
  for (const form of forms) {
    for (const title of form.titles) if (!found.has(key(title))) found.set(key(title), form)
  }
  return found
}

const byTitle = index(titleKey)
const bySignature = index(signatureOf)

/** The form of a table by its title: by the title itself, else by what its words mean; null for an unknown table. */
export const formOf = (title: string): Form | null =>
  byTitle.get(titleKey(title)) ?? bySignature.get(signatureOf(title)) ?? null

const shareOf = (set: FormSet, ids: ReadonlySet<string>): number =>
  set.required.filter((id) => ids.has(id)).length / set.required.length

/** A table that only one region prints tells the region. */
const isMarked = (set: FormSet, ids: ReadonlySet<string>): boolean => (set.own ?? []).some(({ id }) => ids.has(id))

/** The set of which most tables are there; null where fewer than half of every set are. */
export function formSetOf(ids: ReadonlySet<string>, kind: string, year: number | null): FormSet | null {
  const fitting = formSets.filter(
    (set) => set.kind === kind && (year === null || ((set.since ?? year) <= year && year <= (set.until ?? year))),
  )
  const rank = (set: FormSet): number => shareOf(set, ids) + (isMarked(set, ids) ? 1 : 0)
  const [best] = [...fitting].sort((a, b) => rank(b) - rank(a) || b.required.length - a.required.length)
  return best === undefined || shareOf(best, ids) * 2 < 1 ? null : best
}

/** Names the form of each table that has a known title. */
export const withForms = (tables: readonly Table[]): readonly Table[] =>
  tables.map((table) => ({ ...table, form: table.form ?? formOf(table.caption.title)?.id ?? null }))
