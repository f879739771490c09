import type { MoneyUnit } from '../../kernel/index.ts'
import { whereOfAmount } from '../claims/prose.ts'
import type { UnderstoodClaim } from '../claims/understanding.ts'
import { stageOf } from '../facts/compose.ts'
import type { Where } from '../finding.ts'
import type { DocumentIdentity, Fact, Figure } from '../model.ts'
import type { Quotation } from './quotation.ts'
import { quotedByText } from './quoted-by-text.ts'

/** A figure of a document with its place, without the table around it: it is kept while other documents are read. */
export interface OwnFigure extends Omit<Figure, 'table' | 'row' | 'column' | 'sentence'> {
  readonly where: Where
}

/** What a document says of its own year, and what it says of figures that another document published. */
export interface Edition {
  readonly document: DocumentIdentity
  readonly own: readonly OwnFigure[]
  readonly quoted: readonly Quotation[]
}

/** The figures of whole organisations: those of single units and projects change with every reform. */
const isComparable = (fact: Fact): boolean => fact.organisation === undefined && fact.project === undefined

const whereOf = ({ at, text, table, row, column }: Figure): Where => ({
  at,
  ...(table === undefined ? {} : { table: table.caption.title }),
  ...(row === undefined ? {} : { row: row.name.trim() }),
  ...(column === undefined ? {} : { column: column.path.join('/') }),
  quote: text,
})

const light = (figure: Figure): OwnFigure => {
  const { fact, amount, text, at } = figure
  return { fact, amount, text, at, where: whereOf(figure) }
}

/** 预算数 in final accounts may be that of the year as adjusted: only 年初预算数 is what was published. */
const saysInitial = ({ column }: Figure): boolean => column?.path.some((head) => head.includes('年初')) === true

const HAPPENED = /执行|完成|预计|调整|追加/

/** A column of another year, 上年预算数 or 2023年决算数, or of the initial budget of the year. */
function quotedByTable(figure: Figure, document: DocumentIdentity): Quotation[] {
  const { fact, amount, column, table } = figure
  if (amount === null || document.year === null) return []
  const isOfYear = fact.year === document.year
  const stage = stageOf(document)
  const isInitial = isOfYear && stage === 'final' && fact.stage === 'budget' && saysInitial(figure)
  const isPrevious = !isOfYear && fact.stage === stage && !HAPPENED.test(column?.path.join('') ?? '')
  if (!isInitial && !isPrevious) return []
  const unit: MoneyUnit = table?.unit ?? document.unit ?? '万元'
  return [{ fact, amount, unit, where: [whereOf(figure)], isCertain: true }]
}

export function editionOf(
  document: DocumentIdentity,
  figures: readonly Figure[],
  claims: readonly UnderstoodClaim[],
): Edition {
  const { year } = document
  const comparable = figures.filter(({ fact }) => isComparable(fact))
  const stage = stageOf(document)
  const own = comparable.filter(({ fact, amount }) => amount !== null && fact.year === year && fact.stage === stage)
  const texts = claims.filter(({ meaning }) => meaning.fact !== null && isComparable(meaning.fact))
  return {
    document,
    own: year === null ? [] : own.map(light),
    quoted: [
      ...comparable.flatMap((figure) => quotedByTable(figure, document)),
      ...texts.flatMap((claim) => quotedByText(claim, document, whereOfAmount(claim))),
    ],
  }
}
