import { bareName, quoted } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { isQuoted, matchesIn, paragraphsOf } from '../sections.ts'

const BALANCE_DATE = /截[至止]((?:19|20)\d\d)年(?:12月31日|末|底|\d{1,2}月\d{1,2}日)/g
const OF_ANOTHER_YEAR = /执行数|执行情况|完成情况|总结|决算|上年|结转|以前年度|累计|历年/
const COMPARES = /比|较|相比|增|减|绩效/

/** Accounts state what is held at the end of their year; a budget what was held before it began or at its beginning. */
function* judgeBalanceDates(prose: Prose, year: number): Iterable<Outcome> {
  const isFinal = prose.reading.document.kind === 'final-account'
  for (const passage of paragraphsOf(prose)) {
    if (passage.purpose === 'glossary') continue
    for (const hit of matchesIn(passage, BALANCE_DATE)) {
      if (isQuoted(passage, hit.start)) continue
      const printed = Number(hit.groups[0])
      const isRight = isFinal ? printed >= year : printed >= year - 1 && printed <= year
      if (isRight) {
        yield HELD
        continue
      }
      const expected = hit.text.replace(String(printed), String(isFinal ? year : year - 1))
      yield {
        verdict: 'broken',
        where: [whereIn(passage, hit)],
        message: {
          zh: `${year} 年度${isFinal ? '决算' : '预算'}写${quoted(hit.text)}，年份未更新`,
          en: `The ${isFinal ? 'accounts' : 'budget'} of ${year} give a balance date of ${printed}`,
        },
        expected,
      }
    }
  }
}

/** Several figures of two years side by side are a comparison; a lone figure of last year is what was not updated. */
function isLone(understood: UnderstoodClaim, claims: readonly UnderstoodClaim[], year: number): boolean {
  const { passage, claim } = understood
  const others = claims.filter((other) => other.passage === passage && other.claim !== claim)
  return others.every((other) => !other.claim.years.includes(year))
}

/** 2022 年度机关运行经费支出 in the accounts of 2023. */
function* judgeSubjects({ claims, reading }: Prose, year: number): Iterable<Outcome> {
  for (const understood of claims) {
    const { claim, meaning, passage } = understood
    if (meaning.fact === null || claim.amount === null || claim.isReason || claim.parent !== null) continue
    const printed = claim.years.at(-1)
    if (printed === undefined) continue
    const sentence = passage.plain.text
    const isPlanned = reading.document.kind !== 'final-account' && /执行|决算/.test(claim.subject)
    if (printed === year || printed > year || isPlanned || OF_ANOTHER_YEAR.test(claim.subject)) {
      yield HELD
      continue
    }
    const isHeaded = passage.under.some(({ title }) => title.includes(String(printed)))
    if (isHeaded || !isLone(understood, claims, year) || sentence.includes(`${year}年`)) continue
    yield {
      verdict: 'broken',
      where: [whereOf(understood, claim.span)],
      message: {
        zh: `${year} 年度文件中${quoted(claim.subject)}仍为 ${printed} 年`,
        en: `${quoted(claim.subject)} still speaks of ${printed} in a document of ${year}`,
      },
      expected: claim.subject.replace(String(printed), String(year)),
    }
  }
}

/** 2024年预算安排购置车辆0辆 in a budget of 2025: what is planned is planned for its year. */
const PLANNED =
  /((?:19|20)\d\d)年度?(?:部门|单位)?(?:预算)?(?:计划|预计|拟)?(?:安排|购置|更新)[^。;，]{0,16}?\d+(?:辆|台|个|批|人|项|套)/g

function* judgePlans(prose: Prose, year: number): Iterable<Outcome> {
  if (prose.reading.document.kind !== 'budget') return
  for (const passage of paragraphsOf(prose)) {
    if (passage.purpose !== 'explanation' || /(?:比|较)上年/.test(passage.plain.text)) continue
    for (const hit of matchesIn(passage, PLANNED)) {
      const printed = Number(hit.groups[0])
      if (printed >= year || isQuoted(passage, hit.start) || passage.plain.text.includes(`${year}年`)) yield HELD
      else {
        yield {
          verdict: 'broken',
          severity: 'warning',
          where: [whereIn(passage, hit)],
          message: {
            zh: `${year} 年度预算写的是 ${printed} 年的安排`,
            en: `The budget of ${year} tells what is planned for ${printed}`,
          },
          expected: hit.text.replace(String(printed), String(year)),
        }
      }
    }
  }
}

/** 与2022年度相比 in a document of 2024 whose other comparisons are with 2023. */
function* judgeBases({ claims }: Prose, year: number): Iterable<Outcome> {
  const bases = claims.flatMap((understood) => {
    const { change } = understood.claim
    const isOfYear = understood.meaning.fact?.year === year
    return change?.baseYear == null || !isOfYear ? [] : [{ understood, change, printed: change.baseYear }]
  })
  const toLastYear = claims.filter(
    ({ claim: { change } }) => change?.base === 'previous-year' && (change.baseYear ?? year - 1) === year - 1,
  )
  const isSlip = (printed: number): boolean =>
    printed <= year && toLastYear.length > bases.filter((each) => each.printed !== year - 1).length
  for (const { understood, change, printed } of bases) {
    if (printed === year - 1) yield HELD
    else if (isSlip(printed)) {
      yield {
        verdict: 'broken',
        severity: 'warning',
        where: [whereOf(understood, change.span), whereOf(understood)],
        message: {
          zh: `${year} 年度文件与 ${printed} 年比较，其他各处与 ${year - 1} 年比较`,
          en: `A comparison with ${printed} where all others of ${year} are with ${year - 1}`,
        },
        expected: change.baseWords.replace(String(printed), String(year - 1)),
      }
    }
  }
}

