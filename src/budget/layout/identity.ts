import type { Line } from '../../documents/index.ts'
import type { MoneyUnit } from '../../kernel/index.ts'
import type { DocumentIdentity, DocumentKind, Heading, Region } from '../model.ts'
import { readCaptionLine } from './caption-line.ts'
import { isTableRegion } from './regions.ts'
import { bare, SENTENCE, squeeze } from './wording.ts'

const LONGEST_TITLE = 60
const LONGEST_FRONT = 12

/** Which words in a title or a table caption speak for which kind; the first that occurs decides. */
const KINDS: readonly (readonly [kind: DocumentKind, pattern: RegExp])[] = [
  ['self-evaluation', /自评|绩效(?:自我)?评价/],
  ['performance-goals', /绩效目标|项目申报表|绩效申报/],
  ['final-account', /决算/],
  ['budget', /预算|收支(?:预算)?(?:总表|总体情况)|[“"]?三公[”"]?经费/],
]
const TABLE_WORDS = /预算|决算|收支|收入|支出|三公|财政拨款|绩效|自评/

/** Words of the public purse alone: a single table of a tender has 预算 in its title too. */
const OWN_WORDS = /部门|单位|一般公共预算|财政拨款|三公|政府性基金|收支|决算|绩效/

const kindOf = (text: string): DocumentKind | null => KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null

/** The commonest value; the first of those that are equally common. */
function commonest<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  let best: T | null = null
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value
  return best
}

const YEAR = /((?:19|20)\d\d)\s*年/

/** 2023年度某某支队, with 专项资金绩效评价结果 in the next line; 2024年10月11日 is a date. */
const YEAR_FIRST = /^(?:19|20)\d\d\s*年(?!\s*\d)/

const isDocumentWord = (text: string): boolean => /预算|决算|绩效|自评|申报/.test(text)

/** A document without its title page still names itself over its parts: 第二部分 某中心2024年度部门决算表. */
function titleOfParts(headings: readonly Heading[]): string | null {
  const part = headings.find((heading) => heading.level === 1 && isDocumentWord(heading.title))
  return part?.title.replace(/(?:公开|报)?表$|情况说明$|情况$/, '') ?? null
}

/** 预算01表 收支总表 stands over a table, not over the document. */
const isTableNumber = (text: string): boolean => readCaptionLine(text)?.number != null

/** A line of words; not the marks that recognition makes of a stamp or a red letterhead. */
const isWorded = (text: string): boolean => (text.match(/[\u4e00-\u9fff]/g)?.length ?? 0) * 2 > text.length

