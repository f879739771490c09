import type { Outcome, Rule } from '../finding.ts'
import type { Reading } from '../model.ts'
import type { FormSet } from './form.ts'
import { formOf, formSetOf, forms } from './forms.ts'

type Subject = Pick<Reading, 'tables' | 'document'>

/** Goals are printed in forms of their own and procurement often in the text: only these tables are missed. */
const CORE: ReadonlySet<string> = new Set([
  ...[
    'balance',
    'income',
    'expenditure',
    'fiscal-balance',
    'general-expenditure',
    'basic',
    'three-public',
    'government-fund',
  ].flatMap((what) => [`budget.${what}`, `final.${what}`]),
  'final.state-capital',
])

const titleOf = (id: string): string => forms.find((form) => form.id === id)?.titles[0] ?? id

const UNKNOWN_TITLES = {
  zh: '有表格未能识别标题，无法判断缺哪张表',
  en: 'some tables have no known title: what is missing cannot be told',
}
const UNKNOWN_SET = { zh: '未能识别该文件采用的表格体系', en: 'the set of tables that the document uses is not known' }

/** Tables that show the same money in another arrangement. */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  'budget.basic': ['budget.general-by-economy', 'budget.basic-by-function', 'budget.basic-of-all-funds'],
}

const isShown = (id: string, ids: ReadonlySet<string>): boolean =>
  [id, ...(STAND_INS[id] ?? [])].some((shown) => ids.has(shown))

function outcomeOf(id: string, set: FormSet, ids: ReadonlySet<string>, { tables }: Subject): Outcome {
  if (isShown(id, ids)) return { verdict: 'held' }
  if (tables.some((table) => formOf(table.caption.title) === null))
    return { verdict: 'not-evaluated', why: UNKNOWN_TITLES }
  const where = tables
    .slice(0, 1)
    .map(({ caption }) => ({ at: caption.at, table: caption.title, quote: caption.title }))
  const message = {
    zh: `按${set.name.zh}的格式应有《${titleOf(id)}》，文中未见`,
    en: `${set.name.en} contain 《${titleOf(id)}》, which is not there`,
  }
  return { verdict: 'broken', where, message, expected: titleOf(id), cause: id }
}

const requiredTable: Rule<Subject> = {
  id: 'form.required-table',
  severity: 'warning',
  title: { zh: '缺少应公开的表格', en: 'A table that must be published is missing' },
  remedy: {
    zh: '补充该表；没有数据的，公开空表并说明',
    en: 'Add the table; where there is nothing to show, publish it empty with a note',
  },
  basis: { zh: '部门预算、决算公开的规定表格', en: 'The tables prescribed for budgets and final accounts' },
  *check(subject): Iterable<Outcome> {
    const { tables, document } = subject
    if (tables.length === 0) return
    const ids = new Set(tables.flatMap((table) => formOf(table.caption.title)?.id ?? []))
    const set = formSetOf(ids, document.kind, document.year)
    if (set === null) yield { verdict: 'not-evaluated', why: UNKNOWN_SET }
    else for (const id of set.required) if (CORE.has(id)) yield outcomeOf(id, set, ids, subject)
  },
}

export const formRules: readonly Rule<Subject>[] = [requiredTable]
