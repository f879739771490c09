import { bareName, parseOrdinal, quoted } from '../../../kernel/index.ts'
import type { Passage } from '../../claims/passages.ts'
import { HELD, notEvaluated, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule, Severity, Where } from '../../finding.ts'
import type { Caption, Heading, Reading } from '../../model.ts'
import { comparisonOf, similarity, type TitleComparison, titleCore, titleKey } from '../titles.ts'

const where = (heading: Heading): Where => ({
  at: heading.at,
  quote: `${heading.ordinal}${heading.title}`.slice(0, 60),
})

const ordinalNumber = (heading: Heading): number | null =>
  parseOrdinal(heading.ordinal.replace(/^第|(?:部分|章|篇)$|[(（)）、.．\s]/g, ''))

/** Below this share of entries found, the body was headed in a way that was not understood. */
const ENOUGH = 0.6
/** Titles that share fewer characters than this are of different parts. */
const RELATED = 0.25
const LONGEST_TITLE = 40

/** The captions over all tables, in printed order. */
const captionsOf = ({ regions }: Pick<Reading, 'regions'>): Caption[] =>
  regions.flatMap((region) => (region.kind === 'table' && region.caption !== null ? [region.caption] : []))

/** Everything that the body is headed by: headings, captions of tables and short lines without a number of their own. */
function bodyTitles({ headings, regions, tables }: Reading, passages: readonly Passage[]): Heading[] {
  const lines = passages.filter(({ kind, plain }) => kind === 'paragraph' && plain.text.length <= LONGEST_TITLE)
  const all = [...captionsOf({ regions }), ...tables.map(({ caption }) => caption)]
  return [
    ...headings,
    ...all.map(({ title, number, at }) => ({ level: 0, ordinal: number ?? '', title, at })),
    ...lines.map(({ plain, at }) => ({ level: 0, ordinal: '', title: plain.printed, at })),
  ]
}

interface Placed {
  readonly heading: Heading
  /** Its ordinal as a number. */
  readonly number: number | null
  /** The part above, by its ordinal. */
  readonly part: string
}

function place(headings: readonly Heading[]): Placed[] {
  let part = ''
  return headings.map((heading) => {
    if (heading.level === 1) part = heading.ordinal
    return { heading, number: ordinalNumber(heading), part }
  })
}

/** An annex is often published as a file of its own. */
const ANNEX = /^附(?:件|表|录)|自评(?:表|报告)$|评价报告$/

function missing(entry: Heading, severity: Severity = entry.level <= 2 ? 'error' : 'warning'): Outcome {
  return {
    verdict: 'broken',
    severity: ANNEX.test(titleKey(entry.title)) ? 'hint' : severity,
    where: [where(entry)],
    message: {
      zh: `目录列有${quoted(entry.ordinal + entry.title)}，正文没有`,
      en: `The contents announce ${quoted(entry.title)}, the body has no such part`,
    },
  }
}

function renamed(entry: Heading, found: Heading): Outcome {
  const isWording = similarity(titleKey(entry.title), titleKey(found.title)) >= 0.8
  return {
    verdict: 'broken',
    severity: isWording ? 'hint' : entry.level === 1 ? 'error' : 'warning',
    where: [where(found), where(entry)],
    message: {
      zh: `目录为${quoted(entry.title)}，正文标题为${quoted(found.title)}`,
      en: `The contents say ${quoted(entry.title)}, the body ${quoted(found.title)}`,
    },
    expected: entry.title,
  }
}

interface Body {
  readonly placed: readonly Placed[]
  readonly titles: readonly Heading[]
  readonly entries: readonly Heading[]
  readonly compare: TitleComparison
}

const isFound = (entry: Heading, { titles, compare }: Body): boolean =>
  titles.some(({ title }) => compare.isAlike(title, entry.title))

const isOfPlace = (each: Placed, { heading, part }: Placed): boolean =>
  each.heading.level === heading.level && (heading.level === 1 || each.part === part)

/** The heading of the body that carries the number of an entry. */
const atNumber = (entry: Placed, body: readonly Placed[]): Heading | undefined =>
  body.find((each) => isOfPlace(each, entry) && each.number !== null && each.number === entry.number)?.heading

/** The other entries of the place stand in the body under their numbers: the contents are meant to be exact. */
const ORDERLY = 0.75
const FEWEST_SIBLINGS = 2

