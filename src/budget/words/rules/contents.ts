import { bareName, parseOrdinal } from '../../../kernel/index.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import type { Heading, Reading } from '../../model.ts'

const key = (title: string): string => bareName(title).replace(/(?:19|20)\d\d年?度?/g, '')

const where = (heading: Heading): Where => ({
  at: heading.at,
  quote: `${heading.ordinal}${heading.title}`.slice(0, 60),
})

const ordinalNumber = (heading: Heading): number | null =>
  parseOrdinal(heading.ordinal.replace(/^第|(?:部分|章|篇)$|[(（)）、.．\s]/g, ''))

/** Everything that the body is headed by: headings and captions of tables. */
function bodyTitles({ headings, regions, tables }: Reading): Heading[] {
  const captions = regions.flatMap((region) =>
    region.kind === 'table' && region.caption !== null ? [region.caption] : [],
  )
  const all = [...captions, ...tables.map(({ caption }) => caption)]
  return [...headings, ...all.map(({ title, number, at }) => ({ level: 0, ordinal: number ?? '', title, at }))]
}

function isAlike(a: string, b: string): boolean {
  if (a === '' || b === '') return false
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

function judgeEntry(
  { heading: entry, part }: Placed,
  body: readonly Placed[],
  titles: readonly Heading[],
): Outcome | null {
  const wanted = key(entry.title)
  if (wanted.length < 2 || entry.level > 2) return null
  if (titles.some(({ title }) => isAlike(key(title), wanted))) return HELD
  const same = body.find(
    (each) =>
      each.heading.level === entry.level &&
      (entry.level === 1 || each.part === part) &&
      ordinalNumber(each.heading) !== null &&
      ordinalNumber(each.heading) === ordinalNumber(entry),
  )
  if (same !== undefined) return renamed(entry, same.heading)
  // A part without any heading was not read, not left out.
  const isRead = body.some((each) => each.part === part && each.heading.level === entry.level)
  return isRead ? missing(entry) : null
}

/** Parts of the body that the contents do not announce. */
function* judgeExtra(contents: readonly Heading[], body: readonly Placed[]): Iterable<Outcome> {
  const parts = contents.filter(({ level }) => level === 1)
  if (parts.length < 2) return
  const known = parts.map(({ title }) => key(title))
  const ordinals = parts.map(ordinalNumber)
  for (const { heading } of body) {
    if (heading.level !== 1 || known.some((title) => isAlike(title, key(heading.title)))) continue
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
  *check({ reading }) {
    const { contents, headings } = reading
    if (contents.length < 3 || headings.length < 3) return
    const body = place(headings)
    const titles = bodyTitles(reading)
    for (const entry of place(contents)) {
      const outcome = judgeEntry(entry, body, titles)
      if (outcome !== null) yield outcome
    }
    yield* judgeExtra(contents, body)
  },
}
