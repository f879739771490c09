import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { enqueue, jobKind, verifyLedgerFile } from '../../src/store/index.ts'
import { type TestServer, testServer } from '../../src/store/testing.ts'
import { PASSWORD, type Served, serve } from '../served.ts'
import { findBrowser, openBrowser } from './browser.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const program = findBrowser()

describe.runIf(program !== null)('ledger, jobs and system', () => {
  let pages = ''
  let browser: Browser
  let cluster: TestServer
  let served: Served
  let page: Page
  let complaints: string[] = []

  beforeAll(async () => {
    cluster = await testServer()
    pages = await mkdtemp(join(tmpdir(), 'gouji-floor-'))
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
    complaints = []
    served = await serve(cluster, { pages })
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, acceptDownloads: true })
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // That nobody has signed in yet is an answer that the browser prints.
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
    })
  })
  afterEach(async () => {
    await page.close()
    await served.close()
    expect(complaints).toEqual([])
  })

  const button = (name: string | RegExp) => page.getByRole('button', { name })

  async function signIn(login: string): Promise<void> {
    await page.getByLabel('登录名').fill(login)
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await button('登录').click()
  }

  it('an auditor reads the ledger, verifies it, takes it along, and sees where it was changed', async () => {
    await served.signedIn('desk.one', 'auditor')
    await page.goto(`${served.server.address}/ledger`)
    await signIn('desk.one')
    const rows = page.locator('.records tbody tr')
    await rows.filter({ hasText: '登录' }).first().waitFor()
    expect(await rows.first().textContent()).toContain('Name of desk.one')

    await button('验证').click()
    await page.getByText(/成立：\d+ 个条目逐一相符/).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), button('导出账本').click()])
    expect(download.suggestedFilename()).toMatch(/^gouji-ledger-.*\.jsonl$/)
    expect(await verifyLedgerFile(await download.path())).toMatchObject({ isSound: true })
    expect(await readFile(await download.path(), 'utf8')).not.toContain('Name of')

    await button('条目 1').focus()
    await page.keyboard.press('Enter')
    const entry = page.getByRole('dialog', { name: '条目 1' })
    await entry.getByText('本条 SHA-256').waitFor()
    await entry.getByRole('button', { name: '此人的全部条目' }).click()
    await entry.waitFor({ state: 'detached' })
    expect(await page.getByLabel('谁', { exact: true }).inputValue()).toBe('system')
    await page.getByLabel('谁', { exact: true }).fill('nobody')
    await page.getByText('没有符合条件的条目').waitFor()

    const database = served.store.tables<unknown>()
    await sql`alter table ledger_entry disable trigger user`.execute(database)
    await sql`grant update on ledger_entry to current_user`.execute(database)
    await sql`update ledger_entry set who = 'local' where number = 2`.execute(database)
    await button('验证').click()
    await page.getByText('条目 2 不成立').waitFor()
  })

  it('an administrator sees jobs move, cancels one, and backs up', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await served.close()
    served = await serve(cluster, {
      pages,
      examine: async (_bytes, { onPage }) => {
        onPage?.(3, 12)
        await held
        return { problem: { code: 'a', title: { zh: '一', en: 'a' }, remedy: { zh: '二', en: 'b' }, detail: '' } }
      },
    })
    const waiting = jobKind({ name: 'test.waits', payload: z.strictObject({}), run: async () => {} })
    await served.store
      .tables<unknown>()
      .transaction()
      .execute((tx) => enqueue(tx, waiting, {}))
    await fetch(`${served.server.address}/api/documents`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.txt' },
      body: 'a',
    })
    await served.signedIn('desk.one', 'administrator')
    await page.goto(`${served.server.address}/jobs`)
    await signIn('desk.one')
    const row = (text: string) => page.locator('.jobs tbody tr', { hasText: text })
    await row('读取并核对文件').getByText('3 / 12').waitFor()
    release()
    await row('读取并核对文件').getByText('完成').waitFor()
    await row('test.waits').getByRole('button', { name: /取消/ }).click()
    await row('test.waits').getByText('取消', { exact: true }).waitFor()
    await row('test.waits')
      .getByRole('button', { name: /重新执行/ })
      .waitFor()
    await page.getByRole('radiogroup', { name: '任务状态' }).getByText('放弃').click()
    await page.getByText('没有这样的任务').waitFor()

    await page.getByRole('link', { name: '系统' }).click()
    await page.getByText('还没有备份').waitFor()
    await button('立即备份').click()
    await page.getByText('还没有备份').waitFor({ state: 'detached' })
    await page.getByText('不含 settings.json 和封印密钥').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    for (const room of ['/system', '/jobs', '/ledger']) {
      await page.goto(served.server.address + room)
      await page.locator('main').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
    await page.getByText('账本的内容由审计人员查看').waitFor()
  })

  it('what went wrong at the identity provider is told on the sign-in page, once', async () => {
    await served.signedIn('desk.one', 'auditor')
    await page.goto(`${served.server.address}/?problem=external-not-admitted`)
    await page.getByText('此身份没有对应的账号').waitFor()
    expect(page.url()).not.toContain('problem')
    await signIn('desk.one')
    await page.getByRole('link', { name: '账本' }).waitFor()
  })
})