function isOrderly(entry: Placed, { placed, entries, compare }: Body): boolean {
  const siblings = place(entries).filter((each) => each.heading !== entry.heading && isOfPlace(each, entry))
  const right = siblings.filter((each) => {
    const found = atNumber(each, placed)
    return found !== undefined && compare.isAlike(found.title, each.heading.title)
  })
  return siblings.length >= FEWEST_SIBLINGS && right.length >= siblings.length * ORDERLY
}

/** A longer title that contains the entry is another part where the number of the entry heads something else. */
function isFoundInPlace(entry: Placed, all: Body): boolean {
  const { title } = entry.heading
  if (!isFound(entry.heading, all)) return false
  const same = atNumber(entry, all.placed)
  const isNamed = all.titles.some((each) => all.compare.isSame(each.title, title))
  return isNamed || same === undefined || all.compare.isAlike(same.title, title) || !isOrderly(entry, all)
}

/** A part that stands in the body, under another number than the contents give it. */
function moved(entry: Placed, { placed, compare }: Body): Outcome | null {
  const { heading } = entry
  const named = placed.filter((each) => isOfPlace(each, entry) && compare.isSame(each.heading.title, heading.title))
  const [found] = named
  if (found === undefined || named.length > 1 || entry.number === null) return null
  if (found.number === null || found.number === entry.number) return null
  return {
    verdict: 'broken',
    severity: heading.level === 1 ? 'error' : 'warning',
    where: [where(found.heading), where(heading)],
    message: {
      zh: `${quoted(heading.title)}在目录中为${quoted(heading.ordinal)}，在正文中为${quoted(found.heading.ordinal)}`,
      en: `${quoted(heading.title)} is ${heading.ordinal} in the contents and ${found.heading.ordinal} in the body`,
    },
    expected: heading.ordinal,
    cause: `moved ${heading.level === 1 ? '' : entry.part}`,
  }
}

function judgeEntry(placed: Placed, all: Body): Outcome | null {
  const { heading: entry } = placed
  const { placed: body, compare } = all
  if (titleKey(entry.title).length < 2 || entry.level > 2) return null
  if (isFoundInPlace(placed, all)) return moved(placed, all) ?? HELD
  const same = atNumber(placed, body)
  if (same !== undefined) {
    // …说明 and …的情况说明: the official templates themselves announce one and head the other.
    if (titleCore(entry.title) === titleCore(same.title)) return HELD
    // A heading that another entry announces is that entry's, not this one renamed.
    const isTaken = all.entries.some((other) => other !== entry && compare.isAlike(same.title, other.title))
    const isUnlike = entry.level > 1 && similarity(titleKey(entry.title), titleKey(same.title)) < RELATED
    return isTaken || (isUnlike && !isOrderly(placed, all)) ? null : renamed(entry, same)
  }
  // A part without any heading was not read, not left out.
  const isRead = body.some((each) => isOfPlace(each, placed))
  return isRead ? missing(entry) : null
}

const unannounced = (heading: Heading): Outcome => ({
  verdict: 'broken',
  severity: 'warning',
  where: [where(heading)],
  message: {
    zh: `正文有${quoted(heading.ordinal + heading.title)}，目录未列`,
    en: `The body has ${quoted(heading.title)}, which the contents leave out`,
  },
})

/** Parts of the body that the contents do not announce. */
function* judgeExtra(contents: readonly Heading[], { placed: body, compare }: Body): Iterable<Outcome> {
  const parts = contents.filter(({ level }) => level === 1)
  if (parts.length < 2) return
  const ordinals = parts.map(ordinalNumber)
  for (const { heading, number } of body) {
    if (heading.level !== 1 || parts.some(({ title }) => compare.isAlike(title, heading.title))) continue
    if (!ordinals.includes(number)) yield unannounced(heading)
  }
}

