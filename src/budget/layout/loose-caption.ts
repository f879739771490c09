import type { Block, Line } from '../../documents/index.ts'
import type { Caption, Heading } from '../model.ts'
import { readCaptionLine } from './caption-line.ts'
import { isOpen, isTitleTail, makeCaption } from './captions.ts'
import { readHeading } from './headings.ts'
import { FORM_TITLE } from './wording.ts'

/** A caption has a title and perhaps a subtitle; more titles in a row are a list of tables. */
const MOST_TITLES = 2

export interface LooseCaption {
  /** Null where a grid follows, which reads its caption itself. */
  readonly caption: Caption | null
  readonly lines: readonly Line[]
}

/** 部门：… 单位：万元 */
function saysUnit(block: Block | undefined): boolean {
  const parts = block?.kind === 'line' ? readCaptionLine(block.text) : null
  return parts !== null && parts.title === null && parts.unit !== null
}

/** The caption that begins here and is followed by no grid: a table of a text that has lost its grid. */
export function readLooseCaption(blocks: readonly Block[], index: number): LooseCaption | null {
  const lines: Line[] = []
  let says = false
  let titles = 0
  for (let at = index; at < blocks.length; at += 1) {
    const block = blocks[at]
    if (block === undefined) return null
    if (block.kind === 'grid') return lines.length === 0 ? null : { caption: null, lines }
    const isTail = isTitleTail(block.text) && isOpen(lines.at(-1)?.text ?? '')
    // 2025年机关运行经费 between 预算10表 and 单位：万元 is a title though it does not call itself 表.
    const isUntold = titles === 0 && says && saysUnit(blocks[at + 1])
    const parts = readCaptionLine(block.text, isTail || isUntold)
    if (parts === null || readHeading(block.text) !== null) break
    says ||= parts.number !== null || parts.unit !== null || parts.organisation !== null
    if (parts.isNamed || (isUntold && parts.title !== null)) titles += 1
    says ||= parts.isNamed && FORM_TITLE.test(parts.title ?? '')
    lines.push(block)
  }
  const caption = says && titles > 0 && titles <= MOST_TITLES ? makeCaption(lines) : null
  return caption === null ? null : { caption, lines }
}

/** 序号 重要事项: the head of a table that numbers its rows, with further heads beside it. */
const NUMBERED_HEAD = /^序号\s+\S/
const FIRST_ROW = /^1(?:\s|$)/
const FARTHEST_ROW = 12

/** True where the head of a numbered table without a caption begins: its first row follows soon. */
export function beginsNumberedTable(blocks: readonly Block[], index: number): boolean {
  const head = blocks[index]
  if (head?.kind !== 'line' || !NUMBERED_HEAD.test(head.text.trim())) return false
  const following = blocks.slice(index + 1, index + 1 + FARTHEST_ROW)
  return following.some((block) => block.kind === 'line' && FIRST_ROW.test(block.text.trim()))
}

/** The heading directly above a table names it; below prose of its own it belongs to the whole part. */
export function captionOfNumbered(above: readonly Heading[], isDirect: boolean): Caption | null {
  const heading = isDirect ? above.at(-1) : above[0]
  if (heading === undefined) return null
  const { title, at } = heading
  return { title, number: null, year: null, organisation: null, unit: null, at, lines: [] }
}
