import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { corpusFile, corpusText, hasCorpus } from '../../test/corpus.ts'
import {
  docxTable,
  htmlTable,
  type MadeTable,
  makeDocx,
  makeWorkbook,
  paragraph,
  zip,
} from '../../test/made-documents.ts'
import { documentProblems, limits, readDocument, sniffFormat } from './index.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const cell = (text: string, row: number, column: number) => ({ text, row, column, rowSpan: 1, columnSpan: 1 })
const table: MadeTable = {
  rows: 3,
  columns: 3,
  cells: [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => cell(`${row}.${column}`, row, column))),
}
const docx = makeDocx(paragraph('部门预算') + docxTable(table))
const xlsx = makeWorkbook(table)
const xls = makeWorkbook(table, 'biff8')
const html = utf8(`<!DOCTYPE html><html><body><p>部门预算</p>${htmlTable(table)}</body></html>`)
const text = utf8('部门预算\n项目\t预算数\n合计\t1\n')

/** An OLE file with one stream of a name, as far as a directory shows it. */
function compound(stream: string): Uint8Array {
  const bytes = new Uint8Array(2048)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  for (const [index, letter] of [...stream].entries()) bytes[1024 + index * 2] = letter.charCodeAt(0)
  bytes[1024 + 64] = (stream.length + 1) * 2
  bytes[1024 + 66] = 2
  return bytes
}

describe('the format of a file', () => {
  it.each([
    ['docx', docx],
    ['xlsx', xlsx],
    ['xls', xls],
    ['html', html],
    ['text', text],
    ['pdf', utf8('%PDF-1.7\n')],
    ['pdf', utf8(`${' '.repeat(500)}%PDF-1.4\n`)],
    ['word-97-document', compound('WordDocument')],
    ['xls', compound('Workbook')],
    ['password-protected', compound('EncryptedPackage')],
    ['presentation-file', compound('PowerPoint Document')],
    ['damaged-file', compound('Something')],
    ['rtf-document', utf8('{\\rtf1\\ansi 预算}')],
    ['image-file', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a)],
    ['image-file', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['archive-file', utf8('Rar!\u001a\u0007')],
    ['archive-file', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
    ['archive-file', zip({ '预算.pdf': '1' })],
    ['ofd-document', zip({ 'OFD.xml': '<ofd/>' })],
    ['opendocument-file', zip({ mimetype: '1', 'META-INF/manifest.xml': '<x/>' })],
    ['presentation-file', zip({ 'ppt/presentation.xml': '<x/>' })],
    ['program-file', Uint8Array.of(0x4d, 0x5a, 0x90, 0)],
    ['unknown-format', utf8('<?xml version="1.0"?><data/>')],
    ['entity-declaration', utf8('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')],
    ['empty-file', new Uint8Array(0)],
  ])('is %s by its content alone', (format, bytes) => {
    expect(sniffFormat(bytes)).toBe(format)
  })

  it('that is not read is answered with what to do about it', async () => {
    for (const code of ['word-97-document', 'rtf-document', 'image-file'] as const) {
      expect(documentProblems[code].remedy.zh).toMatch(/PDF/)
    }
    await expect(readDocument(compound('WordDocument'))).rejects.toMatchObject({ code: 'word-97-document' })
  })

  it('and the digest of its bytes come with the pages', async () => {
    const source = await readDocument(docx)
    expect([source.format, source.sha256]).toEqual(['docx', createHash('sha256').update(docx).digest('hex')])
  })
})

/** Changes the sizes that the central directory claims for the entry of a zip with one entry. */
function claiming(bytes: Uint8Array, size: number): Uint8Array {
  const changed = bytes.slice()
  const view = new DataView(changed.buffer)
  for (let at = 0; at + 4 < changed.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true)
  }
  return changed
}

const bomb = (): Uint8Array => makeDocx(paragraph('0'.repeat(60_000_000)))
const manySmall = (): Uint8Array =>
  zip(Object.fromEntries(Array.from({ length: limits.archiveEntries + 1 }, (_, index) => [`word/${index}.xml`, ''])))
