import { type MoneyUnit, parseNumber, toAmount } from '../../kernel/index.ts'
import { factBookOf } from '../facts/book.ts'
import { splitOrdinal } from '../layout/headings.ts'
import type { DocumentKind, Fact, Figure, Heading, Paragraph, Reading, Region } from '../model.ts'
import { type Prose, readProse } from './prose.ts'

/** A document made for tests: headings begin with #, every other line is a paragraph. */
export interface MadeDocument {
  readonly text: string
  readonly kind?: DocumentKind
  readonly year?: number
  readonly organisation?: string
  readonly contents?: readonly string[]
  /** What the tables print, in 万元. */
  readonly figures?: readonly (readonly [fact: Partial<Fact>, printed: string])[]
  readonly tables?: Reading['tables']
}

const headingOf = (text: string, line: number): Heading => {
  const split = splitOrdinal(text) ?? { level: 2, ordinal: '', title: text }
  return { ...split, at: { line } }
}

function regionsOf(lines: readonly string[]): { regions: Region[]; headings: Heading[] } {
  const headings: Heading[] = []
  const regions: Region[] = []
  let under: Heading[] = []
  let paragraphs: Paragraph[] = []
  const flush = (): void => {
    if (paragraphs.length > 0) regions.push({ kind: 'prose', paragraphs, under })
    paragraphs = []
  }
  for (const [index, line] of lines.entries()) {
    const at = { line: index + 1 }
    if (line.startsWith('#')) {
      flush()
      const heading = headingOf(line.slice(1).trim(), at.line)
      headings.push(heading)
      under = [...under.filter((each) => each.level < heading.level), heading]
    } else paragraphs.push({ text: line, at, lines: [{ start: 0, at }] })
  }
  flush()
  return { regions, headings }
}

function figureOf([fact, printed]: readonly [Partial<Fact>, string], year: number, stage: Fact['stage']): Figure {
  const number = parseNumber(printed)
  const unit: MoneyUnit = '万元'
  return {
    fact: { year, stage, flow: 'expenditure', ...fact },
    amount: number === null ? null : toAmount(number, unit),
    text: printed,
    at: { line: 1000 },
  }
}

export function makeProse(made: MadeDocument): Prose {
  const { kind = 'budget', year = 2024, organisation = '江城市北湖区数据中心' } = made
  const lines = made.text.split('\n').filter((line) => line.trim() !== '')
  const { regions, headings } = regionsOf(lines.map((line) => line.trim()))
  const document = { title: `${organisation}${year}年`, organisation, year, kind, unit: '万元' as const }
  const contents = (made.contents ?? []).map((entry, index) => headingOf(entry, 500 + index))
  const figures = (made.figures ?? []).map((each) =>
    figureOf(each, year, kind === 'final-account' ? 'final' : 'budget'),
  )
  const reading: Reading = {
    source: { format: 'text', sha256: '', pages: [], problems: [] },
    document,
    regions,
    contents,
    headings,
    tables: made.tables ?? [],
  }
  return readProse(reading, factBookOf(figures, document))
}
