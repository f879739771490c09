import { openArchive } from '../container/archive.ts'
import { findStreams, isCompound, isWhole } from '../container/compound.ts'
import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'

/** What is known of a workbook before it is decoded as a whole. */
export interface Inspection {
  readonly hasMacros: boolean
  /** Cells with a formula whose value was never saved, as programs write them that compute nothing. */
  readonly unsavedFormulas: number
}

const XML_PART = /\.(?:xml|rels|vml)$/
const SHEET_PART = /^xl\/worksheets\/[^/]*$/
const COMPLETE = /(?:<\/[\w:]+|\/)>\s*$/
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/
const HEAD = 2048
const TAIL = 256
/** An empty text is a saved value; a formula without any value, or with an empty number, is not. */
const UNSAVED = /<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b[^>]*(?:\/>|>[^<]*<\/f>)\s*(?:<v\s*\/>|<v>\s*<\/v>)?\s*<\/c>/g

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

function inspectPart(name: string, part: Uint8Array): number {
  if (DECLARATION.test(latin(part.subarray(0, HEAD)))) throw documentProblem('entity-declaration', name)
  if (part.length > 0 && !COMPLETE.test(latin(part.subarray(-TAIL)))) throw documentProblem('damaged-file', name)
  return SHEET_PART.test(name) ? (latin(part).match(UNSAVED)?.length ?? 0) : 0
}

/** Looks through the parts: sizes, declarations, parts that are cut, formulas without value. */
function inspectPackage(bytes: Uint8Array): Inspection {
  const archive = openArchive(bytes)
  let size = 0
  let unsavedFormulas = 0
  for (const { name } of archive.entries) {
    const part = archive.read(name)
    if (part === null || !(XML_PART.test(name) || SHEET_PART.test(name))) continue
    size += part.length
    if (size > limits.workbookBytes) throw documentProblem('markup-too-complex', `${size}`)
    if (XML_PART.test(name)) unsavedFormulas += inspectPart(name, part)
  }
  return { hasMacros: archive.entries.some((entry) => entry.name === 'xl/vbaProject.bin'), unsavedFormulas }
}

/** A workbook without a container: .xls in OLE, or the XML of Excel 2003. */
function inspectFile(bytes: Uint8Array): Inspection {
  if (bytes.length > limits.workbookBytes) throw documentProblem('file-too-large', `${bytes.length}`)
  if (isCompound(bytes) && !isWhole(bytes, 'Workbook')) throw documentProblem('damaged-file')
  if (isCompound(bytes)) return { hasMacros: findStreams(bytes).has('_VBA_PROJECT_CUR'), unsavedFormulas: 0 }
  if (DECLARATION.test(latin(bytes.subarray(0, HEAD)))) throw documentProblem('entity-declaration')
  return { hasMacros: false, unsavedFormulas: 0 }
}

/**
 * Bounds a workbook before the parser sees it. Throws `archive-bomb`, `markup-too-complex`, `file-too-large`,
 * `entity-declaration` and `damaged-file`.
 */
export const inspectWorkbook = (bytes: Uint8Array): Inspection =>
  bytes[0] === 0x50 && bytes[1] === 0x4b ? inspectPackage(bytes) : inspectFile(bytes)
