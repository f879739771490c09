import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, type TreeAdapter } from 'parse5'
import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'

export type HtmlNode = DefaultTreeAdapterMap['childNode']
export type HtmlElement = DefaultTreeAdapterMap['element']

type Tree = TreeAdapter<DefaultTreeAdapterMap>

const tooComplex = (): never => {
  throw documentProblem('markup-too-complex')
}

/** A tree adapter that gives up on pages no browser would show: too many elements, or one inside the other too deep. */
function boundedAdapter(): Tree {
  let elements = 0
  let depth = 0
  return {
    ...defaultTreeAdapter,
    createElement(name, namespace, attributes) {
      elements += 1
      if (elements > limits.htmlElements) tooComplex()
      return defaultTreeAdapter.createElement(name, namespace, attributes)
    },
    onItemPush() {
      depth += 1
      if (depth > limits.htmlDepth) tooComplex()
    },
    onItemPop() {
      depth -= 1
    },
  }
}

/** Parses a page as a browser does. Throws `markup-too-complex`. */
export function parseHtml(text: string): readonly HtmlNode[] {
  return parse<DefaultTreeAdapterMap>(text, { treeAdapter: boundedAdapter() }).childNodes
}

export const isElement = (node: HtmlNode): node is HtmlElement => 'tagName' in node

export const attributeOf = (element: HtmlElement, name: string): string | undefined =>
  element.attrs.find((attribute) => attribute.name === name)?.value

const HIDING = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i

export const isHidden = (element: HtmlElement): boolean =>
  attributeOf(element, 'hidden') !== undefined || HIDING.test(attributeOf(element, 'style') ?? '')
