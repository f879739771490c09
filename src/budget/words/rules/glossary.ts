import { bareName, quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import { functional } from '../../classification/classification.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import { type GlossaryEntry, glossaryEntries } from '../glossary.ts'
import { type IncomeKind, incomeKinds, kindNamed } from '../income-kinds.ts'
import { isShortFor } from '../names.ts'

const NAMED_ITEM = /[^()，。、；;]+\(项\)/g

/** Where items are used: the names of all rows, and …(项) of the explanation. */
function wordsOutside({ passages, reading }: Prose): string {
  const outside = passages.filter(({ purpose }) => purpose !== 'glossary')
  const cells = outside.flatMap(({ kind, plain }) =>
    kind === 'cell' ? [plain.text] : (plain.text.match(NAMED_ITEM) ?? []),
  )
  const rows = reading.tables.flatMap(({ rows }) => rows.map(({ name }) => name))
  return bareName([...cells, ...rows].join('|'))
}

const isUsed = (term: string, words: string): boolean => {
  const bare = bareName(term).replace(/支出$/, '')
  return bare.length < 3 || words.includes(bare)
}

/** The row that the term means where it lacks a letter or two of its name, or has one too many. */
function meantBy(term: string, { reading }: Prose): string | null {
  const bare = bareName(term)
  const names = reading.tables.flatMap(({ rows }) => rows.map(({ name }) => name))
  const meant = names.find((name) => {
    const other = bareName(name)
    const isNear = Math.abs(other.length - bare.length) <= 2 && Math.min(other.length, bare.length) >= 6
    return isNear && (isShortFor(bare, other) || isShortFor(other, bare))
  })
  return meant?.trim() ?? null
}

const whereEntry = ({ passage }: GlossaryEntry): Where =>
  whereIn(passage, { start: 0, end: Math.min(40, passage.plain.text.length) })

const unused = (entry: GlossaryEntry): Outcome => ({
  verdict: 'broken',
  where: [whereEntry(entry)],
  message: {
    zh: `${quoted(entry.term)}在表格和说明中都没有出现`,
    en: `${quoted(entry.term)} occurs in no table and no sentence`,
  },
  cause: 'unused items',
})

function judgeUnused(entry: GlossaryEntry, prose: Prose): Outcome {
  const { term } = entry
  const meant = meantBy(term, prose)
  const where = [whereEntry(entry)]
  if (meant !== null) {
    return {
      verdict: 'broken',
      where,
      message: {
        zh: `名词解释的${quoted(term)}与表中的科目名称${quoted(meant)}差字`,
        en: `The glossary has ${quoted(term)}; the tables call it ${quoted(meant)}`,
      },
      expected: meant,
      severity: 'hint',
      remedy: { zh: '按表中的科目名称改正', en: 'Use the name that the tables use' },
    }
  }
  return unused(entry)
}

/** A kind of income that no table and no sentence names; those of the official form may be explained without money. */
function* judgeIncome(entries: readonly GlossaryEntry[], prose: Prose): Iterable<Outcome> {
  const kinds = incomeKinds(prose)
  for (const entry of entries) {
    const kind = kindNamed(kinds, entry.term)
    if (kind === undefined) continue
    yield kind.isPrinted || kind.isTold ? HELD : unused(entry)
  }
}

export const glossaryUnused: Rule<Prose> = {
  id: 'glossary.unused',
  severity: 'warning',
  title: { zh: '解释了没有使用的科目或收入', en: 'A term is explained that is never used' },
  remedy: { zh: '只解释本部门使用的科目', en: 'Explain only what the document uses' },
  basis: { zh: '名词解释应针对本文件使用的名词', en: 'A glossary explains the terms of its document' },
  *check(prose) {
    // Without tables nothing can be said to be unused.
    if (prose.reading.tables.length === 0) return
    const entries = glossaryEntries(prose.passages)
    yield* judgeIncome(entries, prose)
    const items = entries.filter(({ isItem }) => isItem)
    if (items.length === 0) return
    const words = wordsOutside(prose)
    for (const entry of items) yield isUsed(entry.term, words) ? HELD : judgeUnused(entry, prose)
  },
}

const TERMS: readonly string[] = ['机关运行经费', '“三公”经费']

function judgeTerm(term: string, entries: readonly GlossaryEntry[], prose: Prose): Outcome | null {
  const bare = bareName(term)
  const explained = entries.some((entry) => bareName(entry.passage.plain.text.slice(0, 60)).includes(bare))
  const used = prose.passages.find(
    ({ kind, purpose, plain }) => kind === 'heading' && purpose !== 'glossary' && bareName(plain.text).includes(bare),
  )
  if (used === undefined) return null
  if (explained) return HELD
  return {
    verdict: 'broken',
    where: [whereIn(used, { start: 0, end: used.plain.text.length })],
    message: { zh: `名词解释没有解释${quoted(term)}`, en: `The glossary does not explain ${quoted(term)}` },
    cause: 'terms not explained',
  }
}

/** Kinds of income that bring money and are left out where others are explained. */
function judgeKinds(entries: readonly GlossaryEntry[], prose: Prose): Outcome | null {
  const kinds = incomeKinds(prose)
  const explained = new Set(entries.flatMap(({ term }) => kindNamed(kinds, term) ?? []))
  const words = prose.passages
    .filter(({ purpose }) => purpose === 'glossary')
    .map(({ plain }) => plain.text.slice(0, 60))
  const isNamed = ({ names }: IncomeKind): boolean => words.some((text) => names.some((name) => text.includes(name)))
  const left = kinds.filter((kind) => kind.hasMoney && kind.isTold && !explained.has(kind) && !isNamed(kind))
  if (explained.size < 2) return null
  if (left.length === 0) return HELD
  const names = left.flatMap(({ names: [name] }) => name ?? [])
  const first = entries.find(({ term }) => kindNamed(kinds, term) !== undefined)
  return {
    verdict: 'broken',
    where: first === undefined ? [] : [whereEntry(first)],
    message: {
      zh: `名词解释没有解释有金额的${names.join('、')}`,
      en: `The glossary leaves out income that the document has: ${names.join(', ')}`,
    },
    cause: 'income not explained',
  }
}

const MOST_NAMED = 6
const SHORTEST_TERM = 6
/** Longer names are cut and misspelt in every glossary. */
const LONGEST_ITEM = 14
/** A glossary that explains this share of the items means to explain all of them. */
const MEANT_ALL = 0.6

/** Items told one by one that the glossary leaves out, where it explains most of the others. */
function judgeItems(entries: readonly GlossaryEntry[], { passages, reading }: Prose): Outcome | null {
  const explained = bareName(
    passages
      .filter(({ purpose }) => purpose === 'glossary')
      .map(({ plain }) => plain.text)
      .join(''),
  )
  const terms = entries.map(({ term }) => bareName(term)).filter((term) => term.length >= SHORTEST_TERM)
  // A page break may part a name, and a code has had other names.
  const isExplained = (code: string, printed: string): boolean => {
    const entry = functional.byCode(code)
    const names = [printed, ...(entry === null ? [] : [entry.name, ...entry.otherNames])]
    const bare = names.map((name) => bareName(name).replace(/支出$/, ''))
    // A term that lacks a letter or two is told as such.
    return bare.some((name) => explained.includes(name) || terms.some((term) => isShortFor(term, name)))
  }
  const rows = reading.tables.flatMap((table) => table.rows.map((row) => ({ table, row })))
  const items = new Map(
    rows
      .filter(
        ({ row }) =>
          /^2\d{6}$/.test(row.code ?? '') &&
          row.name.trim().length <= LONGEST_ITEM &&
          row.cells.some((cell) => (cell?.number.units ?? 0n) !== 0n),
      )
      .map((each) => [each.row.code ?? '', each]),
  )
  const left = [...items].filter(([code, { row }]) => !isExplained(code, row.name)).map(([, each]) => each)
  if (entries.filter(({ isItem }) => isItem).length < 3 || items.size - left.length < items.size * MEANT_ALL)
    return null
  const [first] = left
  if (first === undefined) return HELD
  const names = left.slice(0, MOST_NAMED).map(({ row }) => row.name.trim())
  return {
    verdict: 'broken',
    where: [{ at: first.row.at, table: first.table.caption.title, row: names[0] ?? '', quote: names[0] ?? '' }],
    message: {
      zh: `名词解释没有解释科目 ${names.join('、')}`,
      en: `The glossary leaves out the items ${names.join(', ')}`,
    },
  }
}

export const glossaryMissing: Rule<Prose> = {
  id: 'glossary.missing',
  severity: 'hint',
  title: { zh: '使用的名词没有解释', en: 'A term in use is not explained' },
  remedy: { zh: '在名词解释中补充', en: 'Explain it in the glossary' },
  basis: { zh: '专业性较强的名词应作解释', en: 'Technical terms are explained' },
  *check(prose) {
    const entries = glossaryEntries(prose.passages)
    if (entries.length < 3) return
    for (const term of TERMS) {
      const outcome = judgeTerm(term, entries, prose)
      if (outcome !== null) yield outcome
    }
    const kinds = judgeKinds(entries, prose)
    if (kinds !== null) yield kinds
    const items = judgeItems(entries, prose)
    if (items !== null) yield items
  },
}
