import type { MoneyUnit } from '../../kernel/index.ts'
import { bare, SENTENCE, squeeze } from './wording.ts'

/** What one printed line says about the table below it. */
export interface CaptionParts {
  readonly title: string | null
  /** The title with its year. */
  readonly printed: string | null
  readonly number: string | null
  readonly year: number | null
  readonly organisation: string | null
  readonly unit: MoneyUnit | null
  /** The title says of itself that it is a table: it ends with 表, or stands behind a printed table number. */
  readonly isNamed: boolean
}

const UNIT =
  /[（(]?(?:金\s*额\s*)?(?:计量|货币)?单\s*位(?:名称)?\s*[:：;；]?\s*(?:人民币)?\s*[（(]?(亿元|百万元|万\s*元|千元|元)[)）]?(?:\s*[（(]?\s*(?:保留|精确)[^）)]*[)）]?)?\s*[）)]?(?=$|\s|[|，,。；;、])/
/** The word 单位 itself unreadable or missing: 金额里12: 万元, （万元）. */
const BARE_UNIT = /(?:^|[:：]\s*|[（(]\s*)(亿元|百万元|万元|千元|元)\s*[)）]?\s*$/

const ORGANISATION =
  /(?:^|\s)(?:(?:公开|预算|决算|编制|填报|编报|填制|主管|预算部门|部门预算)?\s*(?:部\s*门\s*[/／（(]\s*单\s*位\s*[)）]?|部\s*门|单\s*位|机\s*构)\s*(?:名\s*称|全称)?(?:\s*[（(](?:盖章|公章)[)）])?|预算代码及名称)\s*[:：]\s*(.*)$/
/** 507-湖州市卫生健康委员会 万元: organisation and unit without a word before them. */
const CODE_ORGANISATION_UNIT = /^\d{3,}\s*[-—–]\s*(\S+?)\s+[（(]?(亿元|百万元|万元|千元|元)[)）]?$/
const DATE =
  /(?:填报|申报|编制|报送|制表|填表)?\s*(?:日\s*期|时\s*间)\s*[:：]?\s*(?:20\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?)?\s*$/

const N = '[\\d０-９]{1,3}(?:\\s*[-－—–]\\s*[\\d０-９]{1,2})*'
const HAN = '[一二三四五六七八九十]{1,3}'
/** 公开01表, 预算 03 表, 财决批复01表 */
const NUMBER_THEN_TABLE = new RegExp(
  `(?:^|\\s|[（(])((?:部门|单位)?(?:公开|预算|决算|财决|批复|附|预决算|录入|公共|报表){1,2}\\s*${N}(?:\\s*附)?\\s*表)(?=$|\\s|[)）:：]|[\u4e00-\u9fff“”]{3,}表$)`,
)
/** 表 3. 表三 附表 1-1 公开表2 附件2： */
const TABLE_THEN_NUMBER = new RegExp(
  `^[（(【]?((?:(?:部门)?(?:公开|预算|决算|附|预|报)?\\s*表|附\\s*[件录])\\s*(?:之\\s*)?(?:${N}|${HAN}(?![、级公经项类]))|附\\s*[件录](?=\\s*[:：]?$))(?!\\d*[年月日])\\s*[)）】]?\\s*(?:[.．、:：]\\s*|\\s+|(?=[^\\d\\s])|$)`,
)
const TRAILING_NUMBER = new RegExp(`(?:\\s|[（(])((?:公开|预算|决算|附|预)?\\s*表\\s*(?:${N}|${HAN}))\\s*[)）]?$`)
const YEAR_FIRST = /^[（(]?\s*((?:19|20)\d\d)\s*(?:年度|年)?\s*[)）]?\s*(?=\D|$)/
const YEAR_WITHIN = /((?:19|20)\d\d)\s*年/
const TITLE_END = /(?:表|表格)\s*(?:[（([【][^）)\]】]*[）)\]】]?\s*)*$/
/** A title that does not say 表 is words alone; what a scan makes of a stamp or a line is not. */
const UNTOLD_TITLE = /^[^:：=]*[\u4e00-\u9fff]{4}[^:：=]*$/
const LONGEST_TITLE = 70

interface Rest {
  text: string
}

/** Cuts what the pattern's first group holds out of the rest; null when it does not occur. */
function cut(rest: Rest, pattern: RegExp): string | null {
  const match = pattern.exec(rest.text)
  if (match === null) return null
  rest.text = `${rest.text.slice(0, match.index)}  ${rest.text.slice(match.index + match[0].length)}`.trim()
  return (match[1] ?? '').trim()
}

const toUnit = (text: string | null): MoneyUnit | null => (text === null ? null : (bare(text) as MoneyUnit))

/** Takes the year off the front of a title: 2024年度收入支出决算总表 → 收入支出决算总表, 2024. */
function splitYear(title: string): { title: string; year: number | null } {
  const first = YEAR_FIRST.exec(title)
  if (first !== null) return { title: title.slice(first[0].length).replace(/^年?度?\s*/, ''), year: Number(first[1]) }
  const within = YEAR_WITHIN.exec(title)
  return { title, year: within === null ? null : Number(within[1]) }
}

const isTitleLike = (text: string): boolean =>
  text.length >= 2 && text.length <= LONGEST_TITLE && !SENTENCE.test(text) && !/^[\d.,\s]+$/.test(text)

/**
 * Reads one line above a table: title, number, organisation and unit in any order and on one line or on several.
 * Null when the line is something else. `mayBeUntold` accepts a title that does not call itself 表, for a line that
 * stands between other lines of a caption.
 */
export function readCaptionLine(text: string, mayBeUntold = false): CaptionParts | null {
  if (text.length > 160) return null
  const rest: Rest = { text: text.replace(/[\u3000\u00a0\t|]+/g, '  ').trim() }
  if (rest.text === '') return null
  const untold = CODE_ORGANISATION_UNIT.exec(rest.text)
  if (untold !== null)
    return {
      title: null,
      printed: null,
      number: null,
      year: null,
      organisation: untold[1] ?? null,
      unit: toUnit(untold[2] ?? null),
      isNamed: false,
    }
  const unit = toUnit(cut(rest, UNIT) ?? cut(rest, BARE_UNIT))
  const printed = cut(rest, NUMBER_THEN_TABLE) ?? cut(rest, TABLE_THEN_NUMBER) ?? cut(rest, TRAILING_NUMBER)
  const hadDate = cut(rest, DATE) !== null
  const organisation = cut(rest, ORGANISATION)
  const printedTitle = squeeze(rest.text).replace(/^[.．、:：\s]+|[:：\s]+$/g, '')
  const { title, year } = splitYear(printedTitle)
  const number = printed === null ? null : bare(printed)
  const isNamed = TITLE_END.test(title) || (number !== null && UNTOLD_TITLE.test(title))
  const says = unit !== null || number !== null || organisation !== null || hadDate
  const words = { number, year, organisation: organisation || null, unit, isNamed }
  if (title === '') return says || year !== null ? { ...words, title: null, printed: null } : null
  if (!isTitleLike(title)) return null
  const mayStand = isNamed || UNTOLD_TITLE.test(title) || (mayBeUntold && /[）)]$/.test(title))
  if (!mayStand) return says ? { ...words, title: null, printed: null } : null
  return isNamed || says || mayBeUntold ? { ...words, title, printed: printedTitle } : null
}
