import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlTable, madeTables } from '../../../test/made-documents.ts'
import { type Block, type Grid, readDocument, type Source } from '../index.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const page = (body: string, head = ''): string =>
  `<!DOCTYPE html><html><head><title>站点</title>${head}</head><body>${body}</body></html>`
const blocksOf = (source: Source): Block[] => source.pages.flatMap((one) => one.blocks)
const read = async (body: string): Promise<Block[]> => blocksOf(await readDocument(utf8(page(body))))
const outline = async (body: string): Promise<string[]> =>
  (await read(body)).map((block) =>
    block.kind === 'line' ? block.text : block.cells.map((cell) => cell.text).join('|'),
  )
const withoutPlaces = (grid: Grid) => ({
  rows: grid.rows,
  columns: grid.columns,
  cells: grid.cells.map(({ at: _, ...cell }) => cell),
})

const table = '<table><tr><th>项目</th><th>预算数</th></tr><tr><td>合计</td><td>1,261.69</td></tr></table>'

describe('web pages', () => {
  it('read any table with merged cells back', async () => {
    await fc.assert(
      fc.asyncProperty(madeTables, async (made) => {
        const [grid] = await read(htmlTable(made))
        expect(grid?.kind === 'grid' && withoutPlaces(grid)).toEqual(made)
      }),
    )
  })

  it('give paragraphs and table rows with their ordinal', async () => {
    const blocks = await read(`<h1>部门预算</h1><p> </p>${table}<p>注：无</p>`)
    expect(blocks.map((block) => [block.kind, block.at])).toEqual([
      ['line', { line: 1 }],
      ['grid', { line: 2, lastLine: 3 }],
      ['line', { line: 4 }],
    ])
  })

  it('read what a browser shows of broken markup', async () => {
    expect(await outline('<table><tr><td>项目<td>数<tr><td>合计<td>1</table><p>一<p>二')).toEqual([
      '项目|数|合计|1',
      '一',
      '二',
    ])
  })

  it('leave out scripts, hidden parts, controls and what leads around the site', async () => {
    const site =
      '<nav>首页</nav><div><a href="/a">政务公开</a> <a href="/b">走进本区</a></div><div>您现在的位置：<a href="/">首页</a> &gt; 预算</div><script>1</script><p style="display: none">密</p><p hidden>密</p><select><option>甲</select>'
    const foot = '<footer>联系我们</footer><div>主办：某区人民政府</div><div>某ICP备12345号</div><p>【打印】</p>'
    expect(await outline(`${site}<p>一、<a href="#a">概况</a></p>${table}${foot}`)).toEqual([
      '一、概况',
      '项目|预算数|合计|1,261.69',
    ])
  })

  it('take tables that lay out the page for what they frame', async () => {
    const framed = `<table><tr><td><a href="/">首页</a></td></tr><tr><td><p>部门预算</p>${table}</td></tr></table>`
    expect(await outline(framed)).toEqual(['部门预算', '项目|预算数|合计|1,261.69'])
    const label = '<table><tr><td>部门：某中心</td><td>单位：万元</td></tr></table>'
    expect(await outline(label + table)).toEqual(['部门：某中心', '单位：万元', '项目|预算数|合计|1,261.69'])
  })

  it('put wrapped lines of a cell together and keep links inside cells', async () => {
    const cells =
      '<table><tr><td>行<br>次</td><td><p>一般公共</p><p>预算</p></td></tr><tr><td>1</td><td><a href="/x">某项目</a></td></tr></table>'
    expect(await outline(cells)).toEqual(['行次|一般公共预算|1|某项目'])
  })

  it('read a caption before its table and a rowspan of 0 to the end of its group', async () => {
    const spans =
      '<table><caption>表 1</caption><tbody><tr><td rowspan="0">甲</td><td>1</td></tr><tr><td>2</td></tr></tbody><tbody><tr><td>乙</td><td>3</td></tr></tbody></table>'
    const [caption, grid] = await read(spans)
    expect(caption).toMatchObject({ kind: 'line', text: '表 1' })
    expect(grid?.kind === 'grid' && grid.cells.map((cell) => [cell.text, cell.rowSpan])).toEqual([
      ['甲', 2],
      ['1', 1],
      ['2', 1],
      ['乙', 1],
      ['3', 1],
    ])
  })

  it.each([
    ['declared', '<meta charset="gb2312">', 'html'],
    ['undeclared', '', 'html'],
    ['wrongly declared', '<meta charset="utf-8">', 'html'],
  ])('read GB18030, %s', async (_, head, format) => {
    const [before = '', after = ''] = page('<p>@@</p>', head).replace('站点', '').split('@@')
    const bytes = Uint8Array.of(...utf8(before), 0xba, 0xcf, 0xbc, 0xc6, ...utf8(after))
    const source = await readDocument(bytes)
    expect([source.format, blocksOf(source)]).toMatchObject([format, [{ text: '合计' }]])
  })

  it('are known by their content, also when saved as .xls or after a comment', async () => {
    expect((await readDocument(utf8(`<!-- saved from url=(0014)about:internet -->\r\n${page(table)}`))).format).toBe(
      'html',
    )
    expect((await readDocument(utf8(table))).format).toBe('html')
  })

  it.each([
    [
      'quoted-printable',
      (text: string) =>
        Buffer.from(text).reduce(
          (coded, byte) =>
            `${coded}=${byte.toString(16).padStart(2, '0').toUpperCase()}${coded.length % 70 < 3 ? '=\r\n' : ''}`,
          '',
        ),
    ],
    [
      'base64',
      (text: string) =>
        Buffer.from(text)
          .toString('base64')
          .replace(/(.{76})/g, '$1\r\n'),
    ],
  ])('are read from a page saved with its pictures, coded as %s', async (coding, encode) => {
    const parts = `--=_b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: ${coding}\r\n\r\n${encode(page(table))}\r\n--=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=_b--\r\n`
    const source = await readDocument(
      utf8(
        `From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="=_b"\r\n\r\n${parts}`,
      ),
    )
    expect([source.format, blocksOf(source)]).toMatchObject(['html', [{ kind: 'grid', rows: 2, columns: 2 }]])
  })

  it.each([
    ['an error page', 'error-page', page('<h1>404 Not Found</h1><hr>nginx')],
    ['a page that scripts would fill', 'nothing-printed', page('<div id="app"></div><script>1</script>')],
    ['endless nesting', 'markup-too-complex', page('<div>'.repeat(100_000))],
    ['endless elements', 'markup-too-complex', page('<br>'.repeat(500_000))],
    [
      'endless formatting',
      'markup-too-complex',
      page(Array.from({ length: 20_000 }, (_, n) => `<p><b id=${n}>`).join('')),
    ],
    [
      'an endless table',
      'markup-too-complex',
      page(`<table>${'<tr><td colspan=1000>1<td>2</tr>'.repeat(5_000)}</table>`),
    ],
  ])('refuse %s', async (_, code, text) => {
    await expect(readDocument(utf8(text))).rejects.toMatchObject({ name: 'Problem', code })
  })
})