/** The printed title, put together where 上海市某局 and 2024年度部门决算 stand on two or three lines. */
function readTitle(front: readonly Line[], headings: readonly Heading[], contents: readonly Heading[]): string {
  const lines = front
    .slice(0, LONGEST_FRONT)
    .filter((line) => !isTableNumber(line.text))
    .map((line) => squeeze(line.text))
  const titles = lines.filter(
    (text) =>
      text.length > 1 &&
      text.length <= LONGEST_TITLE &&
      !SENTENCE.test(text) &&
      !/[:：]/.test(text) &&
      !isTableNumber(text),
  )
  const parts = [...contents, ...headings].filter(({ level }) => level === 1).map((heading) => bare(heading.title))
  let index = titles.findIndex(isDocumentWord)
  const first = titles[index]
  if (first === undefined) return titleOfParts(headings) ?? titles.find(isWorded) ?? ''
  let title: string = first
  for (index -= 1; index >= 0; index -= 1) {
    const before = titles[index] ?? ''
    const longer: string = before + title
    const startsWithYear =
      /^[（(]?(?:19|20)\d\d|^部门|^单位/.test(title) && organisationIn(title) === '' && !/\d{4}年\d/.test(before)
    const isDated = YEAR_FIRST.test(before) && !YEAR.test(title)
    if (!startsWithYear && !isDated && !parts.some((part) => part.includes(bare(longer)))) break
    title = longer
  }
  return title
}

const tableCaptions = (regions: readonly Region[]): string[] =>
  regions.filter(isTableRegion).map((region) => region.caption?.title ?? '')

/** Without one caption or announced table of the trade a document is no budget, whatever its prose speaks of. */
function decideKind(title: string, captions: readonly string[], contents: readonly Heading[]): DocumentKind {
  const tables = [...captions, ...contents.map((entry) => entry.title).filter((entry) => entry.endsWith('表'))]
  const evidence = tables.filter((each) => TABLE_WORDS.test(each))
  const own = kindOf(title)
  if (evidence.length === 0)
    return own !== null && /部门|单位|项目|整体/.test(title) && captions.length > 0 ? own : 'other'
  if (own === null && evidence.length < 2 && !evidence.some((each) => OWN_WORDS.test(each))) return 'other'
  return own ?? commonest(evidence.flatMap((each) => kindOf(each) ?? [])) ?? 'other'
}

/** A caption, heading or sentence that opens with its year: 2026年部门收入预算…, but not 比2025年…. */
const OPENING_YEAR =
  /(?:^|[。；])[（(一二三四五六七八九十\d)）、.．\s]{0,6}((?:19|20)\d\d)年(?:度|本|部门|单位|一般|财政|收支|收入|支出|政府)/g

const FEWEST_WITNESSES = 3

/** Where a title carries a year and everything below it opens with one other, the title was left from another edition. */
function witnessedYear(titled: number, regions: readonly Region[], headings: readonly Heading[]): number {
  const captions = regions.filter(isTableRegion).flatMap((region) => region.caption?.year ?? [])
  const texts = [
    ...headings.map((heading) => heading.title),
    ...regions.flatMap((region) => (region.kind === 'prose' ? region.paragraphs.map(({ text }) => text) : [])),
  ]
  const opened = texts.flatMap((text) => [...text.matchAll(OPENING_YEAR)].map((match) => Number(match[1])))
  const witnesses = [...captions, ...opened]
  const year = commonest(witnesses)
  const countOf = (each: number): number => witnesses.filter((witness) => witness === each).length
  if (year === null || countOf(year) < FEWEST_WITNESSES) return titled
  // Sentences also open with the year before, but a document hardly ever with the year after its own.
  const isOutvoted = year === titled + 1 && countOf(year) > 2 * countOf(titled)
  return countOf(titled) === 0 || isOutvoted ? year : titled
}

function decideYear(title: string, regions: readonly Region[], headings: readonly Heading[]): number | null {
  const printed = YEAR.exec(title) ?? /^((?:19|20)\d\d)/.exec(title)
  if (printed !== null) return witnessedYear(Number(printed[1]), regions, headings)
  const years = regions.filter(isTableRegion).flatMap((region) => region.caption?.year ?? [])
  const inHeadings = headings
    .flatMap((heading) => Number(YEAR.exec(heading.title)?.[1] ?? Number.NaN))
    .filter(Number.isFinite)
  return commonest(years) ?? commonest(inHeadings)
}

/** The publisher's name inside a title: 黄陂区大数据中心（汇总）2024年部门预算. */
function organisationIn(title: string): string {
  const plain = bare(title).replace(/[（(]汇总[)）]/g, '')
  const name =
    /^(?:(?:19|20)\d\d年度?)?(.*?)(?:(?:19|20)\d\d年?度?)?(?:部门|单位)?(?:整体支出|项目支出|(?:财政)?专项资金)?(?:预算|决算|绩效|自评).*$/.exec(
      plain,
    )
  return (name?.[1] ?? '')
    .replace(/(?:19|20)\d\d年?度?$|(?:部门|单位)$/, '')
    .replace(/^(?:部门|单位|项目)?整体$|^(?:部门|项目)$/, '')
}

function decideOrganisation(title: string, regions: readonly Region[]): string {
  const captioned = commonest(regions.filter(isTableRegion).flatMap((region) => region.caption?.organisation ?? []))
  const titled = organisationIn(title)
  if (captioned === null) return titled === '' ? (organisationInForm(regions) ?? '') : titled
  const name = bare(captioned)
  return titled.endsWith(name) ? titled : name
}

const ORGANISATION_CELL = /^(?:部门|单位|预算单位|主管部门)(?:[（(](?:单位|部门)[)）])?名称[:：]?$/

/** A form names its organisation in the cell beside 部门（单位）名称. */
function organisationInForm(regions: readonly Region[]): string | null {
  for (const region of regions) {
    for (const grid of region.kind === 'table' ? region.grids : []) {
      const index = grid.cells.findIndex((cell) => ORGANISATION_CELL.test(bare(cell.text)))
      const value = grid.cells.slice(index + 1).find((cell) => cell.text !== '')
      if (index >= 0 && value !== undefined && value.row === grid.cells[index]?.row) return squeeze(value.text)
    }
  }
  return null
}

const unitsOf = (regions: readonly Region[]): MoneyUnit[] =>
  regions.filter(isTableRegion).flatMap((region) => region.caption?.unit ?? [])

/** What the document is, from its title and its table captions; prose decides nothing. */
export function identify(
  front: readonly Line[],
  regions: readonly Region[],
  contents: readonly Heading[],
  headings: readonly Heading[],
): DocumentIdentity {
  const title = readTitle(front, headings, contents)
  return {
    title,
    organisation: decideOrganisation(title, regions),
    year: decideYear(title, regions, headings),
    kind: decideKind(title, tableCaptions(regions), contents),
    unit: commonest(unitsOf(regions)),
  }
}
