import { bareName, parseOrdinal } from '../../../kernel/index.ts'
import type { Passage } from '../../claims/passages.ts'
import { HELD, notEvaluated, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import type { Heading, Reading } from '../../model.ts'

/** Titles as compared: years and words that say nothing (情况, 说明) do not count. */
const key = (title: string): string => bareName(title).replace(/(?:19|20)\d\d年?度?/g, '')
const core = (title: string): string => key(title).replace(/的|有关|具体|情况|说明|公开|安排|预算(?=表)/g, '')

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

/** Everything that the body is headed by: headings, captions of tables and short lines without a number of their own. */
function bodyTitles({ headings, regions, tables }: Reading, passages: readonly Passage[]): Heading[] {
  const lines = passages.filter(({ kind, plain }) => kind === 'paragraph' && plain.text.length <= LONGEST_TITLE)
  const captions = regions.flatMap((region) =>
    region.kind === 'table' && region.caption !== null ? [region.caption] : [],
  )
  const all = [...captions, ...tables.map(({ caption }) => caption)]
  return [
    ...headings,
    ...all.map(({ title, number, at }) => ({ level: 0, ordinal: number ?? '', title, at })),
    ...lines.map(({ plain, at }) => ({ level: 0, ordinal: '', title: plain.printed, at })),
  ]
}

function isAlike(first: string, second: string, organisation: string): boolean {
  const [a, b] = [first, second].map((title) => key(title).replace(organisation, ''))
  if (a === undefined || b === undefined || a === '' || b === '') return false
  return (
    a === b || (Math.min(a.length, b.length) >= 4 && (a.endsWith(b) || b.endsWith(a) || a.includes(b) || b.includes(a)))
  )
}

/** Two titles of one place: most characters are the same. */
function similarity(a: string, b: string): number {
  const signs = new Set(b)
  const shared = [...a].filter((sign) => signs.has(sign)).length
  return shared / Math.max(a.length, b.length, 1)
}

interface Placed {
  readonly heading: Heading
  /** The part above, by its ordinal. */
  readonly part: string
}

function place(headings: readonly Heading[]): Placed[] {
  let part = ''
  return headings.map((heading) => {
    if (heading.level === 1) part = heading.ordinal
    return { heading, part }
  })
}

function missing(entry: Heading): Outcome {
  return {
    verdict: 'broken',
    severity: entry.level <= 2 ? 'error' : 'warning',
    where: [where(entry)],
    message: {
      zh: `目录列有“${entry.ordinal}${entry.title}”，正文没有`,
      en: `The contents announce "${entry.title}", the body has no such part`,
    },
  }
}

function renamed(entry: Heading, found: Heading): Outcome {
  const isWording = similarity(key(entry.title), key(found.title)) >= 0.8
  return {
    verdict: 'broken',
    severity: isWording ? 'hint' : entry.level === 1 ? 'error' : 'warning',
    where: [where(found), where(entry)],
    message: {
      zh: `目录为“${entry.title}”，正文标题为“${found.title}”`,
      en: `The contents say "${entry.title}", the body "${found.title}"`,
    },
    expected: entry.title,
  }
}

interface Body {
  readonly placed: readonly Placed[]
  readonly titles: readonly Heading[]
  readonly entries: readonly Heading[]
  readonly organisation: string
}

const isFound = (entry: Heading, { titles, organisation }: Body): boolean =>
  titles.some(({ title }) => isAlike(title, entry.title, organisation))

function judgeEntry({ heading: entry, part }: Placed, all: Body): Outcome | null {
  const { placed: body, organisation } = all
  if (key(entry.title).length < 2 || entry.level > 2) return null
  if (isFound(entry, all)) return HELD
  const same = body.find(
    (each) =>
      each.heading.level === entry.level &&
      (entry.level === 1 || each.part === part) &&
      ordinalNumber(each.heading) !== null &&
      ordinalNumber(each.heading) === ordinalNumber(entry),
  )
  if (same !== undefined) {
    // …说明 and …的情况说明: the official templates themselves announce one and head the other.
    if (core(entry.title) === core(same.heading.title)) return HELD
    // A heading that another entry announces is that entry's, not this one renamed.
    const isTaken = all.entries.some(
      (other) => other !== entry && isAlike(same.heading.title, other.title, organisation),
    )
    const isUnlike = entry.level > 1 && similarity(key(entry.title), key(same.heading.title)) < RELATED
    return isTaken || isUnlike ? null : renamed(entry, same.heading)
  }
  // A part without any heading was not read, not left out.
  const isRead = body.some((each) => each.part === part && each.heading.level === entry.level)
  return isRead ? missing(entry) : null
}

/** Parts of the body that the contents do not announce. */
function* judgeExtra(contents: readonly Heading[], { placed: body, organisation }: Body): Iterable<Outcome> {
  const parts = contents.filter(({ level }) => level === 1)
  if (parts.length < 2) return
  const ordinals = parts.map(ordinalNumber)
  for (const { heading } of body) {
    if (heading.level !== 1 || parts.some(({ title }) => isAlike(title, heading.title, organisation))) continue
    if (ordinals.includes(ordinalNumber(heading))) continue
    yield {
      verdict: 'broken',
      severity: 'warning',
      where: [where(heading)],
      message: {
        zh: `正文有“${heading.ordinal}${heading.title}”，目录未列`,
        en: `The body has "${heading.title}", which the contents leave out`,
      },
    }
  }
}

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
      organisation: bareName(document.organisation),
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
  },
}
