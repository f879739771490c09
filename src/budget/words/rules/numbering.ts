import { parseOrdinal, quoted } from '../../../kernel/index.ts'
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
  const { text } = passage.plain
  if (text.length < SHORTEST_LIST || text.search(INLINE) < 0) return []
  for (const match of text.matchAll(INLINE)) {
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
          zh: `标题序号${now === then ? '重复' : '不连续'}：${quoted(before.ordinal)}之后为${quoted(heading.ordinal)}`,
          en: `Headings are numbered ${before.ordinal} and then ${heading.ordinal}`,
        },
      }
    }
  }
}

interface Item {
  readonly passage: Passage
  readonly number: number
  readonly style: string
}

/** 1. or （1） at the beginning of a paragraph; 1.5 begins a sentence. */
const ITEM = /^(\(?)(\d{1,2})([、.)])(?=[\u4e00-\u9fff"《])/

function itemOf(passage: Passage): Item | null {
  if (passage.kind !== 'paragraph' && passage.kind !== 'heading') return null
  const match = ITEM.exec(passage.plain.text)
  return match === null ? null : { passage, number: Number(match[2]), style: `${match[1]}1${match[3]}` }
}

/** The numbered paragraphs between two headings, style by style; 1 begins another list, and so does a style around it. */
function itemLists(passages: readonly Passage[]): Item[][] {
  const lists: Item[][] = []
  let open = new Map<string, Item[]>()
  for (const passage of passages) {
    const item = itemOf(passage)
    const isHead = passage.kind === 'heading' && item === null
    if (isHead || passage.kind === 'caption' || passage.kind === 'cell') open = new Map()
    if (item === null) continue
    const known = open.get(item.style)
    if (known === undefined || item.number === 1) {
      const list = [item]
      open.set(item.style, list)
      lists.push(list)
    } else {
      known.push(item)
      // What was counted inside the item before ends with it.
      const styles = [...open.keys()]
      for (const inner of styles.slice(styles.indexOf(item.style) + 1)) open.delete(inner)
    }
  }
  return lists
}

/** The number that is missing may stand behind a full stop of a paragraph before. */
const isInline = ({ number, style, passage }: Item, before: Item, passages: readonly Passage[]): boolean => {
  const mark = style.replace('1', String(number - 1))
  const between = passages.slice(passages.indexOf(before.passage), passages.indexOf(passage))
  return between.some(({ plain }) => plain.text.includes(mark))
}

/** 1. 2. 3. 5.: numbered paragraphs of one list count on by one. */
function* judgeItems(passages: readonly Passage[]): Iterable<Outcome> {
  for (const list of itemLists(passages)) {
    if (list.length < 3 || list[0]?.number !== 1) continue
    for (const [index, item] of list.entries()) {
      const before = list[index - 1]
      if (before === undefined) continue
      const step = item.number - before.number
      if (step === 1) yield HELD
      else if (step === 0 || (step === 2 && !isInline(item, before, passages))) {
        const quote = ({ passage }: Item): Where =>
          whereIn(passage, { start: 0, end: Math.min(20, passage.plain.text.length) })
        yield {
          verdict: 'broken',
          severity: step === 0 ? 'warning' : 'hint',
          where: [quote(item), quote(before)],
          message: {
            zh: `段落序号${step === 0 ? '重复' : '不连续'}：${list.map(({ number }) => number).join('、')}`,
            en: `Numbered paragraphs ${step === 0 ? 'repeat' : 'skip'}: ${list.map(({ number }) => number).join(', ')}`,
          },
          expected: String(before.number + 1),
        }
        break
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
    yield* judgeItems(passages)
  },
}
