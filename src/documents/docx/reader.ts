import { type ProblemReport, reportOf } from '../../kernel/index.ts'
import { type Archive, openArchive } from '../container/archive.ts'
import { childOf, parseXml, type XmlElement, type XmlSelection } from '../container/xml.ts'
import { blocksFromFlow } from '../flow.ts'
import type { ReadOptions, Source } from '../model.ts'
import { documentProblem } from '../problems.ts'
import { type DocxContext, readContent, readNotes } from './body.ts'
import { createNumberer } from './numbering.ts'
import { readStyles } from './styles.ts'

const MAIN_PART = /^word\/document\d*\.xml$/
const SELECTION: XmlSelection = {
  textOf: new Set(['t']),
  without: new Set([
    'Fallback',
    'instrText',
    'sectPr',
    'blipFill',
    'spPr',
    'latentStyles',
    'tblPr',
    'tblPrEx',
    'tblGrid',
    'bookmarkStart',
    'bookmarkEnd',
    'proofErr',
    'lastRenderedPageBreak',
  ]),
  only: new Map([
    ['rPr', new Set(['vanish', 'del'])],
    ['pPr', new Set(['pStyle', 'numPr', 'rPr'])],
    ['trPr', new Set(['gridBefore', 'gridAfter', 'del', 'hidden'])],
    ['tcPr', new Set(['gridSpan', 'vMerge', 'hMerge'])],
  ]),
  attributes: new Set(['val', 'id', 'type', 'char', 'font', 'ilvl', 'numId', 'abstractNumId', 'styleId', 'ProgID']),
}

const partOf = (archive: Archive, name: string): XmlElement | undefined => {
  const bytes = archive.read(name)
  return bytes === null ? undefined : parseXml(bytes, SELECTION)
}

function mainPart(archive: Archive): XmlElement {
  const name = archive.entries.find((entry) => MAIN_PART.test(entry.name))?.name
  const body = childOf(childOf(name === undefined ? undefined : partOf(archive, name), 'document'), 'body')
  if (body === undefined) throw documentProblem('damaged-file')
  return body
}

const contextOf = (archive: Archive): DocxContext => ({
  styles: readStyles(partOf(archive, 'word/styles.xml')),
  numberer: createNumberer(partOf(archive, 'word/numbering.xml')),
  notes: new Map([
    ...readNotes(partOf(archive, 'word/footnotes.xml'), 'footnote'),
    ...readNotes(partOf(archive, 'word/endnotes.xml'), 'endnote'),
  ]),
  objects: new Set(),
})

function problemsOf(archive: Archive, context: DocxContext): ProblemReport[] {
  const hasMacros = archive.entries.some((entry) => entry.name === 'word/vbaProject.bin')
  const sheets = [...context.objects].filter((program) => /^(?:Excel|ET|KET)\./i.test(program))
  return [
    ...(hasMacros ? [reportOf(documentProblem('macros-ignored'))] : []),
    ...(sheets.length > 0 ? [reportOf(documentProblem('embedded-object', sheets.join(', ')))] : []),
  ]
}

/**
 * Reads a Word document: its body in order with automatic numbers, text boxes and notes; without headers, footers,
 * deleted and hidden text. Throws `damaged-file`, `archive-bomb`, `entity-declaration` and `nothing-printed`.
 */
export function readDocx(bytes: Uint8Array, options: ReadOptions = {}): Pick<Source, 'pages' | 'problems'> {
  const archive = openArchive(bytes)
  const context = contextOf(archive)
  const blocks = blocksFromFlow(readContent(mainPart(archive), context))
  if (blocks.length === 0) throw documentProblem('nothing-printed')
  options.onPage?.(1, 1)
  return { pages: [{ number: 1, blocks }], problems: problemsOf(archive, context) }
}
