import { parseOrdinal } from '../../../kernel/index.ts'
import { type Passage, whereIn } from '../../claims/passages.ts'
import type { Span } from '../../claims/printed.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import type { Heading } from '../../model.ts'

interface Mark extends Span {
  readonly number: number
}

/** 1、… 2、… within a passage: a number at its beginning or behind a full stop, a semicolon or markup. */
const INLINE = /(?:^|[。;；>:])(?:<p>)?(\(?)(\d{1,2})([、.)])(?=[\u4e00-\u9fff"《①-⑳])/g

/** Three numbered items need at least this many characters. */
const SHORTEST_LIST = 9

interface Numbered {
  readonly style: string
  readonly marks: readonly Mark[]
}

/** The numbers of a passage by style: (1) counts on its own inside 1. */
function listsIn(passage: Passage): Numbered[] {
  const lists = new Map<string, Mark[]>()
  if (passage.plain.text.length < SHORTEST_LIST) return []
  for (const match of passage.plain.text.matchAll(INLINE)) {
    const style = `${match[1]}1${match[3]}`
    const start = match.index + match[0].search(/\(?\d/)
    const mark = { number: Number(match[2]), start, end: match.index + match[0].length }
    lists.set(style, [...(lists.get(style) ?? []), mark])
  }
  return [...lists].map(([style, marks]) => ({ style, marks }))
}

/** The first mark that repeats or skips in a list that begins with 1. */
function wrongMark(marks: readonly Mark[]): { mark: Mark; before: Mark } | null {
  if (marks.length < 3 || marks[0]?.number !== 1) return null
  for (const [index, mark] of marks.entries()) {
    const before = marks[index - 1]
    if (before === undefined || mark.number === before.number + 1) continue
    // 1 begins another list.
    return mark.number === 1 ? null : { mark, before }
  }
  return null
}

function judgeList(passage: Passage, { marks }: Numbered): Outcome | null {
  const wrong = wrongMark(marks)
  if (wrong === null) return marks.length < 3 ? null : HELD
  const quote = (mark: Mark): Where =>
    whereIn(passage, { start: mark.start, end: Math.min(passage.plain.text.length, mark.start + 20) })
  const { mark, before } = wrong
  const isRepeat = mark.number === before.number
  return {
    verdict: 'broken',
    severity: isRepeat ? 'error' : 'warning',
    where: [quote(mark), quote(before)],
    message: {
      zh: `序号${isRepeat ? '重复' : '不连续'}：${marks.map(({ number }) => number).join('、')}`,
      en: `Numbering ${isRepeat ? 'repeats' : 'skips'}: ${marks.map(({ number }) => number).join(', ')}`,
    },
    expected: String(before.number + 1),
  }
}

const numberOf = (heading: Heading): number | null =>
  parseOrdinal(heading.ordinal.replace(/^第|(?:部分|章|篇)$|[(（)）、.．\s]/g, ''))

const whereHeading = ({ at, ordinal, title }: Heading): Where => ({ at, quote: `${ordinal}${title}`.slice(0, 60) })

/** The number that is missing may head a paragraph or stand in a caption. */
function isPrintedElsewhere(before: Heading, missing: number, passages: readonly Passage[]): boolean {
  return passages.some(({ plain }) => {
    const ordinal = /^(?:第[一二三四五六七八九十]+(?:部分|章)|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.])/.exec(
      plain.text,
    )?.[0]
    const isOfStyle = ordinal !== undefined && /^[(（]/.test(ordinal) === /^[(（]/.test(before.ordinal)
    return isOfStyle && numberOf({ ...before, ordinal }) === missing
  })
}

/** Headings of one level below one heading count on by one. */
function* judgeHeadings(headings: readonly Heading[], passages: readonly Passage[]): Iterable<Outcome> {
  const last = new Map<number, Heading>()
  for (const heading of headings) {
    for (const level of [...last.keys()]) if (level > heading.level) last.delete(level)
    const before = last.get(heading.level)
    last.set(heading.level, heading)
    const [now, then] = [numberOf(heading), before === undefined ? null : numberOf(before)]
    if (before === undefined || now === null || then === null || now === 1 || heading.level > 3) continue
    if (now === then + 1) yield HELD
    else if (now === then + 2 && isPrintedElsewhere(before, then + 1, passages)) yield HELD
    else if (now <= then + 2 && now >= then) {
      yield {
        verdict: 'broken',
        severity: now === then ? 'warning' : 'hint',
        where: [whereHeading(heading), whereHeading(before)],
        message: {
          zh: `标题序号${now === then ? '重复' : '不连续'}：“${before.ordinal}”之后为“${heading.ordinal}”`,
          en: `Headings are numbered ${before.ordinal} and then ${heading.ordinal}`,
        },
      }
    }
  }
}

export const numbering: Rule<Prose> = {
  id: 'contents.numbering',
  severity: 'warning',
  title: { zh: '序号重复或跳号', en: 'Numbering repeats or skips' },
  remedy: { zh: '重新编号', en: 'Number anew' },
  basis: { zh: '同一层次的序号应当连续', en: 'Numbers of one level count on by one' },
  *check({ passages, reading }) {
    for (const passage of passages) {
      for (const list of listsIn(passage)) {
        const outcome = judgeList(passage, list)
        if (outcome !== null) yield outcome
      }
    }
    yield* judgeHeadings(reading.headings, passages)
  },
}
