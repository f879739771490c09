import { economicOfDepartments, functional } from '../classification/classification.ts'
import { codeByName } from '../facts/row-codes.ts'
import { meaningOf } from '../vocabulary/meaning.ts'
import { mergeFacts } from '../vocabulary/merging.ts'
import type { PartialFact } from '../vocabulary/terms.ts'
import { toPlain } from './printed.ts'

/** 收、支总计 and 收支总预算: one figure for both sides. */
const BOTH_SIDES = /收(?:入)?、?支(?:出)?(?:预算)?总(?:计|额|预算|决算)|收入总计、支出总计|收支预算总/
/** Words around a subject that say nothing of what it is. */
const LEADING =
  /^(?:[\])"'》,，、]|我|本)?(?:所属各?预算单位|各(?:预算)?单位|各部门|(?:本|我|全|该)?(?:部门|单位|局|委|中心|系统)(?:\(单位\))?(?:本级)?的?|用于|通过|使用|涉及|当年|纳入|编报|预算安排中|安排的?|共|其中|含)+/
const TRAILING =
  /(?:科目|安排|列支|编报|了|总体|数额|金额|资金量|(?:实际)?(?:发生|完成)|方面|预计|(?:共|约)?(?:为|是)|各|均|分别|"|\()+$/
/** A title of the section run into its first sentence: （六）…情况说明（详见表6）2026 年…. */
const RUN_IN_TITLE = /^.*情况(?:的)?(?:总体)?说明(?:\(详见[^)]*\))?/

export const isBothSides = (subject: string): boolean => BOTH_SIDES.test(subject)

/** The ways in which a document writes its own organisation. */
export function namesOf(organisation: string): string[] {
  const bare = toPlain(organisation).text
  const short = bare.replace(/^.*?[省市](?=.{4,})/, '')
  return [bare, bare.replace(/\(.*?\)/g, ''), short].filter((name) => name.length >= 4)
}

/** The subject without the publisher's name, years and words that say nothing. */
export function strip(subject: string, names: readonly string[]): string {
  let text = subject.replace(/^[,，、。]+/, '').replace(RUN_IN_TITLE, '')
  for (const name of names) text = text.replaceAll(name, '')
  text = text.replace(/\(汇总\)|\(本级\)/g, '').replace(/(?:19|20)\d\d年度?/g, '')
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(LEADING, '').replace(TRAILING, '')
  }
  return text
}

const CHAIN = /^(.+?)\(类\)(?:支出)?(?:(.+?)\(款\))?(?:(.+?)\(项\))?(?:支出)?$/

/** 一般公共服务支出(类)网信事务(款)事业运行(项): three levels of one code. */
export const isChain = (text: string): boolean => /\(类\)|\(款\)|\(项\)/.test(text)

function codeBelow(name: string, above: readonly string[], year: number | null): string | null {
  const parent = above.at(-1) ?? ''
  const length = 3 + 2 * above.length
  const named = functional.byName(name).filter(({ code }) => code.length === length && code.startsWith(parent))
  const current = named.filter(({ years }) => year === null || years === null || (years[0] <= year && year <= years[1]))
  const [only, second] = named.length > 1 ? current : named
  if (only !== undefined && second === undefined) return only.code
  return above.length === 0 ? null : codeByName(name, above, functional)
}

/** The code of a chain of names; null where one of them is not known below the one before. */
function codeOfChain(text: string, year: number | null): string | null {
  const match = CHAIN.exec(text)
  if (match === null) return null
  const codes: string[] = []
  for (const name of [match[1], match[2], match[3]]) {
    if (name === undefined) break
    const code = codeBelow(name, codes, year)
    if (code === null || code.length !== 3 + 2 * codes.length) return null
    codes.push(code)
  }
  return codes.at(-1) ?? null
}

const CODED = /^(.+?)\((\d{3}(?:\d{2}){0,2})\)$/

/** 培训支出(2050803), 工资福利支出(301): the code says what it is. */
function factOfCoded(text: string): PartialFact | null {
  const code = CODED.exec(text)?.[2]
  if (code === undefined) return null
  if (code.startsWith('2')) return { flow: 'expenditure', function: code }
  return code.startsWith('3') && economicOfDepartments.byCode(code.slice(0, 3)) !== null
    ? { flow: 'expenditure', economy: code }
    : null
}

const BARE = /^(?:[此该]项(?:支出|经费)|支出|收入|(?:年初|全年|调整后?)?预算数?|(?:支出|收入)?决算数?|执行数|完成数)?$/

/** 支出决算, 2024 年预算数: says when, not of what. */
export const isBare = (subject: string): boolean => BARE.test(subject)

const STAGE_WORDS = /(?:年初预算|全年预算|调整后?预算|预算|支出决算|决算|执行|完成)数?$/

/** Wordings of sentences that tables do not have. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^支出按?(?=.{4})/, ''],
  [/\((?:以|按)[^()]*\)/, ''],
  [/^采购(?=支出|预算|金额)/, '政府采购'],
  [/^(货物|工程|服务)类?采购(?=预算|支出|$)/, '政府采购$1'],
  [/^一般公共预算财政拨款运行经费/, '机关运行经费'],
]

function plainMeaning(subject: string, year: number | null): PartialFact | null {
  const chained = codeOfChain(subject, year)
  if (chained !== null) return { flow: 'expenditure', function: chained }
  if (isChain(subject)) return null
  if (BOTH_SIDES.test(subject)) {
    return mergeFacts(meaningOf(subject.replace(BOTH_SIDES, ''))?.fact ?? {}, { flow: 'income-total' })
  }
  const reworded = REWORDED.reduce((text, [pattern, words]) => text.replace(pattern, words), subject)
  return factOfCoded(subject) ?? meaningOf(subject)?.fact ?? meaningOf(reworded)?.fact ?? null
}

/** What the words of a subject say, {} for 支出决算数 alone; null where they are not all known. Never a guess. */
export function meaningOfSubject(subject: string, year: number | null): PartialFact | null {
  if (subject === '') return {}
  const whole = plainMeaning(subject, year)
  if (whole !== null) return whole
  if (/^[此该]项/.test(subject)) return {}
  const bare = subject.replace(STAGE_WORDS, '')
  if (bare === subject) return null
  return bare === '' ? {} : plainMeaning(bare, year)
}
