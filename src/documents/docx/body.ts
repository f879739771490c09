import { childOf, childrenOf, isOn, type XmlElement } from '../container/xml.ts'
import type { FlowBlock } from '../flow.ts'
import type { Numberer } from './numbering.ts'
import { collectText, type ParagraphText } from './run.ts'
import type { Styles } from './styles.ts'
import { readTable } from './table.ts'

/** What the paragraphs of one document refer to. */
export interface DocxContext {
  readonly styles: Styles
  readonly numberer: Numberer
  /** Notes by kind and id. */
  readonly notes: ReadonlyMap<string, XmlElement>
  /** Programs of embedded objects met so far. */
  readonly objects: Set<string>
}

/** Containers around paragraphs and tables that print nothing themselves. */
const TRANSPARENT = new Set(['sdt', 'sdtContent', 'ins', 'moveTo', 'customXml', 'smartTag'])
const ENDS_IN_DIGIT = /\d$/

const isHiddenMark = (properties: XmlElement | undefined): boolean =>
  isOn(childOf(childOf(properties, 'rPr'), 'vanish'))

/** A tracked deletion of the paragraph mark joins the paragraph to the next one. */
const hasDeletedMark = (properties: XmlElement | undefined): boolean =>
  childOf(childOf(properties, 'rPr'), 'del') !== undefined

function numberOf(properties: XmlElement | undefined, context: DocxContext): string {
  const style = context.styles(childOf(properties, 'pStyle')?.attributes.val)
  const own = childOf(properties, 'numPr')
  const list = childOf(own, 'numId')?.attributes.val ?? style.list
  const level = childOf(own, 'ilvl')?.attributes.val
  if (list === null || list === '0') return ''
  return context.numberer.next(list, level === undefined ? style.level : Number.parseInt(level, 10))
}

function withNumber(lines: readonly string[], number: string): string[] {
  const [first = '', ...rest] = lines
  return [number === '' ? first : `${number}${ENDS_IN_DIGIT.test(number) ? ' ' : ''}${first}`, ...rest]
}

/** Text boxes and notes follow the paragraph that they are anchored in. */
function attachments(text: ParagraphText, context: DocxContext): FlowBlock[] {
  for (const object of text.objects) context.objects.add(object)
  const notes = text.notes.flatMap((id) => context.notes.get(id) ?? [])
  return [...text.boxes, ...notes].flatMap((element) => readContent(element, context))
}

interface Carried {
  lines: string[]
}

function readParagraph(element: XmlElement, context: DocxContext, carried: Carried): FlowBlock[] {
  const properties = childOf(element, 'pPr')
  const text = collectText(element)
  const isEmpty = text.lines.every((line) => line.trim() === '')
  if (context.styles(childOf(properties, 'pStyle')?.attributes.val).isHidden) return []
  if (isEmpty && isHiddenMark(properties)) return attachments(text, context)
  // An empty numbered paragraph prints its number all the same, but nobody reads it.
  const number = numberOf(properties, context)
  const lines = isEmpty ? [] : withNumber(text.lines, number)
  const last = carried.lines.pop()
  const whole = last === undefined ? lines : [...carried.lines, `${last}${lines[0] ?? ''}`, ...lines.slice(1)]
  carried.lines = hasDeletedMark(properties) ? whole : []
  if (carried.lines.length > 0) return attachments(text, context)
  return [{ kind: 'paragraph', lines: whole }, ...attachments(text, context)]
}

/** Paragraphs and tables of the body, a cell, a text box or a note, in their order. */
export function readContent(container: XmlElement, context: DocxContext): FlowBlock[] {
  const carried: Carried = { lines: [] }
  const read = (element: XmlElement): FlowBlock[] => {
    if (element.name === 'p') return readParagraph(element, context, carried)
    if (element.name === 'tbl') return [readTable(element, (cell) => readContent(cell, context))]
    return TRANSPARENT.has(element.name) ? element.children.flatMap(read) : []
  }
  const blocks = container.children.flatMap(read)
  return carried.lines.length > 0 ? [...blocks, { kind: 'paragraph', lines: carried.lines }] : blocks
}

/** The notes of a part, by kind and id; separators between text and notes are none. */
export const readNotes = (root: XmlElement | undefined, kind: 'footnote' | 'endnote'): [string, XmlElement][] =>
  childrenOf(childOf(root, `${kind}s`), kind)
    .filter((note) => note.attributes.type === undefined || note.attributes.type === 'normal')
    .map((note) => [`${kind} ${note.attributes.id}`, note])
