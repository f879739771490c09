import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readXlsx } from 'hucre/xlsx'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dayAfter } from '../../src/library/index.ts'
import { type TestServer, testServer } from '../../src/store/testing.ts'
import { Desk } from '../desk.ts'
import { madeArchive } from '../made/archive.ts'
import { examineMadeFiles, madeDocument, madeText, UNREADABLE } from '../made/index.ts'
import { type Office, openOffice } from '../office.ts'
import { findBrowser, openBrowser } from './browser.ts'
import { DocumentPage } from './document-page.ts'
import { LibraryPage } from './library-page.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const program = findBrowser()
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

describe.runIf(program !== null)('the bureau', () => {
  let pages = ''
  let browser: Browser
  let cluster: TestServer
  let office: Office
  let page: Page
  let complaints: string[] = []

  /** Somebody at a browser who has signed in. */
  async function sitDown(...enter: Parameters<Office['enter']>): Promise<void> {
    const { session } = await office.enter(...enter)
    await page.context().clearCookies()
    await page.context().addCookies([{ name: 'gouji-session', value: session, url: office.server.address }])
  }

  beforeAll(async () => {
    cluster = await testServer()
    pages = await mkdtemp(join(tmpdir(), 'gouji-board-'))
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: pages, emptyOutDir: true },
    })
    browser = await openBrowser(program ?? '')
  })
  afterAll(async () => {
    await browser.close()
    await cluster.close()
    await rm(pages, { recursive: true })
  })
  beforeEach(async () => {
    office = await openOffice(cluster)
    await office.restart({ pages })
    complaints = []
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, acceptDownloads: true })
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
  })
  afterEach(async () => {
    await page.close()
    await office.close()
    expect(complaints).toEqual([])
  })

  it('decides on what the department answered, and the counts go down', async () => {
    const desk = await Desk.open(office, ['finance'], '101')
    await desk.put('/api/documents', 'a.pdf', madeDocument())
    await office.idle()
    await sitDown(['finance'], '101')
    const library = new LibraryPage(page)
    await library.open(office.server.address)
    await library.openDocument('a.pdf')
    const document = new DocumentPage(page)
    await document.findings.first().waitFor()
    await document.press('j')
    await document.active.getByLabel('理由').fill('依区人大批复列示')
    await document.active.getByRole('button', { name: '已说明' }).click()
    await document.active.locator('.statements').getByText('依区人大批复列示').waitFor()
    expect(await document.active.getByRole('button', { name: '不作问题' }).count()).toBe(0)

    await sitDown(['reviewer'])
    await page.reload()
    await document.active.locator('.statements').getByText('已说明').waitFor()
    await document.active.getByRole('button', { name: '不作问题' }).click()
    await document.active.getByText('没有写理由').waitFor()
    // The refusal is an answer that the browser prints; it is no defect.
    complaints = complaints.filter((complaint) => !complaint.includes('400 (Bad Request)'))
    await document.active.getByLabel('理由').fill('批复如此')
    // By keyboard alone: the buttons follow the box.
    for (let step = 0; step < 3; step += 1) await document.press('Tab')
    await document.press('Enter')
    await document.active.locator('.finding-state').getByText('不作问题').waitFor()
    await page.locator('.bar-chips').getByText('1 处错误').waitFor()
    await page.getByRole('checkbox', { name: '隐藏已认定 1' }).check()
    expect(await document.findings.count()).toBe(3)
    await page.goto(office.server.address)
    await page.getByText('共 1 处错误').waitFor()
  })

  it('assigns, sees what arrives and what is late, and takes the board along', async () => {
    await sitDown(['reviewer'])
    await page.goto(`${office.server.address}/board`)
    await page.getByText('这一年还没有应报的文件').waitFor()
    await page.getByRole('button', { name: '布置报送' }).click()
    await page.getByLabel('年度').last().fill('2024')
    await page.getByLabel('批复日期').fill(dayAfter(TODAY, -30))
    await page.getByRole('button', { name: '布置', exact: true }).click()
    await page.getByText('新布置 2 项').waitFor()
    await page.keyboard.press('Escape')
    const lines = page.locator('.board-line')
    await lines.nth(1).waitFor()
    expect(await lines.nth(0).textContent()).toContain('逾期 10 天')

    const desk = await Desk.open(office, ['finance'], '101')
    await desk.put('/api/documents', 'a.pdf', madeDocument())
    await lines.nth(0).getByText('有错误').waitFor()
    expect(await lines.nth(1).textContent()).toContain('未收到')
    await page.locator('.board-total.missing').click()
    await lines.nth(1).waitFor({ state: 'detached' })
    await page.locator('.board-total.missing').click()

    await lines.nth(1).getByRole('button', { name: /更改/ }).click()
    await page.getByLabel('应报日期').fill(dayAfter(TODAY, 3))
    await page.getByRole('button', { name: '保存' }).click()
    await lines.nth(1).getByText('还有 3 天').waitFor()
    const [taken] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出看板' }).click(),
    ])
    const rows = (await readXlsx(new Uint8Array(await readFile(await taken.path())))).sheets[0]?.rows ?? []
    expect(rows).toHaveLength(3)
    await lines.nth(0).getByRole('link').click()
    await page.waitForURL('**/documents/*')

    await sitDown(['operations'], '102')
    await page.goto(`${office.server.address}/board`)
    await page.getByText('我的单位要报送的文件').waitFor()
    expect(await lines.count()).toBe(1)
  })

  it('puts in an archive and a folder, and finds by name what could not be read', async () => {
    await office.restart({ pages, examine: examineMadeFiles(60) })
    await sitDown(['reviewer'])
    const library = new LibraryPage(page)
    await library.open(office.server.address)
    const bytes = madeArchive([
      { name: '一/预算.pdf', bytes: madeDocument() },
      { name: '一/决算.txt', bytes: madeText },
      { name: '一/加密.pdf', bytes: UNREADABLE },
      { name: '一/套.zip', bytes: 'PK' },
    ])
    await library.drop([{ name: '各部门.zip', bytes }])
    const strip = page.locator('.batch').filter({ hasText: '各部门.zip' })
    await strip.getByText('4 / 4 份读完').waitFor()
    await strip.getByText('1 个文件没有放入').waitFor()
    await strip.getByRole('button', { name: '详情' }).click()
    await page.getByRole('dialog').getByText('压缩包里还有压缩包').waitFor()
    await page.getByRole('dialog').getByText('文件加了密码').waitFor()
    await page.keyboard.press('Escape')
    await strip.getByRole('button', { name: '知道了' }).click()

    await library.drop([1, 2, 3].map((index) => ({ name: `${index}.txt`, bytes: Buffer.from(`${madeText}${index}`) })))
    await page.locator('.batch').getByText('3 / 3 份读完').waitFor()
    await page.getByRole('button', { name: '放入记录' }).click()
    await page.getByRole('dialog').getByText('各部门.zip').waitFor()
  })

  it('has everything checked again after an update, and sees what changed', async () => {
    const desk = await Desk.open(office, ['reviewer'])
    await desk.put('/api/documents', 'a.pdf', madeDocument())
    await office.idle()
    await office.restart({
      pages,
      engine: '2',
      examine: async (bytes, options) => {
        const examined = await examineMadeFiles(20)(bytes, options)
        if ('problem' in examined) return examined
        const { examination } = examined
        return { examination: { ...examination, findings: examination.findings.slice(1) } }
      },
    })
    await sitDown(['reviewer'])
    const library = new LibraryPage(page)
    await library.open(office.server.address)
    await page.getByText('1 份由早先版本核对').waitFor()
    await page.getByRole('button', { name: '用现在的版本全部重新核对' }).click()
    await page.getByText('结果有变 1').click()
    await library.openDocument('a.pdf')
    await page.getByText('新查出 0 处，不再查出 1 处').click()
    await page.locator('.pane-note').getByText('同一事实，两处不符').waitFor()
  })
})
