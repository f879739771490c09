import type { Caption, Cell, Column, Reading, Row, Table } from '../budget/index.ts'
import { type MoneyUnit, normalize } from '../kernel/index.ts'
import type { IndicatorBlock, PerformanceForm, Printed } from './model.ts'
import { letters, readNumber } from './sheet/words.ts'

/** A printed number of a form as a cell of a table; null for a blank and for words. */
function cellOf(printed: Printed | null): Cell | null {
  const number = printed === null ? null : readNumber(printed.text)
  if (printed === null || number === null) return null
  const text = printed.text.replace(/\s+/g, '')
  const cell = { text, number, isPercent: /[%％]$/.test(text), at: printed.at }
  return text === printed.text ? cell : { ...cell, raw: printed.text }
}

interface Line {
  readonly name: Printed
  readonly side: string | null
  readonly values: readonly (Printed | null)[]
}

const rowOf = (line: Line, index: number): Row => ({
  code: null,
  name: line.name.text,
  depth: 0,
  side: line.side,
  index,
  at: line.name.at,
  cells: line.values.map(cellOf),
  words: {},
})

function captionOf(form: PerformanceForm, unit: MoneyUnit | null, organisation: string): Caption {
  const title = form.title?.text ?? form.fields.project?.text ?? ''
  return {
    title: title.replace(/^\s*(?:附?表|预算)\s*[\d\-－]+[.、:：]?\s*/, '').replace(/^(?:19|20)\d\d\s*年?度?\s*/, ''),
    number: /^\s*(附?表\s*[\d\-－]+)/.exec(title)?.[1] ?? null,
    year: form.year,
    organisation: form.fields.department?.text ?? organisation,
    unit,
    at: form.at,
    lines: title === '' ? [] : [{ kind: 'line', text: title, at: form.at, continues: false }],
  }
}

const columnOf = (head: string, form: PerformanceForm, at = form.at): Column => ({ path: [head], at })

const compositionLines = (form: PerformanceForm): Line[] =>
  form.composition.map(({ group, name, current, share, prior }) => ({
    name,
    side: group,
    values: [current, share, ...prior],
  }))

const costLines = (form: PerformanceForm): Line[] =>
  form.costs.flatMap(({ description, economy, amount }) => {
    const name = description ?? economy
    return name === null ? [] : [{ name, side: null, values: [amount] }]
  })

type ValueRole = 'target' | 'actual' | 'weight' | 'score'

const VALUE_COLUMNS: readonly ValueRole[] = ['target', 'actual', 'weight', 'score']

/** A row is named by what tells it apart: by the second level where all third levels are called alike. */
function indicatorLines(blocks: readonly IndicatorBlock[], roles: readonly ValueRole[]): Line[] {
  const indicators = blocks.flatMap((block) => block.indicators)
  const names = new Set(indicators.map((indicator) => letters(indicator.level3?.text ?? '')))
  const isTelling = indicators.length < 3 || names.size > 1
  return indicators.flatMap((indicator) => {
    const name = isTelling ? indicator.level3 : (indicator.level2 ?? indicator.level3)
    return name === null ? [] : [{ name, side: null, values: roles.map((role) => indicator[role]) }]
  })
}

interface Part {
  readonly columns: readonly Column[]
  readonly lines: readonly Line[]
  readonly unit: MoneyUnit | null
}

function partsOf(form: PerformanceForm): Part[] {
  const unit = form.innerUnit?.unit ?? form.unit
  const roles = VALUE_COLUMNS.filter((role) => form.blocks.some((block) => block.roles.includes(role)))
  const isEvaluated = form.kind === 'self-evaluation' && (roles.includes('actual') || roles.includes('score'))
  const heads = form.blocks[0]?.heads ?? {}
  const headOf = (role: ValueRole): Column => columnOf(normalize(heads[role]?.text ?? role), form, heads[role]?.at)
  const compositionHeads = [...form.compositionHeads, ...form.priorHeads].map(normalize)
  const parts: Part[] = [
    { columns: compositionHeads.map((head) => columnOf(head, form)), lines: compositionLines(form), unit },
    { columns: [columnOf('金额', form)], lines: costLines(form), unit: form.unit },
    { columns: roles.map(headOf), lines: isEvaluated ? indicatorLines(form.blocks, roles) : [], unit: null },
  ]
  return parts.filter((part) => part.lines.length > 0)
}

/** The number tables inside forms: composition of income and expenditure, costs, indicators with scores. */
export function tablesOf(forms: readonly PerformanceForm[], reading: Reading): Table[] {
  return forms.flatMap((form) =>
    partsOf(form).map(({ columns, lines, unit }, index) => ({
      id: `${form.id}-${index + 1}`,
      form: null,
      caption: captionOf(form, unit, reading.document.organisation),
      unit,
      columns,
      rows: lines.map(rowOf),
      notes: [],
      under: [],
      leftovers: [],
    })),
  )
}
