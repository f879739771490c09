import { bare } from '../layout/wording.ts'
import { isBlank, isCode, isNumberText, isTotalName } from './cells.ts'
import { proposeReading } from './doubtful.ts'
import type { HeadColumn } from './head.ts'
import { isOrigin, type Matrix } from './matrix.ts'

/** What a column of a printed table holds. */
export type ColumnRole = 'sequence' | 'code' | 'name' | 'words' | 'value' | 'empty'

export interface TableColumn extends HeadColumn {
  readonly index: number
  readonly role: ColumnRole
}

const SEQUENCE_HEAD = /^(?:序号|行次|栏次|行|次|编?号)$/
const CODE_HEAD = /编码|代码|编号|^(?:类|款|项)$|^科目代?码$/
const NAME_HEAD = /名称|项目|科目|单位|部门|收入|支出|内容|类别|摘要|功能分类|经济分类|用途|资金来源/
const WORD_HEAD =
  /备注|说明|单位|依据|内容|地点|理由|是否|用途|负责人|联系|日期|时间|目标|指标|方式|类型|性质|名称|规格|文号|计量/
const WORD_END = /(?:名称|类别|性质|简介|情况|说明|备注|内容|依据|目标|指标|理由)$/
const VALUE_HEAD =
  /金额|数$|合计|小计|总计|预算|决算|收入|支出|结转|结余|资金|拨款|经费|年$|年度|费用?$|款$|\(.*元\)|（.*元）/
/** The levels of a catalogue: 一级 二级 三级. */
const LEVEL_HEAD = /^[一二三四]级(?:目录|品目)?$/
/** 01, 05, 99 in the columns 款 and 项. */
const SHORT_CODE = /^(?:\d{2,3}|[A-Z]\d{0,6})$/
const MOST = 0.6
const DUST = 0.3
const WORD = /[\u4e00-\u9fff]/
const ITEM =
  /^(?:[一二三四五六七八九十廿]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．]\D|其中)|(?:支出|收入|拨款|费用?|补助|结余|结转|合计|总计)$/

interface Contents {
  readonly printed: number
  readonly numbers: number
  /** Numbers with a point, a separator or several digits; a scan makes single figures of dust. */
  readonly plainNumbers: number
  readonly codes: number
  /** Cells of digits alone. */
  readonly figures: number
  readonly shortCodes: number
  readonly sequence: number
  /** Cells with Chinese words in them. */
  readonly words: number
  /** Words that name an item of a budget: 一、… …支出 …收入 …费. */
  readonly items: number
  /** 合计, which a merged cell prints in the column of codes for the names beside it. */
  readonly totals: number
}

function countContents(matrix: Matrix, body: readonly number[], column: number): Contents {
  const count = {
    printed: 0,
    numbers: 0,
    plainNumbers: 0,
    codes: 0,
    figures: 0,
    shortCodes: 0,
    sequence: 0,
    words: 0,
    items: 0,
    totals: 0,
  }
  let last = 0
  for (const row of body) {
    const spot = matrix.rows[row]?.[column]
    if (!isOrigin(spot, row, column) || isBlank(spot.text)) continue
    const text = bare(spot.text)
    count.printed += 1
    if (ITEM.test(text)) count.items += 1
    if (isTotalName(text)) count.totals += 1
    if (WORD.test(text)) {
      count.words += 1
      continue
    }
    if (isNumberText(text) || proposeReading(spot.text) !== null) count.numbers += 1
    if (/\d.*\d/.test(text)) count.plainNumbers += 1
    if (isCode(text)) count.codes += 1
    if (/^\d+$/.test(text)) count.figures += 1
    if (SHORT_CODE.test(text)) count.shortCodes += 1
    if (!/^\d{1,3}$/.test(text)) continue
    if (Number(text) === last + 1) count.sequence += 1
    last = Number(text)
  }
  return count
}

const isMost = (part: number, whole: number): boolean => whole > 0 && part >= whole * MOST

/** The role that the head words and the contents of a column agree on. */
function decideRole(head: HeadColumn, contents: Contents, rows: number): ColumnRole {
  const leaf = head.path.at(-1) ?? ''
  const words = head.path.join('/')
  if (SEQUENCE_HEAD.test(leaf)) return 'sequence'
  if (contents.printed === 0) return emptyRole(leaf, words)
  const { printed, codes, shortCodes, totals } = contents
  const isCodeHead = CODE_HEAD.test(leaf) || CODE_HEAD.test(words)
  const coded = printed - totals
  const hasOnlyFigures = contents.figures === coded || isMost(codes + shortCodes, coded)
  if (isCodeHead && !/名称/.test(leaf) && hasOnlyFigures) return 'code'
  if (leaf === '' && isMost(contents.sequence, printed) && contents.sequence > 2) return 'sequence'
  if (isMost(codes, printed) && NAME_HEAD.test(leaf) && !VALUE_HEAD.test(leaf)) return 'code'
  if (isMost(contents.words, printed)) {
    return NAME_HEAD.test(words) || words === '' || isMost(contents.items, contents.words) ? 'name' : 'words'
  }
  if (contents.numbers > 0 && /^(?:类|款|项)$/.test(leaf)) return 'code'
  return isDust(leaf, contents, rows) ? 'empty' : 'value'
}

/** Single marks here and there below a head that promises no amounts. */
const isDust = (leaf: string, { plainNumbers, printed }: Contents, rows: number): boolean =>
  !VALUE_HEAD.test(leaf) && plainNumbers === 0 && printed < rows * DUST

function emptyRole(leaf: string, words: string): ColumnRole {
  if (words === '') return 'empty'
  if (CODE_HEAD.test(leaf) && !/名称/.test(leaf)) return 'code'
  if (/^(?:科目|项目|单位|指标|支出|收入)?名称$|^项目$|^科目$/.test(leaf)) return 'name'
  if (WORD_END.test(leaf) || LEVEL_HEAD.test(leaf)) return 'words'
  return WORD_HEAD.test(leaf) && !VALUE_HEAD.test(leaf) ? 'words' : 'value'
}

export function assignRoles(matrix: Matrix, head: readonly HeadColumn[], body: readonly number[]): TableColumn[] {
  return head.map((each, index) => ({
    ...each,
    index,
    role: decideRole(each, countContents(matrix, body, index), body.length),
  }))
}
