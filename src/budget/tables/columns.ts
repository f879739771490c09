import { bare } from '../layout/wording.ts'
import type { Column } from '../model.ts'
import { isBlank, isCode, isNumberText } from './cells.ts'
import { proposeReading } from './doubtful.ts'
import type { HeadColumn } from './head.ts'
import { isOrigin, type Matrix, type Spot } from './matrix.ts'

/** What a column of a printed table holds. */
export type ColumnRole = 'sequence' | 'code' | 'name' | 'words' | 'value' | 'empty'

export interface TableColumn extends HeadColumn {
  readonly index: number
  readonly role: ColumnRole
}

/** The columns of one side: where its rows have their code, name, words and values. */
export interface Side {
  /** 收入, 支出, 人员经费; null where the table has one side only. */
  readonly label: string | null
  readonly codes: readonly number[]
  readonly names: readonly number[]
  readonly words: readonly TableColumn[]
  readonly values: readonly { readonly index: number; readonly column: number }[]
}

export interface ColumnPlan {
  readonly sides: readonly Side[]
  /** The value columns of all sides in printed order; columns of one head in several sides are one. */
  readonly columns: readonly Column[]
  /** Columns of running numbers, which say nothing. */
  readonly sequences: readonly number[]
}

const SEQUENCE_HEAD = /^(?:序号|行次|栏次|行|次|编?号)$/
const CODE_HEAD = /编码|代码|编号|^(?:类|款|项)$|^科目代?码$/
const NAME_HEAD = /名称|项目|科目|单位|部门|收入|支出|内容|类别|摘要|功能分类|经济分类|用途|资金来源/
const WORD_HEAD =
  /备注|说明|单位|依据|内容|地点|理由|是否|用途|负责人|联系|日期|时间|目标|指标|方式|类型|性质|名称|规格|文号|计量/
const WORD_END = /(?:名称|类别|性质|简介|情况|说明|备注|内容|依据|目标|指标|理由)$/
const VALUE_HEAD =
  /金额|数$|合计|小计|总计|预算|决算|收入|支出|结转|结余|资金|拨款|经费|年$|年度|费用?$|款$|\(.*元\)|（.*元）/
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
  }
  let last = 0
  for (const row of body) {
    const spot = matrix.rows[row]?.[column]
    if (!isOrigin(spot, row, column) || isBlank(spot.text)) continue
    const text = bare(spot.text)
    count.printed += 1
    if (isNumberText(text) || proposeReading(spot.text) !== null) count.numbers += 1
    if (/\d.*\d/.test(text) && !/[\u4e00-\u9fff]/.test(text)) count.plainNumbers += 1
    if (isCode(text)) count.codes += 1
    if (/^\d+$/.test(text)) count.figures += 1
    if (SHORT_CODE.test(text)) count.shortCodes += 1
    if (WORD.test(text)) count.words += 1
    if (ITEM.test(text)) count.items += 1
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
  const { printed, codes, shortCodes } = contents
  const isCodeHead = CODE_HEAD.test(leaf) || CODE_HEAD.test(words)
  const hasOnlyFigures = contents.figures === printed || isMost(codes + shortCodes, printed)
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
  if (WORD_END.test(leaf)) return 'words'
  return WORD_HEAD.test(leaf) && !VALUE_HEAD.test(leaf) ? 'words' : 'value'
}

export function assignRoles(matrix: Matrix, head: readonly HeadColumn[], body: readonly number[]): TableColumn[] {
  return head.map((each, index) => ({
    ...each,
    index,
    role: decideRole(each, countContents(matrix, body, index), body.length),
  }))
}

const isLabel = ({ role }: TableColumn): boolean => role === 'code' || role === 'name'

/** Whether the labels that begin here have a name among them: a code alone names no side. */
function beginsNames(columns: readonly TableColumn[], index: number): boolean {
  for (const column of columns.slice(index)) {
    if (column.role === 'name') return true
    if (column.role !== 'code' && column.role !== 'sequence') return false
  }
  return false
}

/** A further side begins where names come again after values, with values of their own behind them. */
function splitSides(columns: readonly TableColumn[]): TableColumn[][] {
  const sides: TableColumn[][] = [[]]
  columns.forEach((column, index) => {
    const side = sides.at(-1) ?? []
    const isComplete = side.some((each) => each.role === 'value') && side.some(isLabel)
    const hasOwnValues = columns.slice(index).some((each) => each.role === 'value')
    if (isComplete && hasOwnValues && beginsNames(columns, index)) sides.push([column])
    else side.push(column)
  })
  return sides
}

