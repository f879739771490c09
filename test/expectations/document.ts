import { readFileSync } from 'node:fs'
import { checkBudget, type Finding, understand } from '../../src/budget/index.ts'
import type { Source } from '../../src/documents/index.ts'
import { checkPerformance, readPerformance } from '../../src/performance/index.ts'
import { madeGrid, madeSource } from '../made-source.ts'

/** The documents of this folder: lines of prose, and tables whose rows begin with |. All their figures tie. */
export const DOCUMENTS = [
  'final-of-a-centre',
  'budget-of-a-bureau',
  'budget-in-yuan',
  'evaluation-of-projects',
  'evaluation-by-points',
  'goals-of-an-application',
  'goals-by-project',
] as const
export type DocumentName = (typeof DOCUMENTS)[number]

const read = (name: DocumentName): string => readFileSync(new URL(`./documents/${name}.txt`, import.meta.url), 'utf8')

const isRow = (line: string): boolean => line.startsWith('|')
const cellsOf = (line: string): string => line.replace(/^\|/, '').replace(/\|\s*$/, '')

export function sourceOf(text: string): Source {
  const blocks: (string | ReturnType<typeof madeGrid>)[] = []
  let rows: string[] = []
  const flush = (): void => {
    if (rows.length > 0) blocks.push(madeGrid(rows))
    rows = []
  }
  for (const line of text.split('\n')) {
    if (isRow(line)) rows.push(cellsOf(line))
    else {
      flush()
      if (line.trim() !== '') blocks.push(line)
    }
  }
  flush()
  return madeSource(...blocks)
}

/** One wording for another: the only one in the document, or the first behind the words `after`. */
export type Change = readonly [from: string, to: string, after?: string]

function apply(text: string, [from, to, after]: Change): string {
  const begin = after === undefined ? 0 : text.indexOf(after)
  const at = begin < 0 ? -1 : text.indexOf(from, begin)
  const isOnly = after !== undefined || text.indexOf(from, at + 1) < 0
  if (at < 0 || !isOnly)
    throw new Error(`“${from}” does not stand ${after === undefined ? 'once' : `behind “${after}”`}`)
  return text.slice(0, at) + to + text.slice(at + from.length)
}

export const changed = (name: DocumentName, changes: readonly Change[]): string => changes.reduce(apply, read(name))

export function findingsIn(text: string): readonly Finding[] {
  const reading = understand(sourceOf(text))
  const performance = readPerformance(reading)
  return [...checkBudget(reading).findings, ...checkPerformance({ reading, performance }).findings]
}

const cache = new Map<DocumentName, ReadonlySet<string>>()
const told = ({ rule, message }: Finding): string => `${rule} ${message.zh}`

/** What a document says once changed that it does not say as it stands: rule and message. */
export function newIn(name: DocumentName, changes: readonly Change[]): readonly string[] {
  const before = cache.get(name) ?? new Set(findingsIn(read(name)).map(told))
  cache.set(name, before)
  return findingsIn(changed(name, changes))
    .map(told)
    .filter((each) => !before.has(each))
}

export const findingsOf = (name: DocumentName): readonly Finding[] => findingsIn(read(name))
