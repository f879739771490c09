import type { Locator, Page } from 'playwright-core'

/** The library as its user sees it. */
export class LibraryPage {
  readonly page: Page
  readonly empty: Locator
  readonly rows: Locator
  readonly search: Locator
  readonly progress: Locator

  constructor(page: Page) {
    this.page = page
    this.empty = page.getByText('把预算、决算或绩效文件拖到这里')
    this.rows = page.locator('.document-row')
    this.search = page.getByRole('searchbox')
    this.progress = page.locator('.document-progress [role="progressbar"]')
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address)
    await this.page.locator('main').waitFor()
  }

  /** Drops files on the middle of the page, as a file manager does. */
  async drop(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
    const data = await this.page.evaluateHandle(
      (given) => {
        const transfer = new DataTransfer()
        for (const { name, base64 } of given) {
          const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
          transfer.items.add(new File([bytes], name))
        }
        return transfer
      },
      files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })),
    )
    for (const event of ['dragenter', 'dragover', 'drop'])
      await this.page.dispatchEvent('body', event, { dataTransfer: data })
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name })
  }

  async openDocument(name: string): Promise<void> {
    await this.row(name).getByRole('link').click()
  }

  async speak(language: '中文' | 'English'): Promise<void> {
    await this.page.getByRole('button', { name: language }).click()
  }
}
