import { quoted } from '../../../kernel/index.ts'
import { type Passage, sentencesOf, whereIn } from '../../claims/passages.ts'
import { HELD, notEvaluated, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import type { Figure, Table } from '../../model.ts'
import type { PartialFact } from '../../vocabulary/terms.ts'
import { meaningOfTitle } from '../../vocabulary/title.ts'

const SAYS_NONE = /(?:没有|无|未安排|未发生|未使用|不涉及|未编制|不存在|为零|为0|无安排|空表|无数据|为空)/
/** 没有增减 and 无变化 say nothing about the figure itself. */
const SAYS_NO_CHANGE = /(?:无|没有)(?:增减|变化|变动|新增|差异)|不包括|不含/
const SUBJECT = /政府性基金|国有资本经营|三公|因公出国|公务用车|公务接待|政府采购|购买服务/

const isMoney = (table: Table): boolean => table.form === null || !/goal|performance|self/.test(table.form)

const isFilled = (table: Table): boolean =>
  table.rows.some((row) => row.cells.some((cell) => cell !== null && cell.number.units !== 0n && !cell.isPercent))

/** A sentence that denies something by name: 本单位无政府性基金预算. */
function deniedFact(text: string): PartialFact | null {
  if (!SAYS_NONE.test(text) || SAYS_NO_CHANGE.test(text) || !SUBJECT.test(text)) return null
  const { fact } = meaningOfTitle(text)
  return fact.fund !== undefined || fact.item !== undefined ? fact : null
}

const isOf = (table: Table, fact: PartialFact): boolean => {
  const own = meaningOfTitle(table.caption.title).fact
  return own.item !== undefined ? own.item === fact.item : own.fund !== undefined && own.fund === fact.fund
}

const whereTable = (table: Table): Where => ({
  at: table.caption.at,
  table: table.caption.title,
  quote: table.caption.title,
})

/** Tables that are published even where they are empty, and then say so. */
const MUST_SAY: ReadonlySet<string> = new Set(['government-fund', 'state-capital'])

interface Denial {
  readonly passage: Passage
  readonly start: number
  readonly end: number
  readonly fact: PartialFact
}

function denialsIn(passages: readonly Passage[]): Denial[] {
  return passages
    .filter(({ kind, purpose }) => kind !== 'heading' && kind !== 'caption' && purpose !== 'glossary')
    .filter(({ plain }) => SUBJECT.test(plain.text) && SAYS_NONE.test(plain.text))
    .flatMap((passage) =>
      sentencesOf(passage).flatMap(({ start, end, text }) => {
        const fact = deniedFact(text)
        return fact === null ? [] : [{ passage, start, end, fact }]
      }),
    )
}

const saysNone = (table: Table): boolean => table.notes.some(({ text }) => SAYS_NONE.test(text))

function* judgeEmpty(prose: Prose, denials: readonly Denial[]): Iterable<Outcome> {
  for (const table of prose.reading.tables.filter(isMoney)) {
    if (isFilled(table)) continue
    const { fact } = meaningOfTitle(table.caption.title)
    if (!MUST_SAY.has(fact.fund ?? '') && fact.item !== 'three-public') {
      yield notEvaluated('该空表不要求说明', 'this empty table needs no sentence')
      continue
    }
    const isSaid =
      saysNone(table) ||
      denials.some((denial) => isOf(table, denial.fact)) ||
      isDeniedInTable(table, prose) ||
      isSaidByFigures(table, prose)
    if (isSaid) yield HELD
    else {
      yield {
        verdict: 'broken',
        // Tables published without any explanation may have it in another file.
        ...(prose.claims.length === 0 ? { severity: 'hint' as const } : {}),
        where: [whereTable(table)],
        message: {
          zh: `${quoted(table.caption.title)}为空表，没有说明`,
          en: `The table ${quoted(table.caption.title)} is empty and nothing says so`,
        },
        expected: {
          zh: '注明本部门（单位）无此项收支，故本表无数据',
          en: 'a note that there is no such income or expenditure',
        },
      }
    }
  }
}

/** The sentence may stand in a cell of the table itself. */
const isDeniedInTable = (table: Table, { passages }: Prose): boolean =>
  passages.some(
    ({ kind, plain, table: title }) =>
      (kind === 'cell' || kind === 'note') &&
      title === table.caption.title &&
      SAYS_NONE.test(plain.text) &&
      plain.text.length > 4,
  ) || table.leftovers.some(({ text }) => SAYS_NONE.test(text))

/** 政府性基金预算 0 万元 in the explanation says it as well. */
function isSaidByFigures(table: Table, { claims }: Prose): boolean {
  return claims.some(({ claim, meaning }) => {
    if (claim.amount?.amount.value !== 0n || meaning.fact === null) return false
    return isOf(table, meaning.fact)
  })
}

const concerns = ({ fact, amount, isUnsettled }: Figure, denied: PartialFact, year: number): boolean => {
  if (isUnsettled === true || amount === null || amount.value <= 0n || fact.year !== year || fact.stage === 'adjusted')
    return false
  if (denied.item !== undefined) return fact.item === denied.item && fact.function === undefined
  return fact.fund === denied.fund && fact.flow !== 'opening' && fact.flow !== 'closing'
}

/** What is denied is a part or another year: no vehicle was bought, nothing was carried over. */
const QUALIFIED = /\d(?:万|亿)?元|购置|更新|新增|上年|结转|外宾/
/** The name of the whole expense speaks of buying, too. */
const WHOLE_VEHICLES = /公务用车购置(?:及|和|与)运行(?:维护)?费/g

/** 本单位无公务接待费, while a table prints an amount. */
function* judgeDenials(prose: Prose, denials: readonly Denial[]): Iterable<Outcome> {
  const { year, kind } = prose.reading.document
  if (year === null) return
  for (const { passage, start, end, fact } of denials) {
    const stage = kind === 'final-account' ? 'final' : 'budget'
    const isGeneral = fact.item === undefined && !['government-fund', 'state-capital'].includes(fact.fund ?? '')
    const text = passage.plain.text.slice(start, end)
    if (isGeneral || fact.nature !== undefined || QUALIFIED.test(text.replace(WHOLE_VEHICLES, ''))) continue
    const figures = prose.book.figures.filter((each) => concerns(each, fact, year) && each.fact.stage === stage)
    // Money of a fund stands in several tables; a figure that stands alone may be in a wrong place.
    const [figure] = fact.item === undefined && figures.length < 2 ? [] : figures
    if (figure === undefined) {
      yield HELD
      continue
    }
    yield {
      verdict: 'broken',
      where: [
        whereIn(passage, { start, end }),
        {
          at: figure.at,
          quote: figure.text,
          ...(figure.table === undefined ? {} : { table: figure.table.caption.title }),
        },
      ],
      message: {
        zh: `文字说没有此项，表格却列有 ${figure.text}`,
        en: `The sentence says that there is none; a table prints ${figure.text}`,
      },
      expected: figure.text,
    }
  }
}

/** 本表为空 below a table with figures, or a sentence about another fund. */
function* judgeNotes(prose: Prose): Iterable<Outcome> {
  for (const table of prose.reading.tables.filter(isMoney)) {
    const own = meaningOfTitle(table.caption.title).fact
    for (const note of table.notes) {
      const denied = deniedFact(note.text.replace(/\s/g, ''))
      if (denied?.fund === undefined || own.fund === undefined || own.item !== undefined) continue
      if (denied.fund === own.fund || denied.fund === 'fiscal' || own.fund === 'fiscal') yield HELD
      else {
        yield {
          verdict: 'broken',
          where: [{ at: note.at, table: table.caption.title, quote: note.text.slice(0, 60) }],
          message: {
            zh: `${quoted(table.caption.title)}下的说明讲的是另一类资金`,
            en: `The note below ${quoted(table.caption.title)} speaks of another fund`,
          },
        }
      }
    }
  }
}

export const emptyTable: Rule<Prose> = {
  id: 'table.empty-note',
  severity: 'error',
  title: { zh: '空表与说明不符', en: 'Empty table and its sentence do not agree' },
  remedy: {
    zh: '空表注明“无此项收支”；有数的表删去该说明',
    en: 'Say below an empty table that there is nothing; not below a filled one',
  },
  basis: { zh: '空表应当保留并说明；有数的表不得说明为无', en: 'Empty tables are kept and explained' },
  *check(prose) {
    const denials = denialsIn(prose.passages)
    yield* judgeEmpty(prose, denials)
    yield* judgeDenials(prose, denials)
    yield* judgeNotes(prose)
  },
}
