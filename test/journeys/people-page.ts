import type { Locator, Page } from 'playwright-core'

export interface ListFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** A list as a spreadsheet program saves it. */
export const listFile = (name: string, ...rows: string[]): ListFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(rows.join('\r\n')),
})

/** People and organisations as an administrator works with them. */
export class PeoplePage {
  readonly page: Page
  readonly lines: Locator
  readonly organisations: Locator
  readonly drawer: Locator
  readonly rooms: Locator

  constructor(page: Page) {
    this.page = page
    this.lines = page.locator('.account-line')
    this.organisations = page.getByRole('treeitem')
    this.drawer = page.getByRole('dialog')
    this.rooms = page.locator('.rooms-row a')
  }

  /** Sets a password behind a one-time link. */
  async openAccount(link: string, password: string): Promise<void> {
    await this.page.goto(link)
    await this.page.getByLabel('新密码', { exact: true }).fill(password)
    await this.page.getByLabel('再输一次新密码').fill(password)
    await this.page.getByText('可以使用', { exact: true }).waitFor()
    await this.page.getByRole('button', { name: '设置密码并登录' }).click()
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.page.getByLabel('登录名').fill(login)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: '登录', exact: true }).click()
  }

  async signOut(): Promise<void> {
    await this.page.locator('.person').click()
    await this.page.getByRole('menuitem', { name: '退出登录' }).click()
    await this.page.getByRole('button', { name: '登录', exact: true }).waitFor()
  }

  async chooseList(file: ListFile): Promise<void> {
    await this.drawer.locator('input[type="file"]').setInputFiles(file)
    await this.drawer.locator('.list-report').waitFor()
  }

  /** Chooses from a list by typing some of it. */
  async choose(list: string, text: string): Promise<void> {
    await this.drawer.getByRole('combobox', { name: list }).fill(text)
    await this.page.keyboard.press('Enter')
  }

  /** Fills in the sheet of one new account; returns its one-time link. */
  async add(login: string, organisation: string, role: string): Promise<string> {
    await this.page.getByRole('button', { name: '添加人员' }).click()
    await this.drawer.getByLabel('登录名').fill(login)
    await this.drawer.getByLabel('姓名').fill('审核岗')
    await this.choose('选择单位', organisation)
    await this.drawer.getByRole('checkbox', { name: role }).check()
    await this.drawer.getByRole('button', { name: '开账号' }).click()
    return this.drawer.getByLabel('一次性链接').inputValue()
  }

  async closeDrawer(): Promise<void> {
    await this.drawer.getByRole('button', { name: '关闭' }).click()
    await this.drawer.waitFor({ state: 'detached' })
  }
}
