import { bareName, rememberOf, withoutOrdinal } from '../../kernel/index.ts'
import type { Prose } from '../claims/prose.ts'

/** Kinds of income beside fiscal appropriation, by the names that tables and glossaries give them. */
const KINDS: readonly (readonly string[])[] = [
  ['事业收入'],
  ['经营收入', '事业单位经营收入'],
  ['上级补助收入'],
  ['附属单位上缴收入', '附属单位缴款收入', '附属单位缴款'],
  ['其他收入'],
]

/** 五、事业收入资金 and 事业收入（不含教育收费） are 事业收入. */
const nameOf = (text: string): string =>
  bareName(withoutOrdinal(text).replace(/[（(][^）)]*[）)]/g, '')).replace(/(?:资金|预算)$/, '')

export interface IncomeKind {
  readonly names: readonly string[]
  /** A row or a column bears its name. */
  readonly isPrinted: boolean
  /** One of its figures is not 0. */
  readonly hasMoney: boolean
  /** A sentence outside the glossary speaks of it. */
  readonly isTold: boolean
}

export const kindNamed = (kinds: readonly IncomeKind[], term: string): IncomeKind | undefined =>
  kinds.find(({ names }) => names.includes(nameOf(term)))

interface Printed {
  readonly name: string
  readonly hasMoney: boolean
}

/** 收入 or 缴款: one of these characters is in the name of every kind. */
const MAY_NAME = /[收缴]/

/** The names of rows and of heads of columns that may be kinds, and whether a figure under them is not 0. */
function printedIn({ reading }: Prose): Printed[] {
  return reading.tables.flatMap(({ rows, columns }) => [
    ...rows
      .filter(({ name }) => MAY_NAME.test(name))
      .map(({ name, cells }) => ({
        name: nameOf(name),
        hasMoney: cells.some((cell) => cell !== null && cell.number.units !== 0n),
      })),
    ...columns.flatMap(({ path }, index) => {
      const heads = path.filter((head) => MAY_NAME.test(head))
      const hasMoney = heads.length > 0 && rows.some(({ cells }) => (cells[index]?.number.units ?? 0n) !== 0n)
      return heads.map((head) => ({ name: nameOf(head), hasMoney }))
    }),
  ])
}

/** What a document prints and says of each kind of income. */
export const incomeKinds = rememberOf((prose: Prose): readonly IncomeKind[] => {
  const printed = printedIn(prose)
  const said = prose.passages
    .filter(({ kind, purpose }) => purpose !== 'glossary' && (kind === 'paragraph' || kind === 'note'))
    .map(({ plain }) => plain.text)
  return KINDS.map((names) => {
    const own = printed.filter(({ name }) => names.includes(name))
    return {
      names,
      isPrinted: own.length > 0,
      hasMoney: own.some(({ hasMoney }) => hasMoney),
      isTold: said.some((text) => names.some((name) => text.includes(name))),
    }
  })
})
