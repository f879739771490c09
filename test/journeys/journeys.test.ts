import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readXlsx } from 'hucre/xlsx'
import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createServer, type Server } from '../../src/app/server/index.ts'
import { allMigrations } from '../../src/app/store.ts'
import { firstAdministrator } from '../../src/identity/index.ts'
import type { OpenedStore } from '../../src/store/index.ts'
import { type TestServer, testServer } from '../../src/store/testing.ts'
import { examineMadeFiles, madeDocument, madeText, ruleTitles, UNREADABLE, unembeddedType } from '../made/index.ts'
import { findBrowser, openBrowser } from './browser.ts'
import { DocumentPage } from './document-page.ts'
import { LibraryPage } from './library-page.ts'
import { listFile, PeoplePage } from './people-page.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const program = findBrowser()
if (program === null) console.info('No Chromium on this machine: the journeys do not run.')

const pdf = { name: '青禾区数据服务中心2024年部门预算.pdf', bytes: madeDocument() }
const text = { name: '青禾区2024年部门决算.txt', bytes: Buffer.from(madeText) }

describe.runIf(program !== null)('journeys', () => {
  let home = ''
  let browser: Browser
  let server: Server
  let cluster: TestServer
  let store: OpenedStore
  let page: Page
  let complaints: string[] = []

  const start = async (msPerPage: number, port = 0): Promise<void> => {
    store = await cluster.opened(await mkdtemp(join(home, 'data-')), allMigrations)
    server = await createServer({
      store,
      examine: examineMadeFiles(msPerPage),
      examples: null,
      host: '127.0.0.1',
      port,
      engine: '1',
      pages: join(home, 'pages'),
      ruleTitles,
      log: pino({ level: 'silent' }),
    })
  }

  beforeAll(async () => {
    cluster = await testServer()
    home = await mkdtemp(join(tmpdir(), 'gouji-journeys-'))
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: join(home, 'pages'), emptyOutDir: true },
    })
    browser = await openBrowser(program ?? '')
  })
  afterAll(async () => {
    await browser.close()
    await cluster.close()
    await rm(home, { recursive: true })
  })
  beforeEach(async () => {
    complaints = []
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
    page.setDefaultTimeout(10_000)
    // What the browser complains about is a defect: a refused style, a failed request, an exception.
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
  })
  afterEach(async () => {
    await page.close()
    await server.close()
    await store.close()
    expect(complaints).toEqual([])
  })

  it('from an empty library to both places of a finding, and out again as files', async () => {
    await start(150)
    const library = new LibraryPage(page)
    await library.open(server.address)
    await library.empty.waitFor()
    await library.drop([pdf])
    await library.progress.waitFor()
    await library.row('完整核对').waitFor()
    expect(await library.row('部门预算').textContent()).toContain('青禾区数据服务中心')

    await library.openDocument(pdf.name)
    const document = new DocumentPage(page)
    await document.drawn()
    expect(await document.findings.count()).toBe(4)

    await document.press('j')
    await document.wrongOnPage.waitFor()
    expect(await document.active.textContent()).toContain('同一事实，两处不符')
    expect(page.url()).toContain('/findings/figure.same-value.1')
    expect(await document.wrongInTable.textContent()).toBe('19.00')
    expect(await document.proofOnPage.count()).toBe(1)
    expect(await document.inView(document.wrongOnPage)).toBe(true)
    expect(await document.inView(document.wrongInTable)).toBe(true)

    await document.press('j')
    await page.waitForURL('**/findings/figure.parent-sum.1')
    expect(await document.wrongInTable.textContent()).toBe('1,433.14')
    expect(await document.proofOnPage.count()).toBe(4)
    await document.press('k')
    await page.waitForURL('**/findings/figure.same-value.1')

    const list = await document.take('导出问题清单')
    expect(list.suggestedFilename()).toBe('青禾区数据服务中心2024年部门预算-问题清单.xlsx')
    const rows = (await readXlsx(new Uint8Array(await readFile(await list.path())))).sheets[0]?.rows ?? []
    expect(rows.length).toBe(10)
    const annotated = await document.take('导出批注页')
    expect((await readFile(await annotated.path())).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('the address of a finding opens it, in the language chosen', async () => {
    await start(0)
    const library = new LibraryPage(page)
    await library.open(server.address)
    await library.drop([pdf])
    await library.row('未完整核对').waitFor()
    await library.speak('English')
    await library.row('Not fully checked').waitFor()
    const [known] = (await server.library.page(null, { limit: 1 })).items
    await page.goto(`${server.address}/documents/${known?.sha256}/findings/word.stale-year.1`)
    const document = new DocumentPage(page)
    await document.drawn()
    await document.wrongOnPage.waitFor()
    expect(await document.active.textContent()).toContain('A year was not updated')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await document.inView(document.wrongOnPage)).toBe(true)
    const list = await document.take('Export findings')
    expect(list.suggestedFilename()).toContain('findings.xlsx')
  })

  it('pointing at either side marks the other, by mouse and by keyboard', async () => {
    await start(0)
    const library = new LibraryPage(page)
    await library.open(server.address)
    await library.drop([pdf])
    await library.openDocument('部门预算')
    const document = new DocumentPage(page)
    await document.drawn()
    await document.cell('119.00').hover()
    await document.pointedOnPage.waitFor()
    expect(await document.pointedInTable.textContent()).toBe('119.00')

    const box = await document.pointedOnPage.boundingBox()
    await page.mouse.move(5, 5)
    await document.pointedOnPage.waitFor({ state: 'detached' })
    await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await document.pointedInTable.waitFor()
    expect(await document.pointedInTable.textContent()).toBe('119.00')

    await document.cell('119.00').focus()
    await document.press('ArrowDown')
    expect(await document.pointedInTable.textContent()).toBe('13.72')
    await document.press('ArrowRight')
    await document.press('ArrowUp')
    expect(await document.pointedInTable.textContent()).toBe('119.00')
  })

  it('a text has lines for pages, and a file that cannot be read says what to do', async () => {
    await start(0)
    const library = new LibraryPage(page)
    await library.open(server.address)
    await library.drop([
      text,
      { name: 'locked.pdf', bytes: Buffer.from(UNREADABLE) },
      { name: 'empty.pdf', bytes: Buffer.from('') },
    ])
    await library.row('文件加了密码').waitFor()
    expect(await library.row('locked.pdf').textContent()).toContain('另存为不加密的 PDF')
    await page.getByText('1 个文件没有放入').waitFor()
    // The refusal of the empty file is an answer that the browser prints; it is no defect.
    complaints = complaints.filter((complaint) => !complaint.includes('400 (Bad Request)'))
    await library.search.fill('决算')
    await library.row('locked.pdf').waitFor({ state: 'detached' })
    await library.openDocument('决算')
    await page.locator('.source-line').first().waitFor()
    await page.keyboard.press('j')
    await page.locator('.source-line.is-wrong.is-active', { hasText: '支出总计90.00万元' }).waitFor()
    await page.getByRole('button', { name: '查看逐条结果' }).click()
    await page.getByRole('dialog').getByText('identity.balance').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('says when the server is gone, goes on when it is back, and comes back to where one was', async () => {
    await start(0)
    const library = new LibraryPage(page)
    await library.open(server.address)
    await library.drop([pdf, text])
    await library.row('部门预算').waitFor()
    await library.search.fill('决算')
    await library.openDocument('决算')
    await page.goBack()
    expect(await library.search.inputValue()).toBe('决算')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('2024年部门决算')

    const { port } = new URL(server.address)
    await server.close()
    await page.getByText('连不上勾稽服务').waitFor()
    await start(0, Number(port))
    await page.getByText('连不上勾稽服务').waitFor({ state: 'detached' })
    // The library of the new server is another one; that the old one was out of reach is what was to be seen.
    await library.empty.waitFor()
    complaints = complaints.filter((complaint) => !/net::ERR|503/.test(complaint))
  })

  it('draws Chinese type that the file does not carry', async () => {
    await start(0)
    const library = new LibraryPage(page)
    await library.open(server.address)
    await library.drop([{ name: 'unembedded.pdf', bytes: unembeddedType() }])
    await library.row('unembedded.pdf').getByText('未完整核对').waitFor()
    await library.openDocument('unembedded.pdf')
    await new DocumentPage(page).drawn()
  })

  it('by keyboard alone, and on a phone one pane at a time', async () => {
    await start(0)
    await page.setViewportSize({ width: 390, height: 844 })
    const library = new LibraryPage(page)
    await library.open(server.address)
    await library.drop([pdf, text])
    await library.row('部门预算').waitFor()
    await library.row('部门决算').waitFor()
    await page.locator('.document-link').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/documents/*')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    const panes = page.locator('.pane:visible')
    await panes.first().waitFor()
    expect(await panes.count()).toBe(1)
    await page.getByRole('radiogroup').first().getByText('原件').click()
    expect(await panes.locator('h2').textContent()).toBe('原件')
  })

  it('an administrator brings organisations and people; a reviewer comes in by a link and sees what a reviewer may', async () => {
    await start(0)
    const people = new PeoplePage(page)
    await people.openAccount(`${server.address}/welcome/${await firstAdministrator(store)}`, 'vR7-kupztq')
    await page.getByText('接下来：先有单位，再有人').waitFor()
    expect(await people.rooms.allTextContents()).toEqual(['人员', '单位', '账本', '任务', '系统'])

    await page.getByRole('link', { name: '导入单位' }).click()
    await page.getByText('这一年还没有单位').waitFor()
    await page.getByRole('button', { name: '导入单位' }).click()
    const head = '单位编码,单位名称,级别'
    await people.chooseList(listFile('坏名单.csv', head, '1,青禾区,区', '101,,部门'))
    await people.drawer.getByText('1 行不能接受').waitFor()
    expect(await people.drawer.getByRole('button', { name: /^导入 \d/ }).count()).toBe(0)
    const good = [head, '1,青禾区,区', '101,青禾区数据局,部门', '101001,青禾区数据服务中心,', '102,青禾区档案馆,']
    await people.chooseList(listFile('名单.csv', ...good))
    await people.drawer.getByRole('button', { name: '导入 4 项变更' }).click()
    await people.drawer.getByRole('link', { name: '下一步：添加人员' }).click()

    const link = await people.add('desk.one', '数据服务', '审核')
    expect(link).toContain(`${server.address}/welcome/`)
    await people.closeDrawer()
    await people.lines.filter({ hasText: 'desk.one' }).getByText('青禾区数据服务中心').first().waitFor()
    await page.getByRole('button', { name: '导入名单' }).click()
    await people.chooseList(listFile('人员.csv', '登录名,姓名,单位编码,角色', 'finance.one,会计岗,102,财务、绩效'))
    const [links] = await Promise.all([
      page.waitForEvent('download'),
      people.drawer.getByRole('button', { name: '导入 1 人' }).click(),
    ])
    expect(links.suggestedFilename()).toBe('一次性链接.xlsx')
    await people.drawer.getByText('已为 1 人开账号').waitFor()
    await people.closeDrawer()
    expect(await people.lines.count()).toBe(3)
    await people.signOut()

    await people.openAccount(link, 'Kw7-vxmpqz')
    await new LibraryPage(page).empty.waitFor()
    expect(await people.rooms.allTextContents()).toEqual(['文档库', '看板', '单位'])
    await page.goto(`${server.address}/organisations`)
    await people.organisations.first().waitFor()
    expect(await people.organisations.count()).toBe(4)
    expect(await page.getByRole('button', { name: '导入单位' }).count()).toBe(0)
    await page.goto(`${server.address}/people`)
    await page.getByRole('heading', { name: '你的角色不能打开这一页', level: 2 }).waitFor()
    await page.goto(`${server.address}/account`)
    await page.getByRole('button', { name: '退出所有设备' }).click()
    await page.getByRole('button', { name: '登录', exact: true }).waitFor()
    // What was open may ask once more after its session has ended.
    complaints = complaints.filter((complaint) => !complaint.includes('401 (Unauthorized)'))
  })

  it('one account: a role for a time, a first password that has to be changed, and the end of it', async () => {
    await start(0)
    const people = new PeoplePage(page)
    await people.openAccount(`${server.address}/welcome/${await firstAdministrator(store)}`, 'vR7-kupztq')
    await page.getByText('接下来：先有单位，再有人').waitFor()
    await page.getByRole('button', { name: '添加人员' }).click()
    await people.drawer.getByLabel('登录名').fill('desk.two')
    await people.drawer.getByLabel('姓名').fill('综合岗')
    await people.drawer.getByRole('button', { name: '开账号' }).click()
    await people.drawer.getByLabel('一次性链接').waitFor()
    await people.closeDrawer()

    await people.lines.filter({ hasText: 'desk.two' }).getByRole('link').click()
    await people.drawer.getByRole('button', { name: '授予角色' }).click()
    await people.choose('角色', '领导')
    await people.drawer.getByLabel('截止日').fill('2090-12-31')
    await people.drawer.getByRole('button', { name: '授予角色' }).click()
    await people.drawer.getByText('至 2091年1月1日').waitFor()
    await people.drawer.getByRole('button', { name: '给首次密码' }).click()
    const password = await people.drawer.getByLabel('首次密码').inputValue()
    await people.closeDrawer()
    await people.signOut()

    await people.signIn('desk.two', password)
    await page.getByText('请先换掉管理员给的密码').waitFor()
    await page.getByLabel('现在的密码').fill(password)
    await page.getByLabel('新密码', { exact: true }).fill('Kw7-vxmpqz')
    await page.getByLabel('再输一次新密码').fill('Kw7-vxmpqz')
    await page.getByRole('button', { name: '修改密码' }).click()
    await new LibraryPage(page).empty.waitFor()
    await people.signOut()

    await people.signIn('admin', 'vR7-kupztq')
    await people.lines.filter({ hasText: 'desk.two' }).getByRole('link').click()
    await people.drawer.getByRole('button', { name: '停用账号' }).click()
    await people.drawer.getByRole('button', { name: '确认停用' }).click()
    await people.drawer.getByText('已停用').waitFor()
    await people.closeDrawer()
    await people.signOut()
    await people.signIn('desk.two', 'Kw7-vxmpqz')
    await page.getByText('登录名或密码不正确').waitFor()
    complaints = complaints.filter((complaint) => !complaint.includes('401 (Unauthorized)'))
  })
})
