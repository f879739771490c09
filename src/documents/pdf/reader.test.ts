import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { corpusFile, hasCorpus } from '../../../test/corpus.ts'
import { readPdf } from './reader.ts'

describe('a PDF that cannot be read', () => {
  it('is refused by name', async () => {
    await expect(readPdf(new Uint8Array(0), {})).rejects.toMatchObject({ code: 'pdf-empty' })
    await expect(readPdf(new TextEncoder().encode('%PDF-1.7 nothing'), {})).rejects.toMatchObject({
      code: 'pdf-damaged',
    })
  })
})

describe.runIf(hasCorpus)('real documents', () => {
  it('give their ruled tables with text in cells', async () => {
    const { pages } = await readPdf(await readFile(corpusFile('shanghai-budget-02.pdf')), {})
    expect(pages).toHaveLength(17)
    const grids = pages.flatMap((page) => page.blocks).filter((block) => block.kind === 'grid')
    expect(grids.length).toBeGreaterThan(5)
  })
})
