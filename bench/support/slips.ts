import type { Block, Grid, GridCell, Line, Place, Source } from '../../src/documents/index.ts'

/** What a slip makes of a document: one block printed otherwise. */
export interface Slip {
  readonly page: number
  readonly block: number
  /** The block as it is printed after the slip. */
  readonly after: () => Block
  readonly where: 'table' | 'sentence' | 'heading'
  /** Where the slip stands; the first is where a reader must be led. */
  readonly at: readonly [Place, ...Place[]]
  readonly said: string
}

/** A slip as an author makes it: its name and everything in a block that it can happen to. */
export interface Kind {
  readonly name: string
  readonly of: (block: Block) => readonly Omit<Slip, 'page' | 'block'>[]
  /** Every n-th place of a document is tried, in multiples of the step of the bench. */
  readonly step: number
}

const TABLE_NUMBER = /^-?(?:[\d,]*\d\.\d{2,}|\d{1,3}(?:,\d{3})+)$/
const TEXT_NUMBER = /\d[\d,]*\.\d+(?=\s*(?:万元|%|元))/
const NOTHING = /^[0,.]*$/

type Change = (text: string) => string

const splice = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end)

const replaceCells = (grid: Grid, by: ReadonlyMap<GridCell, string>): Grid => ({
  ...grid,
  cells: grid.cells.map((cell) => {
    const text = by.get(cell)
    return text === undefined ? cell : { ...cell, text }
  }),
})

const isFigure = (cell: GridCell): boolean => TABLE_NUMBER.test(cell.text) && !NOTHING.test(cell.text)

/** Digits of the whole part, by position: a slip in the decimals is hidden by rounding. */
const wholeDigits = (text: string): number[] =>
  [...(text.split('.')[0] ?? '')].flatMap((sign, at) => (/\d/.test(sign) ? [at] : []))

/** Another digit in the place of the second last whole one. */
function otherDigit(text: string): string {
  const position = Math.max(0, text.search(/\.|$/) - 1)
  const digit = Number(text[position])
  return splice(text, position, position + 1, String((digit + 3) % 10))
}

/** 12,345.67 → 1235.67: separators are typed anew with the number. */
function droppedDigit(text: string): string {
  const plain = text.replaceAll(',', '')
  const [at] = wholeDigits(plain).slice(-2)
  return at === undefined || wholeDigits(plain).length < 2 ? text : splice(plain, at, at + 1, '')
}

function doubledDigit(text: string): string {
  const plain = text.replaceAll(',', '')
  const at = wholeDigits(plain).at(-1)
  return at === undefined ? text : splice(plain, at, at, plain[at] ?? '')
}

function swappedDigits(text: string): string {
  const digits = [...text].flatMap((sign, at) => (/\d/.test(sign) ? [at] : []))
  const whole = wholeDigits(text).length
  const first = digits.slice(0, whole).find((at, index) => text[at] !== text[digits[index + 1] ?? -1])
  const second = digits.find((at) => first !== undefined && at > first)
  if (first === undefined || second === undefined) return text
  const [a = '', b = ''] = [text[first], text[second]]
  return splice(splice(text, first, first + 1, b), second, second + 1, a)
}

const numbersBy =
  (change: Change): Kind['of'] =>
  (block) => {
    if (block.kind === 'grid')
      return block.cells.filter(isFigure).flatMap((cell) => {
        const text = change(cell.text)
        if (text === cell.text) return []
        const after = () => replaceCells(block, new Map([[cell, text]]))
        return [{ after, where: 'table' as const, at: [cell.at] as const, said: `${cell.text} → ${text}` }]
      })
    return inLine(block, TEXT_NUMBER, change).filter(({ said }) => !/^[0,.]* →/.test(said))
  }

function inLine(line: Line, pattern: RegExp, change: Change): Omit<Slip, 'page' | 'block'>[] {
  const match = pattern.exec(line.text)
  if (match === null) return []
  const text = change(match[0])
  if (text === match[0]) return []
  const after = () => ({ ...line, text: splice(line.text, match.index, match.index + match[0].length, text) })
  return [{ after, where: 'sentence', at: [line.at], said: `${match[0]} → ${text}` }]
}