/** Contents of 一、 to 五、 without parts above them, in a body that goes on with 六、. */
function judgeRest(contents: readonly Heading[], { placed, titles, compare }: Body): Outcome | null {
  const tops = contents.filter(({ level }) => level === 2)
  const isCounted = tops.every((entry, index) => ordinalNumber(entry) === index + 1)
  if (tops.length < 3 || !isCounted || contents.some(({ level }) => level === 1)) return null
  const headings = placed.map(({ heading }) => heading).filter(({ level }) => level <= 2)
  const last = tops.at(-1)
  const at = headings.findIndex(
    (heading) =>
      last !== undefined && ordinalNumber(heading) === tops.length && compare.isAlike(heading.title, last.title),
  )
  const next = at < 0 ? undefined : headings[at + 1]
  if (next === undefined || next.level !== 2 || ordinalNumber(next) !== tops.length + 1) return null
  const isOnce = titles.filter(({ title }) => last !== undefined && compare.isSame(title, last.title)).length === 1
  return isOnce && !contents.some(({ title }) => compare.isAlike(title, next.title)) ? unannounced(next) : null
}

const IS_TABLE = /表(?:[（(][^（()）]*[)）])?$/
/** Fewer tables than these in the contents are no list of them. */
const FEWEST_TABLES = 4
const MOST_TABLES = 0.8
/** 收支总表 is a table; 单位预算表 heads all of them. */
const SHORTEST_TABLE = 4

/** Tables that the contents list one by one: those that are not there, and the first that stands before its turn. */
function* judgeTables(contents: readonly Heading[], captions: readonly Caption[], all: Body): Iterable<Outcome> {
  const listed = contents.filter(
    ({ level, title }) => level > 1 && IS_TABLE.test(title) && titleCore(title).length >= SHORTEST_TABLE,
  )
  const standing = listed.map((entry) => ({ entry, places: placesOf(entry, captions, all.compare) }))
  const found = standing.filter(({ places }) => places.length > 0)
  if (listed.length < FEWEST_TABLES || found.length < listed.length * MOST_TABLES) return
  for (const { entry } of standing.filter(({ entry, places }) => places.length === 0 && !isFound(entry, all)))
    yield missing(entry, 'warning')
  const once = found.flatMap(({ entry, places: [at, ...more] }) =>
    at === undefined || more.length > 0 ? [] : [{ entry, at }],
  )
  const index = once.findIndex(({ at }, before) => at < (once[before - 1]?.at ?? at))
  const [early, late] = [once[index], once[index - 1]]
  if (early === undefined || late === undefined) yield HELD
  else yield outOfTurn(early.entry, late.entry, captions[early.at])
}

const placesOf = ({ title }: Heading, captions: readonly Caption[], compare: TitleComparison): number[] =>
  captions.flatMap((caption, at) => (compare.isSame(caption.title, title) ? [at] : []))

const outOfTurn = (early: Heading, late: Heading, caption: Caption | undefined): Outcome => ({
  verdict: 'broken',
  severity: 'warning',
  where: [
    ...(caption === undefined ? [] : [{ at: caption.at, quote: caption.title.slice(0, 60) }]),
    where(early),
    where(late),
  ],
  message: {
    zh: `目录中${quoted(early.title)}列在${quoted(late.title)}之后，正文中在其前`,
    en: `The contents list ${quoted(early.title)} behind ${quoted(late.title)}; it stands before it`,
  },
})

export const contentsMatch: Rule<Prose> = {
  id: 'contents.match',
  severity: 'warning',
  title: { zh: '目录与正文不一致', en: 'Contents and body differ' },
  remedy: { zh: '更新目录或正文标题', en: 'Bring contents and headings together' },
  basis: { zh: '目录应与正文标题、顺序一致', en: 'The contents name the parts of the body as they are' },
  *check({ reading, passages }) {
    const { contents, headings, document } = reading
    if (contents.length < 3 || headings.length < 3) return
    const all: Body = {
      placed: place(headings),
      titles: bodyTitles(reading, passages),
      entries: contents,
      compare: comparisonOf(bareName(document.organisation)),
    }
    const wanted = contents.filter(({ level }) => level <= 2)
    const found = wanted.filter((entry) => isFound(entry, all))
    if (found.length < wanted.length * ENOUGH) {
      yield notEvaluated(
        '正文标题与目录多数不能对应',
        'most entries of the contents could not be matched with the body',
      )
      return
    }
    for (const entry of place(contents)) {
      const outcome = judgeEntry(entry, all)
      if (outcome !== null) yield outcome
    }
    yield* judgeExtra(contents, all)
    yield* judgeTables(contents, captionsOf(reading), all)
    const rest = judgeRest(contents, all)
    if (rest !== null) yield rest
  },
}