const entityBomb = (): Uint8Array => {
  const entities = Array.from({ length: 10 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`)
  return zip({
    'word/document.xml': `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "lol">${entities.join('')}]><w:document>&e10;</w:document>`,
  })
}
const bigWorkbook = (): Uint8Array =>
  zip({
    'xl/workbook.xml': '<workbook><sheets><sheet name="表" sheetId="1"/></sheets></workbook>',
    'xl/worksheets/sheet1.xml': `<worksheet>${'<c r="A1"><v>1</v></c>'.repeat(2_000_000)}</worksheet>`,
  })

describe('what a file can do wrong', () => {
  it.each([
    ['a container that is cut', 'damaged-file', docx.subarray(0, docx.length - 30)],
    ['a part that is cut', 'damaged-file', makeDocx('<w:p><w:r><w:t>部门')],
    ['a part that is not well formed', 'damaged-file', makeDocx('<w:p></w:tbl>')],
    ['a document without its body', 'damaged-file', zip({ 'word/document.xml': '<w:other/>' })],
    ['a zip bomb', 'archive-bomb', bomb()],
    ['a zip bomb that claims to be small', 'archive-bomb', claiming(bomb(), 100)],
    ['too many entries', 'archive-bomb', manySmall()],
    ['an entity bomb', 'entity-declaration', entityBomb()],
    ['elements without end', 'markup-too-complex', makeDocx('<w:sdt>'.repeat(5_000))],
    ['a workbook that inflates beyond reason', 'archive-bomb', bigWorkbook()],
    ['an .xls that lost its directory', 'damaged-file', xls.subarray(0, 600)],
    ['an .xls that lost its end', 'damaged-file', xls.subarray(0, xls.length - 1024)],
    ['a Word document that says nothing', 'nothing-printed', makeDocx(paragraph(''))],
  ])('%s is refused', async (_, code, bytes) => {
    await expect(readDocument(bytes)).rejects.toMatchObject({ name: 'Problem', code })
  })
})

const seeds = (): Record<string, Uint8Array> => ({
  docx,
  xlsx,
  xls,
  html,
  text,
  ...(hasCorpus
    ? {
        'published xls': new Uint8Array(readFileSync(corpusFile('project-forms-2019.xls'))),
        'published text': new Uint8Array(readFileSync(corpusText('huangpi-network-final-2023-ocr'))),
      }
    : {}),
})

type Mutation = readonly [kind: 'set' | 'cut' | 'repeat', at: number, value: number]

function mutate(bytes: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  let mutated = bytes.slice()
  for (const [kind, where, value] of mutations) {
    const at = Math.floor(where * mutated.length)
    if (kind === 'set') mutated[at] = value
    else if (kind === 'cut') mutated = mutated.slice(0, Math.max(1, at))
    else
      mutated = Uint8Array.from([
        ...mutated.subarray(0, at),
        ...mutated.subarray(Math.max(0, at - value), mutated.length),
      ])
  }
  return mutated
}

const mutations = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant('set' as const) },
      { weight: 1, arbitrary: fc.constantFrom('cut' as const, 'repeat' as const) },
    ),
    fc.double({ min: 0, max: 0.999999, noNaN: true }),
    fc.nat(255),
  ),
  { minLength: 1, maxLength: 12 },
)

/** Changes one part inside a container, which the container's own checks would otherwise refuse. */
const mutatePart =
  (container: Uint8Array, part: string) =>
  (changes: readonly Mutation[]): Uint8Array => {
    const parts = unzipSync(container)
    return zip({ ...parts, [part]: mutate(parts[part] ?? new Uint8Array(1), changes) })
  }

const mutants: readonly (readonly [string, (changes: readonly Mutation[]) => Uint8Array])[] = [
  ...Object.entries(seeds()).map(
    ([name, seed]) => [name, (changes: readonly Mutation[]) => mutate(seed, changes)] as const,
  ),
  ['the body of a docx', mutatePart(docx, 'word/document.xml')],
  ['a sheet of an xlsx', mutatePart(xlsx, 'xl/worksheets/sheet1.xml')],
  ['the styles of an xlsx', mutatePart(xlsx, 'xl/styles.xml')],
  ['the frame of an xlsx', mutatePart(xlsx, 'xl/workbook.xml')],
]

describe('mutated files', () => {
  it.each(mutants)('of %s are read or refused with a Problem', async (_, mutant) => {
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const outcome = await readDocument(mutant(changes)).then(
          () => 'Problem',
          (error: Error) => (error.name === 'Problem' ? 'Problem' : `${error.name}: ${error.stack}`),
        )
        expect(outcome).toBe('Problem')
      }),
      { numRuns: 100 },
    )
  })
})