const cellAt = (grid: Grid, row: number, column: number): GridCell | undefined =>
  grid.cells.find((cell) => cell.row === row && cell.column === column)

/** A figure in the blank column beside its own. */
const toNeighbour: Kind['of'] = (block) =>
  block.kind !== 'grid'
    ? []
    : block.cells.filter(isFigure).flatMap((cell) => {
        const beside = [cell.column + cell.columnSpan, cell.column - 1].map((column) => cellAt(block, cell.row, column))
        const to = beside.find((other) => other?.text === '' && isNumberColumn(block, other.column))
        if (to === undefined) return []
        const after = () =>
          replaceCells(
            block,
            new Map([
              [cell, ''],
              [to, cell.text],
            ]),
          )
        return [{ after, where: 'table' as const, at: [cell.at, to.at] as const, said: `${cell.text} moved` }]
      })

const isNumberColumn = (grid: Grid, column: number): boolean =>
  grid.cells.some((cell) => cell.column === column && TABLE_NUMBER.test(cell.text))

/** The figure of the row above, copied down. */
const fromAbove: Kind['of'] = (block) =>
  block.kind !== 'grid'
    ? []
    : block.cells.filter(isFigure).flatMap((cell) => {
        const above = cellAt(block, cell.row - 1, cell.column)
        if (above === undefined || !isFigure(above) || above.text === cell.text) return []
        const after = () => replaceCells(block, new Map([[cell, above.text]]))
        return [{ after, where: 'table' as const, at: [cell.at] as const, said: `${cell.text} → ${above.text}` }]
      })

const lines =
  (pattern: RegExp, change: Change): Kind['of'] =>
  (block) =>
    block.kind === 'line' ? inLine(block, pattern, change) : []

const TURNED: Readonly<Record<string, string>> = {
  增加: '减少',
  减少: '增加',
  增长: '下降',
  下降: '增长',
}

/** 2026年部门预算…: a heading holds no sentence. */
const headings: Kind['of'] = (block) =>
  block.kind === 'grid' || /[。；，]/.test(block.text) || block.text.length > 40
    ? []
    : inLine(block, /20[12]\d(?=年)/, (year) => String(Number(year) - 1)).map((slip) => ({ ...slip, where: 'heading' }))

export const KINDS: readonly Kind[] = [
  { name: 'wrong digit', of: numbersBy(otherDigit), step: 1 },
  { name: 'digit dropped', of: numbersBy(droppedDigit), step: 4 },
  { name: 'digit doubled', of: numbersBy(doubledDigit), step: 4 },
  { name: 'digits swapped', of: numbersBy(swappedDigits), step: 4 },
  { name: 'neighbouring column', of: toNeighbour, step: 2 },
  { name: 'row above', of: fromAbove, step: 4 },
  {
    name: '元 for 万元',
    of: lines(/(?<=[1-9][\d,]*(?:\.\d+)?\s*|\d\.\d*[1-9]\d*\s*)万元(?!以上|（含）)/, () => '元'),
    step: 0.5,
  },
  {
    name: 'growth turned',
    of: lines(/(?:增加|减少|增长|下降)(?=\s*[1-9])/, (word) => TURNED[word] ?? word),
    step: 0.5,
  },
  { name: 'stale year', of: headings, step: 0.25 },
]

/** Each n-th slip of a kind that a document offers. */
export function slipsOf(source: Source, kind: Kind, every: number): readonly Slip[] {
  const step = Math.max(1, Math.round(every * kind.step))
  let count = 0
  return source.pages.flatMap((page, pageIndex) =>
    page.blocks.flatMap((block, blockIndex) =>
      kind
        .of(block)
        .filter(() => count++ % step === 0)
        .map((slip) => ({ ...slip, page: pageIndex, block: blockIndex })),
    ),
  )
}

export const withSlip = (source: Source, slip: Slip): Source => ({
  ...source,
  pages: source.pages.map((page, index) =>
    index === slip.page
      ? { ...page, blocks: page.blocks.map((block, at) => (at === slip.block ? slip.after() : block)) }
      : page,
  ),
})
