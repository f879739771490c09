import { childOf, isOn, type XmlElement } from '../container/xml.ts'

/** What a paragraph holds besides its text. */
export interface ParagraphText {
  readonly lines: string[]
  /** Contents of text boxes anchored in the paragraph. */
  readonly boxes: XmlElement[]
  /** Ids of the notes referred to, `footnote` or `endnote` before the number. */
  readonly notes: string[]
  /** Embedded objects by their program, such as Excel.Sheet.12. */
  readonly objects: string[]
}

/** Tick boxes set in symbol fonts, by font and character; the rest of such fonts is ornament. */
const SYMBOLS: Readonly<Record<string, string>> = Object.freeze({
  'wingdings fe': '☑',
  'wingdings fd': '☒',
  'wingdings fc': '√',
  'wingdings a8': '□',
  'wingdings 6f': '□',
  'wingdings 71': '□',
  'wingdings 2 52': '☑',
  'wingdings 2 53': '☒',
  'wingdings 2 54': '☒',
  'wingdings 2 50': '√',
  'wingdings 2 a3': '□',
  'wingdings 2 2a': '□',
  'symbol b3': '≥',
  'symbol a3': '≤',
})

function symbolOf(element: XmlElement): string {
  const code = Number.parseInt(element.attributes.char ?? '', 16) & 0xff
  return SYMBOLS[`${element.attributes.font?.toLowerCase()} ${code.toString(16)}`] ?? ''
}

/** Deleted and moved-away text, field codes, properties, the reading aid above a character: none of it is printed. */
const UNPRINTED = new Set(['del', 'moveFrom', 'delText', 'instrText', 'rPr', 'pPr', 'rt', 'Fallback', 'tblPr'])

const TEXT: Readonly<Record<string, string>> = Object.freeze({ tab: ' ', ptab: ' ', noBreakHyphen: '-' })

const isHiddenRun = (run: XmlElement): boolean => isOn(childOf(childOf(run, 'rPr'), 'vanish'))

function append(paragraph: ParagraphText, text: string): void {
  paragraph.lines.push(`${paragraph.lines.pop() ?? ''}${text}`)
}

function collectElement(element: XmlElement, paragraph: ParagraphText): void {
  const { name } = element
  const text = TEXT[name]
  if (UNPRINTED.has(name) || (name === 'r' && isHiddenRun(element))) return
  if (text !== undefined) append(paragraph, text)
  else if (name === 't') append(paragraph, element.text)
  else if (name === 'br' || name === 'cr') paragraph.lines.push('')
  else if (name === 'sym') append(paragraph, symbolOf(element))
  else if (name === 'txbxContent') paragraph.boxes.push(element)
  else if (name === 'footnoteReference') paragraph.notes.push(`footnote ${element.attributes.id}`)
  else if (name === 'endnoteReference') paragraph.notes.push(`endnote ${element.attributes.id}`)
  else if (name === 'OLEObject') paragraph.objects.push(element.attributes.ProgID ?? '')
  else for (const child of element.children) collectElement(child, paragraph)
}

/** The text of a paragraph as it prints, broken where the author broke it. */
export function collectText(paragraph: XmlElement): ParagraphText {
  const collected: ParagraphText = { lines: [''], boxes: [], notes: [], objects: [] }
  for (const child of paragraph.children) collectElement(child, collected)
  return collected
}