/** The word over the columns of a side, not that over each of them; without one, the word over its names. */
function labelOf(side: readonly TableColumn[]): string | null {
  const groups = side.flatMap((column) => (column.path.length > 1 ? (column.path[0] ?? []) : []))
  const isCommon = (word: string): boolean => groups.filter((each) => each === word).length > 1
  return groups.find(isCommon) ?? groups[0] ?? specificName(side)
}

/** The word over the names, unless it says no more than that they are names. */
function specificName(side: readonly TableColumn[]): string | null {
  const leaf = side.find((column) => column.role === 'name')?.path.at(-1) ?? null
  return leaf === null || /^(?:项目|科目|名称|科目名称)$/.test(leaf) ? null : leaf
}

/** 支出 by function and 支出 by economy are told apart by what stands over their names. */
function distinguish(parts: readonly (readonly TableColumn[])[]): (string | null)[] {
  if (parts.length < 2) return [null]
  const labels = parts.map(labelOf)
  return parts.map((part, order) => {
    const label = labels[order] ?? null
    const isShared = labels.filter((each) => each === label).length > 1
    return isShared ? (specificName(part) ?? label) : label
  })
}

/** 项目名称 names a row better than 单位名称 before it. */
function rankName(column: TableColumn): number {
  const leaf = column.path.at(-1) ?? ''
  if (/项目名称|科目名称|支出项目|收入项目/.test(leaf)) return 3
  return /名称|项目|科目/.test(leaf) ? 2 : 1
}

/** The column of names, or, where none is called so, those of words before the values, the last of them first. */
function chooseNames(side: readonly TableColumn[]): TableColumn[] {
  const firstValue = side.findIndex((column) => column.role === 'value')
  const before = side.slice(0, firstValue < 0 ? undefined : firstValue)
  const best = before
    .filter((column) => column.role === 'name')
    .reduce<TableColumn | null>(
      (known, each) => (known === null || rankName(each) > rankName(known) ? each : known),
      null,
    )
  return best === null ? before.filter((column) => column.role === 'words').reverse() : [best]
}

/** 201 | 37 | 50 below 类 | 款 | 项 */
const CODE_LEVEL = /^[类款项]$/

const leafOf = (column: HeadColumn): string => column.path.at(-1) ?? ''

/** The code columns that stand together: one, or 类 款 项 apart. */
function chooseCodes(side: readonly TableColumn[]): readonly TableColumn[] {
  const codes = side.filter((column) => column.role === 'code')
  const [first] = codes
  if (first === undefined) return []
  const isOneCode = (column: TableColumn, index: number): boolean =>
    index === 0 ||
    (column.index === first.index + index && (CODE_LEVEL.test(leafOf(column)) || leafOf(column) === leafOf(first)))
  return codes.filter(isOneCode)
}

/** A level that only says which side it is stands in `side`, not in the path. */
const withoutLabel = (path: readonly string[], label: string | null): readonly string[] =>
  path.length > 1 && path[0] === label ? path.slice(1) : path

/** Sides of one value column each, alike in their last word, share that column: 预算数 of 收入 and of 支出. */
function sharedLeaf(parts: readonly (readonly TableColumn[])[]): string | null {
  const values = parts.map((part) => part.filter((column) => column.role === 'value'))
  const leaf = values[0]?.[0]?.path.at(-1)
  const isShared = values.every((each) => each.length === 1 && each[0]?.path.at(-1) === leaf)
  return parts.length > 1 && isShared ? (leaf ?? null) : null
}

export function planColumns(columns: readonly TableColumn[], fallback: Spot): ColumnPlan {
  const parts = splitSides(columns.filter((column) => column.role !== 'empty'))
  const shared = sharedLeaf(parts)
  const planned: Column[] = []
  const keys = new Map<string, number>()
  const labels = distinguish(parts)
  const sides = parts.map((part, order): Side => {
    const label = labels[order] ?? null
    const own = new Set<number>()
    const names = chooseNames(part)
    const codes = chooseCodes(part)
    const values = part
      .filter((column) => column.role === 'value')
      .map((column) => {
        const path = shared === null ? withoutLabel(column.path, label) : [shared]
        const key = path.join('/')
        let index = keys.get(key)
        if (index === undefined || own.has(index)) {
          index = planned.push({ path, at: (column.spot ?? fallback).at }) - 1
          if (!keys.has(key)) keys.set(key, index)
        }
        own.add(index)
        return { index: column.index, column: index }
      })
    return {
      label,
      codes: codes.map((column) => column.index),
      names: names.map((column) => column.index),
      words: part.filter(
        (column) =>
          !(names.length === 1 && names.includes(column)) &&
          !codes.includes(column) &&
          column.role !== 'value' &&
          column.role !== 'sequence',
      ),
      values,
    }
  })
  const sequences = columns.filter((column) => column.role === 'sequence').map((column) => column.index)
  return { sides, columns: planned, sequences }
}
