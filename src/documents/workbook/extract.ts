import { zipSync } from 'fflate'
import { openArchive } from '../container/archive.ts'
import { findStreams, isCompound, readStream } from '../container/compound.ts'
import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'
import { keepCells } from './records.ts'

/**
 * What of a workbook is handed to the parser. The parser trusts its input: a link over all cells or a broken formula
 * keeps it busy for ever, so it is given nothing but cells, strings, number formats and merges.
 */
export interface Extract {
  readonly bytes: Uint8Array
  readonly hasMacros: boolean
  /** Cells with a formula whose value was never saved, as programs write them that compute nothing. */
  readonly unsavedFormulas: number
}

const CONTENTS = '[Content_Types].xml'
const NEEDED_PART =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook\d*\.xml|_rels\/workbook\d*\.xml\.rels|sharedStrings\.xml|styles\.xml))$/i
const SHEET_PART = /^xl\/(?:worksheets|chartsheets|dialogsheets|macrosheets)\/[^/]*\.xml$/i
const COMPLETE = /(?:<\/[\w:]+|\/)>\s*$/
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/
const HEAD = 2048
const TAIL = 256
/** An empty text is a saved value; a formula without any value, or with an empty number, is not. */
const UNSAVED = /<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b[^>]*(?:\/>|>[^<]*<\/f>)\s*(?:<v\s*\/>|<v>\s*<\/v>)?\s*<\/c>/g
const CELL = /<(?:\w+:)?v>|<(?:\w+:)?is>/g
const ROOT = /<(?:\w+:)?(?:worksheet|chartsheet|dialogsheet|xm:macrosheet|macrosheet)\b[^>]*>/
const CELLS = /<((?:\w+:)?sheetData)\b[^>]*>/
const MERGES = /<((?:\w+:)?mergeCells)\b[^>]*>/

/** One character per byte, so that markup is cut without decoding what it holds. */
const toCharacters = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
const toBytes = (characters: string): Uint8Array => new Uint8Array(Buffer.from(characters, 'latin1'))

/** An element with all it holds, where it begins with a pattern. */
function elementOf(markup: string, start: RegExp): string {
  const match = start.exec(markup)
  const end = match === null ? -1 : markup.indexOf(`</${match[1]}>`, match.index)
  return match === null || end === -1 ? '' : markup.slice(match.index, end + (match[1]?.length ?? 0) + 3)
}

/** The markup of a sheet without links, columns, drawings and whatever else prints no cell. Bytes stay as they are. */
function reduceSheet(markup: string): string {
  const root = ROOT.exec(markup)?.[0]
  if (root === undefined) return ''
  const name = /^<([\w:]+)/.exec(root)?.[1] ?? ''
  if (root.endsWith('/>')) return root
  return `${root}${elementOf(markup, CELLS)}${elementOf(markup, MERGES)}</${name}>`
}

/** The parser looks for every part that the list of contents names, so the list names no more than is handed over. */
function withListedParts(parts: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  const list = parts[CONTENTS]
  if (list === undefined) return { ...parts }
  const markup = toCharacters(list).replace(/<(?:\w+:)?Override\b[^>]*>/g, (override) => {
    const name = /PartName\s*=\s*["']\/?([^"']*)/.exec(override)?.[1]
    return name !== undefined && Object.hasOwn(parts, name) ? override : ''
  })
  return { ...parts, [CONTENTS]: toBytes(markup) }
}

function checkPart(name: string, part: Uint8Array): void {
  if (DECLARATION.test(toCharacters(part.subarray(0, HEAD)))) throw documentProblem('entity-declaration', name)
  if (part.length > 0 && !COMPLETE.test(toCharacters(part.subarray(-TAIL)))) throw documentProblem('damaged-file', name)
}

function extractPackage(bytes: Uint8Array): Extract {
  const archive = openArchive(bytes)
  const parts: Record<string, Uint8Array> = {}
  let size = 0
  let cells = 0
  let unsavedFormulas = 0
  for (const { name } of archive.entries) {
    const part = NEEDED_PART.test(name) || SHEET_PART.test(name) ? archive.read(name) : null
    if (part === null) continue
    checkPart(name, part)
    size += part.length
    if (size > limits.workbookBytes) throw documentProblem('markup-too-complex', `${size}`)
    const sheet = SHEET_PART.test(name) ? toCharacters(part) : null
    cells += sheet?.match(CELL)?.length ?? 0
    if (cells > limits.workbookCells) throw documentProblem('markup-too-complex', `${cells}`)
    unsavedFormulas += sheet?.match(UNSAVED)?.length ?? 0
    parts[name] = sheet === null ? part : toBytes(reduceSheet(sheet))
  }
  const hasMacros = archive.entries.some((entry) => entry.name === 'xl/vbaProject.bin')
  return { bytes: zipSync(withListedParts(parts), { level: 0 }), hasMacros, unsavedFormulas }
}

function extractCompound(bytes: Uint8Array): Extract {
  const stream = readStream(bytes, 'Workbook') ?? readStream(bytes, 'Book')
  if (stream === null) throw documentProblem('damaged-file')
  return { bytes: keepCells(stream), hasMacros: findStreams(bytes).has('_VBA_PROJECT_CUR'), unsavedFormulas: 0 }
}

/** The XML of Excel 2003, without its columns: they may claim to be without number. */
function extractMarkup(bytes: Uint8Array): Extract {
  checkPart('', bytes)
  const characters = toCharacters(bytes)
  const cells = characters.match(/<(?:\w+:)?Data\b/g)?.length ?? 0
  if (cells > limits.workbookCells) throw documentProblem('markup-too-complex', `${cells}`)
  const markup = characters.replace(/<(?:\w+:)?(?:Column|NamedRange)\b[^>]*\/>/g, '')
  return { bytes: toBytes(markup), hasMacros: false, unsavedFormulas: 0 }
}

/**
 * Takes from a workbook what prints. Throws `archive-bomb`, `markup-too-complex`, `file-too-large`,
 * `entity-declaration` and `damaged-file`.
 */
export function extractCells(bytes: Uint8Array): Extract {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return extractPackage(bytes)
  if (bytes.length > limits.workbookBytes) throw documentProblem('file-too-large', `${bytes.length}`)
  return isCompound(bytes) ? extractCompound(bytes) : extractMarkup(bytes)
}
