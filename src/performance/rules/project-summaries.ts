import type { Paragraph, Reading } from '../../budget/index.ts'
import { type Amount, parseNumber, remember, toAmount } from '../../kernel/index.ts'
import type { PerformanceForm, Printed } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { resemblance } from './evidence.ts'

/** What a sentence says of the self-evaluation of one project: 某某项目绩效自评综述：全年预算数 30 万元，执行数 27 万元. */
export interface ProjectSummary {
  /** As printed, often with the unit that runs the project before its name. */
  readonly name: Printed
  readonly budget: Printed | null
  readonly executed: Printed | null
  readonly score: Printed | null
}

const SUMMARY = /([^。；，,：:]{2,70}?)(?:项目)?绩效自评综述[:：]?/g
/** 51. 、（三） before the name; not the 1. of 1.5T or the year of a name. */
const ORDINAL = /^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}[、.．])\s*/
const GENERAL = /^(项目|各项目|部门|单位|所有项目)$/
const FIGURES: Readonly<Record<'budget' | 'executed' | 'score', RegExp>> = {
  budget: /预算数[为是]?([\d,]+(?:\.\d+)?(?:万元|元))/,
  executed: /执行数[为是]?([\d,]+(?:\.\d+)?(?:万元|元))/,
  score: /自评得分[为是]?(\d+(?:\.\d+)?)分/,
}
/** A summary goes on to what was done; its figures stand at its beginning. */
const REACH = 160

const prose = ({ regions }: Reading): Paragraph[] =>
  regions.flatMap((region) => (region.kind === 'prose' ? [...region.paragraphs] : []))

function summariesIn({ text, at, lines }: Paragraph): ProjectSummary[] {
  if (!/绩\s*效\s*自\s*评\s*综\s*述/.test(text)) return []
  const plain = text.replace(/\s+/g, '')
  const found = [...plain.matchAll(SUMMARY)]
  return found.flatMap((match, index) => {
    const name = (match[1] ?? '').replace(ORDINAL, '')
    if (GENERAL.test(letters(name))) return []
    const begin = match.index + match[0].length
    const rest = plain.slice(begin, Math.min(begin + REACH, found[index + 1]?.index ?? plain.length))
    const place = lines.findLast((line) => line.start <= match.index)?.at ?? at
    const word = (pattern: RegExp): Printed | null => {
      const value = pattern.exec(rest)?.[1]
      return value === undefined ? null : { text: value, at: place }
    }
    return [
      {
        name: { text: name, at: place },
        budget: word(FIGURES.budget),
        executed: word(FIGURES.executed),
        score: word(FIGURES.score),
      },
    ]
  })
}

/** The summaries of single projects in the text, in printed order. */
export const summariesOf = (reading: Reading): ProjectSummary[] => prose(reading).flatMap(summariesIn)

export const amountSaid = (printed: Printed | null): Amount | null => {
  const match = /^([\d,.]+)(万元|元)$/.exec(printed?.text ?? '')
  const number = match?.[1] === undefined ? null : parseNumber(match[1])
  return number === null ? null : toAmount(number, match?.[2] === '元' ? '元' : '万元')
}

const core = remember((name): string => letters(name).replace(/(项目|专项|经费|资金|费用|类)+$/, ''))

const LIKE = 0.6
const SHORTEST = 4

const isAlike = (a: string, b: string): boolean => {
  const [first, second] = [core(a), core(b)]
  return (
    first === second ||
    resemblance(a, b) >= LIKE ||
    (Math.min(first.length, second.length) >= SHORTEST && (first.includes(second) || second.includes(first)))
  )
}

/** The name of the project in the text, without the unit that the form says runs it. */
function withoutUnit(name: string, form: PerformanceForm): string {
  const [bare, unit] = [letters(name), letters(form.fields.unit?.text ?? '')]
  return unit !== '' && bare.startsWith(unit) && bare.length > unit.length ? bare.slice(unit.length) : bare
}

/** Whether the text and the form mean one project. */
export const isSameProject = (name: string, form: PerformanceForm): boolean => {
  const own = form.fields.project?.text ?? ''
  return isAlike(name, own) || isAlike(withoutUnit(name, form), own)
}
