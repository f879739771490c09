import { basename } from 'node:path'
import { checkBudget, type Finding, understand } from '../src/budget/index.ts'
import { type Block, type Place, readDocument, type Source } from '../src/documents/index.ts'
import { checkPerformance, readPerformance } from '../src/performance/index.ts'
import { conclude, corpusPdfs, load } from './support/bench.ts'

/**
 * One printed number of a real document is changed at a time; is the change found? Every third number of a document, in
 * tables and in sentences. A change is found when a finding that was not there before points at its place.
 */
const HOLD = 0.95
const EVERY = Number(process.env.GOUJI_EVERY ?? 37)
const TABLE_NUMBER = /^-?(?:[\d,]*\d\.\d{2,}|\d{1,3}(?:,\d{3})+)$/
const TEXT_NUMBER = /\d[\d,]*\.\d+(?=\s*(?:万元|%|元))/

interface Spot {
  readonly page: number
  readonly block: number
  /** Cell of a grid; -1 for a line. */
  readonly cell: number
  readonly start: number
  readonly end: number
  readonly at: Place
  readonly text: string
}

/** Another digit in the place of the second last whole one, so that no rounding hides it. */
function slip(text: string): string {
  const position = Math.max(0, text.search(/\.|$/) - 1)
  const digit = Number(text[position])
  return `${text.slice(0, position)}${(digit + 3) % 10}${text.slice(position + 1)}`
}

function spotsOf(source: Source): Spot[] {
  const spots: Spot[] = []
  source.pages.forEach((page, pageIndex) => {
    page.blocks.forEach((block, blockIndex) => {
      if (block.kind === 'grid') {
        block.cells.forEach((cell, cellIndex) => {
          if (!TABLE_NUMBER.test(cell.text) || /^[0,.]*$/.test(cell.text)) return
          spots.push({
            page: pageIndex,
            block: blockIndex,
            cell: cellIndex,
            start: 0,
            end: cell.text.length,
            at: cell.at,
            text: cell.text,
          })
        })
        return
      }
      const match = TEXT_NUMBER.exec(block.text)
      if (match === null || /^[0,.]*$/.test(match[0])) return
      spots.push({
        page: pageIndex,
        block: blockIndex,
        cell: -1,
        start: match.index,
        end: match.index + match[0].length,
        at: block.at,
        text: match[0],
      })
    })
  })
  return spots
}

function changed(block: Block, { cell, start, end, text }: Spot): Block {
  if (block.kind === 'line') return { ...block, text: block.text.slice(0, start) + slip(text) + block.text.slice(end) }
  return { ...block, cells: block.cells.map((one, index) => (index === cell ? { ...one, text: slip(text) } : one)) }
}

const mutate = (source: Source, spot: Spot): Source => ({
  ...source,
  pages: source.pages.map((page, index) =>
    index === spot.page
      ? { ...page, blocks: page.blocks.map((block, i) => (i === spot.block ? changed(block, spot) : block)) }
      : page,
  ),
})

function findingsOf(source: Source): readonly Finding[] {
  const reading = understand(source)
  const performance = readPerformance(reading)
  return [...checkBudget(reading).findings, ...checkPerformance({ reading, performance }).findings]
}

const keyOf = (finding: Finding): string => `${finding.rule} ${finding.message.zh}`

/** A printed line or two away: a reader who is led there sees the slip. */
const NEAR_POINTS = 40

const isNear = (a: Place, b: Place): boolean =>
  'page' in a && 'page' in b
    ? a.page === b.page && a.box[1] - NEAR_POINTS < b.box[3] && b.box[1] - NEAR_POINTS < a.box[3]
    : 'line' in a && 'line' in b && Math.abs(a.line - b.line) <= 1

const files = (process.argv.length > 2 ? process.argv.slice(2) : corpusPdfs()).filter(
  (file) => !/scan|negative|template|goals|site|notice|self/.test(file),
)
const total = { table: [0, 0], text: [0, 0] }
for (const file of files) {
  const source = await readDocument(load(file), { ocr: false })
  const before = new Set(findingsOf(source).map(keyOf))
  const score = { table: [0, 0], text: [0, 0] }
  for (const [index, spot] of spotsOf(source).entries()) {
    if (index % EVERY !== 0) continue
    const kind = spot.cell < 0 ? 'text' : 'table'
    const fresh = findingsOf(mutate(source, spot)).filter((finding) => !before.has(keyOf(finding)))
    const isFound = fresh.some((finding) => finding.where.some(({ at }) => isNear(at, spot.at)))
    score[kind][1] = (score[kind][1] ?? 0) + 1
    if (isFound) score[kind][0] = (score[kind][0] ?? 0) + 1
    else if (process.env.GOUJI_WHY !== undefined)
      console.info(`  ${kind} ${spot.text} ${JSON.stringify(spot.at)} ${fresh.length}`)
  }
  for (const kind of ['table', 'text'] as const) {
    for (const i of [0, 1]) total[kind][i] = (total[kind][i] ?? 0) + (score[kind][i] ?? 0)
  }
  console.info(`${basename(file)}: tables ${score.table.join('/')}, sentences ${score.text.join('/')}`)
}
const [tableFound = 0, tables = 0] = total.table
const [textFound = 0, texts = 0] = total.text
const share = (tableFound + textFound) / Math.max(1, tables + texts)
conclude(
  'recall',
  `${share.toFixed(3)} of ${tables + texts} slips found; tables ${tableFound}/${tables}, sentences ${textFound}/${texts}`,
  `${HOLD}`,
  share >= HOLD,
)
