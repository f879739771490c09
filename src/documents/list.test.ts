import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRows } from './index.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function workbook(rows: readonly (readonly (string | number)[])[], type: 'xlsx' | 'biff8'): Uint8Array {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), '名单')
  return new Uint8Array(write(book, { type: 'array', bookType: type }))
}

describe('a list that is handed in', () => {
  it.each(['xlsx', 'biff8'] as const)('is read from %s, rows where the sheet has them', async (type) => {
    const rows = [['编码', '名称'], [101, '区数据局'], [], ['', '没有编码']]
    expect(await readRows(workbook(rows, type))).toEqual([['编码', '名称'], ['101', '区数据局'], [], ['', '没有编码']])
  })

  it('is read from CSV in UTF-8, with or without its mark, and in GB18030', async () => {
    const rows = [
      ['编码', '名称'],
      ['101', '区“数据”局'],
    ]
    const text = '编码,名称\r\n101,区“数据”局\r\n'
    // 编码,名称 CR LF 101,区“数据”局 as Excel writes it on a Chinese Windows.
    const gb = [
      0xb1, 0xe0, 0xc2, 0xeb, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0d, 0x0a, 0x31, 0x30, 0x31, 0x2c, 0xc7, 0xf8, 0xa1, 0xb0,
      0xca, 0xfd, 0xbe, 0xdd, 0xa1, 0xb1, 0xbe, 0xd6,
    ]
    for (const bytes of [bytesOf(text), bytesOf(`\ufeff${text}`), Uint8Array.from(gb)])
      expect(await readRows(bytes)).toEqual(rows)
  })

  it('may quote fields, hold separators and line ends in them, and be separated by tabs or semicolons', async () => {
    expect(await readRows(bytesOf('a,b\n"1,2","say ""x""\nand y"\n\n3'))).toEqual([
      ['a', 'b'],
      ['1,2', 'say "x"\nand y'],
      [''],
      ['3'],
    ])
    expect(await readRows(bytesOf('a\tb\n1\t2,3'))).toEqual([
      ['a', 'b'],
      ['1', '2,3'],
    ])
    expect(await readRows(bytesOf('a;b\n1;'))).toEqual([
      ['a', 'b'],
      ['1', ''],
    ])
  })

  it('reads back whatever fields are written', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '局', ',', '"', '\n', '1') }).map((text) => text.trim())
    const rows = fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 5 })
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(rows, async (list) => {
        const written = [['h', 'i'], ...list]
        const text = written.map((row) => row.map(quoted).join(',')).join('\r\n')
        expect(await readRows(bytesOf(text))).toEqual(written)
      }),
      { numRuns: 200 },
    )
  })

  it('that is another kind of file is refused', async () => {
    await expect(readRows(bytesOf('%PDF-1.7 …'))).rejects.toMatchObject({ code: 'not-a-list' })
    await expect(readRows(bytesOf('<html><table></table></html>'))).rejects.toMatchObject({ code: 'not-a-list' })
    await expect(readRows(new Uint8Array())).rejects.toMatchObject({ code: 'empty-file' })
    await expect(readRows(workbook([['a']], 'xlsx').subarray(0, 400))).rejects.toMatchObject({ code: 'damaged-file' })
  })
})