/** 2022年，我中心继续… under 2023 年重点工作完成情况. */
function* judgeKeyWork(prose: Prose, year: number): Iterable<Outcome> {
  if (prose.reading.document.kind !== 'final-account') return
  for (const passage of paragraphsOf(prose)) {
    if (passage.purpose !== 'key-work') continue
    const opening = /^(?:.{0,4})((?:19|20)\d\d)年度?[,，]/.exec(passage.plain.text)
    if (opening === null) continue
    const printed = Number(opening[1])
    if (printed >= year || passage.plain.text.includes(`${year}年`)) yield HELD
    else {
      yield {
        verdict: 'broken',
        where: [whereIn(passage, { start: 0, end: Math.min(30, passage.plain.text.length) })],
        message: {
          zh: `${year} 年度工作完成情况写的是 ${printed} 年`,
          en: `What was done in ${year} is told of ${printed}`,
        },
        expected: opening[0].replace(String(printed), String(year)),
      }
    }
  }
}

const TITLED = /((?:19|20)\d\d)年度?[^，。]{0,30}(?:预算|决算)/

/** The year of a title of the budget or accounts themselves; null where it speaks of other things or of a comparison. */
function yearOfTitle(text: string): number | null {
  const printed = TITLED.exec(text)
  if (printed === null || COMPARES.test(text) || OF_ANOTHER_YEAR.test(text.replace('决算', ''))) return null
  return Number(printed[1])
}

const LAST_EDITIONS = 3

const isStale = (stated: number, year: number): boolean => stated < year && year - stated <= LAST_EDITIONS

/** Table captions and headings of the budget or accounts themselves. */
function* judgeTitles({ passages }: Prose, year: number): Iterable<Outcome> {
  for (const passage of passages) {
    if (passage.kind !== 'caption' && passage.kind !== 'heading') continue
    const { text } = passage.plain
    const stated = isQuoted(passage, TITLED.exec(text)?.index ?? 0) ? null : yearOfTitle(text)
    if (stated === null) continue
    if (stated === year) yield HELD
    else if (isStale(stated, year)) {
      yield {
        verdict: 'broken',
        where: [whereIn(passage, { start: 0, end: text.length })],
        message: {
          zh: `${year} 年度文件的标题写成 ${stated} 年`,
          en: `A title of the document of ${year} says ${stated}`,
        },
        expected: text.replace(String(stated), String(year)),
      }
    }
  }
}

const YEAR = /(?:19|20)\d\d(?=年)/

/** An entry of the contents: what the body prints with the year of the document, or a title of the budget itself. */
function* judgeContents({ reading }: Prose, year: number): Iterable<Outcome> {
  const withoutYear = (title: string): string => bareName(title.replace(YEAR, ''))
  const titles = [...reading.headings.map(({ title }) => title), ...captionsOf(reading)]
  const ofYear = new Set(titles.filter((title) => title.includes(`${year}年`)).map(withoutYear))
  for (const { title, at } of reading.contents) {
    const stated = Number(YEAR.exec(title)?.[0])
    if (stated === year) yield HELD
    else if (isStale(stated, year) && (yearOfTitle(title) === stated || ofYear.has(withoutYear(title)))) {
      yield {
        verdict: 'broken',
        where: [{ at, quote: title }],
        message: {
          zh: `${year} 年度文件的目录写成 ${stated} 年`,
          en: `An entry of the contents of the document of ${year} says ${stated}`,
        },
        expected: title.replace(String(stated), String(year)),
      }
    }
  }
}

const captionsOf = ({ tables }: Prose['reading']): string[] =>
  tables.map(({ caption }) => caption.printed ?? caption.title)

/** The title of the document itself, which no heading or caption repeats. */
function* judgeTitle({ reading }: Prose, year: number): Iterable<Outcome> {
  const stated = Number(/(?:19|20)\d\d/.exec(reading.document.title)?.[0])
  if (!(stated < year)) return
  const printed = reading.source.pages
    .flatMap(({ blocks }) => blocks)
    .find((block) => block.kind === 'line' && block.text.includes(String(stated)))
  if (printed?.kind !== 'line') return
  yield {
    verdict: 'broken',
    where: [{ at: printed.at, quote: printed.text }],
    message: {
      zh: `文件标题写成 ${stated} 年，正文与各表均为 ${year} 年`,
      en: `The title of the document says ${stated}, its text and tables ${year}`,
    },
    expected: printed.text.replace(String(stated), String(year)),
  }
}

export const staleYear: Rule<Prose> = {
  id: 'word.stale-year',
  severity: 'error',
  title: { zh: '年份未更新', en: 'A year was left from another edition' },
  remedy: { zh: '改为本文件所属年度', en: 'Put the year of this document' },
  basis: {
    zh: '标题、时点和本年事项的年份应与文件年度一致',
    en: 'Titles, balance dates and facts of the year carry the year of the document',
  },
  *check(prose) {
    const { year } = prose.reading.document
    if (year === null) return
    yield* judgeBalanceDates(prose, year)
    yield* judgeSubjects(prose, year)
    yield* judgeBases(prose, year)
    yield* judgePlans(prose, year)
    yield* judgeKeyWork(prose, year)
    yield* judgeTitles(prose, year)
    yield* judgeContents(prose, year)
    yield* judgeTitle(prose, year)
  },
}
