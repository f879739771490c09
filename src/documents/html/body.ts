import type { FlowBlock, FlowCell, FlowTable } from '../flow.ts'
import { attributeOf, type HtmlElement, type HtmlNode, isElement, isHidden } from './tree.ts'

/** Elements that begin and end a printed paragraph. */
const BLOCKS = new Set([
  'address',
  'article',
  'blockquote',
  'body',
  'caption',
  'center',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'html',
  'legend',
  'li',
  'main',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'ul',
])
/** Elements that print nothing of the document: programs, controls, the frame of the site. */
const UNPRINTED = new Set([
  'aside',
  'audio',
  'base',
  'button',
  'canvas',
  'datalist',
  'embed',
  'footer',
  'head',
  'iframe',
  'input',
  'link',
  'map',
  'menu',
  'meta',
  'nav',
  'noscript',
  'object',
  'option',
  'rp',
  'rt',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'title',
  'video',
])
const PREFORMATTED = new Set(['pre'])
const WIDEST_SPAN = 1000
const TALLEST_SPAN = 65_534
/** Share of a line in links to elsewhere above which it leads around the site and belongs to no document. */
const LINK_SHARE = 0.6
/** What a site prints around a document. */
const FURNITURE =
  /^(?:首页|您?(?:现在|当前)(?:所在)?的?位置|字体?(?:大小|号)?[：:]|【?\s*(?:打印|关闭|收藏|返回|分享)|扫一扫|分享到|浏览(?:次数|量)|点击(?:数|量)|(?:上|下)一[篇条]|相关(?:链接|附件|阅读|新闻|文章)|版权所有|主办(?:单位)?[：:]|承办(?:单位)?[：:]|技术支持[：:]|网站(?:标识码|地图|支持)|责任编辑[：:]|[^，。]{0,20}(?:ICP备|公网安备))/

interface OpenLine {
  text: string
  /** Characters of the text that stand in links to elsewhere. */
  linked: number
}

/** Gathers inline text into paragraphs, and paragraphs and tables into a flow. */
class FlowWriter {
  readonly blocks: FlowBlock[] = []
  private lines: OpenLine[] = [{ text: '', linked: 0 }]

  write(text: string, isLinked: boolean): void {
    const line = this.lines.at(-1)
    if (line === undefined) return
    const before = line.text.length
    line.text = `${line.text}${text}`.replace(/\s{2,}/g, ' ')
    if (isLinked) line.linked += Math.max(0, line.text.length - before)
  }

  breakLine(): void {
    this.lines.push({ text: '', linked: 0 })
  }

  endParagraph(): void {
    const printed = this.lines.filter(isPrinted)
    const lines = printed.map((line) => line.text.trim())
    if (lines.length > 0) this.blocks.push({ kind: 'paragraph', lines, isNavigation: printed.every(isNavigation) })
    this.lines = [{ text: '', linked: 0 }]
  }

  add(blocks: readonly FlowBlock[]): void {
    this.endParagraph()
    this.blocks.push(...blocks)
  }
}

function isPrinted(line: OpenLine): boolean {
  const text = line.text.trim()
  return text !== '' && !FURNITURE.test(text)
}

const isNavigation = (line: OpenLine): boolean => line.linked >= line.text.trim().length * LINK_SHARE

/** A link within the page, as a contents list has it, is part of the document. */
const leadsElsewhere = (element: HtmlElement): boolean => {
  const target = attributeOf(element, 'href')
  return element.tagName === 'a' && target !== undefined && !/^(?:#|$)|#_?Toc/i.test(target)
}

interface Inline {
  readonly isLinked: boolean
  readonly isPreformatted: boolean
}

function writeText(text: string, inline: Inline, writer: FlowWriter): void {
  const lines = inline.isPreformatted ? text.split(/\r?\n/) : [text]
  lines.forEach((line, index) => {
    if (index > 0) writer.breakLine()
    writer.write(line.replace(/[\s\u00a0\u3000]+/g, ' ').replace(/[\u200b-\u200d\ufeff]/g, ''), inline.isLinked)
  })
}

function walkElement(element: HtmlElement, inline: Inline, writer: FlowWriter): void {
  const { tagName } = element
  if (UNPRINTED.has(tagName) || isHidden(element)) return
  if (tagName === 'br') writer.breakLine()
  else if (tagName === 'table') writer.add([...readCaption(element), readTable(element)])
  else {
    const inner = {
      isLinked: inline.isLinked || leadsElsewhere(element),
      isPreformatted: inline.isPreformatted || PREFORMATTED.has(tagName),
    }
    const isBlock = BLOCKS.has(tagName)
    if (isBlock) writer.endParagraph()
    walk(element.childNodes, inner, writer)
    if (isBlock) writer.endParagraph()
  }
}

function walk(nodes: readonly HtmlNode[], inline: Inline, writer: FlowWriter): void {
  for (const node of nodes) {
    if (node.nodeName === '#text' && 'value' in node) writeText(node.value, inline, writer)
    else if (isElement(node)) walkElement(node, inline, writer)
  }
}

const spanOf = (cell: HtmlElement, name: string, most: number): number => {
  const span = Number.parseInt(attributeOf(cell, name) ?? '1', 10)
  return Number.isNaN(span) ? 1 : Math.min(Math.max(span, 0), most)
}

/** Rows of a table with how many rows are left in their group, to which a rowspan of 0 reaches. */
function rowsOf(table: HtmlElement): { row: HtmlElement; left: number }[] {
  return table.childNodes.filter(isElement).flatMap((part) => {
    if (isHidden(part)) return []
    const rows = (part.tagName === 'tr' ? [part] : part.childNodes.filter(isElement)).filter(
      (row) => row.tagName === 'tr' && !isHidden(row),
    )
    return rows.map((row, index) => ({ row, left: rows.length - index }))
  })
}

function readCell(cell: HtmlElement, left: number): FlowCell {
  const rowSpan = spanOf(cell, 'rowspan', TALLEST_SPAN)
  return {
    rowSpan: rowSpan === 0 ? left : rowSpan,
    columnSpan: Math.max(1, spanOf(cell, 'colspan', WIDEST_SPAN)),
    content: readNodes(cell.childNodes),
  }
}

const isCell = (element: HtmlElement): boolean => element.tagName === 'td' || element.tagName === 'th'

const readCaption = (table: HtmlElement): FlowBlock[] =>
  table.childNodes
    .filter(isElement)
    .filter((part) => part.tagName === 'caption' && !isHidden(part))
    .flatMap((caption) => readNodes(caption.childNodes))

function readTable(table: HtmlElement): FlowTable {
  const rows = rowsOf(table).map(({ row, left }) =>
    row.childNodes
      .filter(isElement)
      .filter((cell) => isCell(cell) && !isHidden(cell))
      .map((cell) => readCell(cell, left)),
  )
  return { kind: 'table', rows }
}

/** Paragraphs and tables of a page in the order in which they are shown. */
export function readNodes(nodes: readonly HtmlNode[]): FlowBlock[] {
  const writer = new FlowWriter()
  walk(nodes, { isLinked: false, isPreformatted: false }, writer)
  writer.endParagraph()
  return writer.blocks
}
