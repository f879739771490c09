import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'

/** An element of an office document. Prefixes are left out: producers choose them freely. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Characters directly inside, for the elements whose text was asked for. */
  readonly text: string
}

interface OpenElement {
  name: string
  attributes: Readonly<Record<string, string>>
  children: OpenElement[]
  text: string
}

export interface XmlSelection {
  /** Elements whose characters are kept. */
  readonly textOf: ReadonlySet<string>
  /** Elements that are left out with all they hold. */
  readonly without: ReadonlySet<string>
  /** Of the children of some elements only these are kept: most properties are looks. */
  readonly only: ReadonlyMap<string, ReadonlySet<string>>
  /** Attributes that are kept. */
  readonly attributes: ReadonlySet<string>
}

const CHUNK = 65_536

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const NONE: Readonly<Record<string, string>> = Object.freeze({})

function keptAttributes(tag: SaxesTagPlain, kept: ReadonlySet<string>): Readonly<Record<string, string>> {
  const attributes = Object.entries(tag.attributes)
    .map(([name, value]): [string, string] => [localName(name), value])
    .filter(([name]) => kept.has(name))
  return attributes.length === 0 ? NONE : Object.fromEntries(attributes)
}

/** Builds the tree of what is selected; depth and number of elements are bounded. */
class TreeBuilder {
  readonly root: OpenElement = { name: '', attributes: {}, children: [], text: '' }
  private readonly open: OpenElement[] = [this.root]
  private readonly selection: XmlSelection
  private elements = 0
  private kept = 0
  private leftOut = 0

  constructor(selection: XmlSelection) {
    this.selection = selection
  }

  begin(tag: SaxesTagPlain): void {
    this.elements += 1
    const depth = this.open.length + this.leftOut
    if (this.elements > limits.markupElements || depth > limits.markupDepth) throw documentProblem('markup-too-complex')
    const name = localName(tag.name)
    if (this.leftOut > 0 || !this.isKept(name)) {
      this.leftOut += 1
      return
    }
    this.kept += 1
    if (this.kept > limits.keptElements) throw documentProblem('markup-too-complex')
    const element = { name, attributes: keptAttributes(tag, this.selection.attributes), children: [], text: '' }
    this.open.at(-1)?.children.push(element)
    this.open.push(element)
  }

  private isKept(name: string): boolean {
    const only = this.selection.only.get(this.open.at(-1)?.name ?? '')
    return !this.selection.without.has(name) && (only === undefined || only.has(name))
  }

  end(): void {
    if (this.leftOut > 0) this.leftOut -= 1
    else this.open.pop()
  }

  characters(text: string): void {
    const parent = this.open.at(-1)
    if (this.leftOut === 0 && parent !== undefined && this.selection.textOf.has(parent.name)) parent.text += text
  }
}

function decodeXml(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/**
 * Reads an XML part. No entities but the five of XML itself: a DOCTYPE is refused (`entity-declaration`), so is what
 * is not well formed (`damaged-file`) or lies too deep (`markup-too-complex`).
 */
export function parseXml(bytes: Uint8Array, selection: XmlSelection): XmlElement {
  const builder = new TreeBuilder(selection)
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('doctype', () => {
    throw documentProblem('entity-declaration')
  })
  parser.on('error', (error) => {
    throw documentProblem('damaged-file', error.message)
  })
  parser.on('opentag', (tag) => builder.begin(tag))
  parser.on('closetag', () => builder.end())
  parser.on('text', (text) => builder.characters(text))
  parser.on('cdata', (text) => builder.characters(text))
  const text = decodeXml(bytes)
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK))
  parser.close()
  return builder.root
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name)

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? []

/** An on/off property of office XML: present without a value means on. */
export function isOn(element: XmlElement | undefined): boolean {
  if (element === undefined) return false
  return !['0', 'false', 'off'].includes(element.attributes.val ?? '1')
}
