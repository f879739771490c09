import { childOf, childrenOf, isOn, type XmlElement } from '../container/xml.ts'

/** What a paragraph style says about the text itself; the looks do not matter here. */
export interface ParagraphStyle {
  readonly list: string | null
  readonly level: number
  readonly isHidden: boolean
}

/** The properties of a style by its id, what it is based on included. */
export type Styles = (id: string | undefined) => ParagraphStyle

const PLAIN: ParagraphStyle = Object.freeze({ list: null, level: 0, isHidden: false })
/** Styles are based on one another a few times; more is a ring. */
const LONGEST_CHAIN = 12

/** Reads styles.xml; undefined when the document has none. */
export function readStyles(root: XmlElement | undefined): Styles {
  const byId = new Map(
    childrenOf(childOf(root, 'styles'), 'style').map((style) => [style.attributes.styleId ?? '', style]),
  )
  const resolve = (id: string | undefined, depth: number): ParagraphStyle => {
    const style = byId.get(id ?? '')
    if (style === undefined || depth > LONGEST_CHAIN) return PLAIN
    const base = resolve(childOf(style, 'basedOn')?.attributes.val, depth + 1)
    const number = childOf(childOf(style, 'pPr'), 'numPr')
    const vanish = childOf(childOf(style, 'rPr'), 'vanish')
    return {
      list: childOf(number, 'numId')?.attributes.val ?? base.list,
      level: Number.parseInt(childOf(number, 'ilvl')?.attributes.val ?? `${base.level}`, 10),
      isHidden: vanish === undefined ? base.isHidden : isOn(vanish),
    }
  }
  const known = new Map<string, ParagraphStyle>()
  return (id) => {
    const style = known.get(id ?? '') ?? resolve(id, 0)
    known.set(id ?? '', style)
    return style
  }
}
