import { basename } from 'node:path'
import { checkBudget, type Finding, understand } from '../src/budget/index.ts'
import { type Place, readDocument, type Source } from '../src/documents/index.ts'
import { checkPerformance, readPerformance } from '../src/performance/index.ts'
import { conclude, corpusPdfs, load } from './support/bench.ts'
import { KINDS, type Kind, type Slip, slipsOf, withSlip } from './support/slips.ts'

/**
 * One slip at a time is made in a real document, as an author makes it; is it found? A slip is found when a finding that
 * was not there before points at its place. One slip is to give one finding, and no finding may lead elsewhere.
 * GOUJI_EVERY: every n-th printed number is tried. GOUJI_KIND: kinds of slips by part of their name. GOUJI_WHY=1 prints
 * what was missed or told more than once.
 */
const HOLD = 0.95
const EVERY = Number(process.env.GOUJI_EVERY ?? 37)
const ONLY = process.env.GOUJI_KIND ?? ''
const IS_TOLD = process.env.GOUJI_WHY !== undefined

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

const leadsTo = (slip: Slip) => (finding: Finding) =>
  finding.where.some(({ at }) => slip.at.some((place) => isNear(at, place)))

interface Score {
  tried: number
  found: number
  /** New findings of the slips that were found. */
  told: number
  /** New findings that lead elsewhere. */
  stray: number
}

const blank = (): Score => ({ tried: 0, found: 0, told: 0, stray: 0 })

function add(to: Score, { tried, found, told, stray }: Score): void {
  to.tried += tried
  to.found += found
  to.told += told
  to.stray += stray
}

function explain(kind: Kind, slip: Slip, fresh: readonly Finding[], found: boolean): void {
  if (!IS_TOLD || (found && fresh.length === 1)) return
  const told = fresh.map(
    (finding) => `\n      ${leadsTo(slip)(finding) ? '' : 'STRAY '}${keyOf(finding).slice(0, 260)}`,
  )
  console.info(
    `  ${found ? 'MANY' : 'MISS'} ${kind.name} ${slip.where} ${slip.said} ${JSON.stringify(slip.at[0])}${told.join('')}`,
  )
}

/** What a slip adds; a finding that only says more than before is no new one. */
function score(source: Source, before: ReadonlySet<string>, kind: Kind, slip: Slip): Score {
  const after = findingsOf(withSlip(source, slip))
  const fresh = after.filter((finding) => !before.has(keyOf(finding)))
  const keys = new Set(after.map(keyOf))
  const gone = [...before].filter((key) => !keys.has(key)).length
  const found = fresh.some(leadsTo(slip))
  const stray = fresh.filter((finding) => !leadsTo(slip)(finding)).length
  explain(kind, slip, fresh, found)
  return { tried: 1, found: Number(found), told: found ? Math.max(1, fresh.length - gone) : 0, stray }
}

const files = (process.argv.length > 2 ? process.argv.slice(2) : corpusPdfs()).filter(
  (file) => !/scan|negative|template|goals|site|notice|self/.test(file),
)
const kinds = KINDS.filter(({ name }) => name.includes(ONLY))
const total = new Map<string, Score>()
const at = (key: string): Score => {
  const known = total.get(key) ?? blank()
  total.set(key, known)
  return known
}
for (const file of files) {
  const source = await readDocument(load(file), { ocr: false })
  const before = new Set(findingsOf(source).map(keyOf))
  const own = blank()
  for (const kind of kinds) {
    for (const slip of slipsOf(source, kind, EVERY)) {
      const one = score(source, before, kind, slip)
      for (const to of [own, at(kind.name), at(`${kind.name} ${slip.where}`)]) add(to, one)
    }
  }
  console.info(`${basename(file)}: ${own.found}/${own.tried} found, ${own.told} told, ${own.stray} elsewhere`)
}
const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`
for (const { name } of kinds) {
  const { tried, found, told, stray } = at(name)
  const places = (['table', 'sentence', 'heading'] as const).flatMap((where) => {
    const part = total.get(`${name} ${where}`)
    return part === undefined ? [] : [`${where} ${part.found}/${part.tried}`]
  })
  const each = (told / Math.max(1, found)).toFixed(2)
  console.info(
    `${name}: ${found} of ${tried} found = ${percent(found, tried)} (${places.join(', ')}); ${each} findings each, ${stray} elsewhere`,
  )
}
const all = blank()
for (const { name } of kinds) add(all, at(name))
const main = at(kinds[0]?.name ?? '')
conclude(
  'recall',
  `${(main.found / Math.max(1, main.tried)).toFixed(3)} of ${main.tried} wrong digits found, ${(all.found / Math.max(1, all.tried)).toFixed(3)} of ${all.tried} slips of all kinds; ${(all.told / Math.max(1, all.found)).toFixed(2)} findings each`,
  `${HOLD} of wrong digits`,
  main.found >= HOLD * main.tried,
)
