import type { Download, Locator, Page } from 'playwright-core'

/** A document beside its tables and findings. */
export class DocumentPage {
  readonly page: Page
  readonly canvas: Locator
  readonly findings: Locator
  readonly active: Locator
  /** What the open finding says is wrong, on the page and in the table. */
  readonly wrongOnPage: Locator
  readonly wrongInTable: Locator
  readonly proofOnPage: Locator
  readonly pointedOnPage: Locator
  readonly pointedInTable: Locator

  constructor(page: Page) {
    this.page = page
    this.canvas = page.locator('.pdf-page canvas')
    this.findings = page.locator('.finding')
    this.active = page.locator('.finding.is-on')
    this.wrongOnPage = page.locator('.page-mark.is-wrong.is-active')
    this.wrongInTable = page.locator('.reading-table .is-wrong.is-active')
    this.proofOnPage = page.locator('.page-mark.is-proof.is-active')
    this.pointedOnPage = page.locator('.page-mark.is-pointed')
    this.pointedInTable = page.locator('.reading-table .is-pointed')
  }

  async drawn(): Promise<void> {
    await this.canvas.first().waitFor()
    // A canvas that was never drawn on is 300 pixels wide.
    await this.page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.pdf-page canvas')
      if (canvas === null || canvas.width === 300) return false
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
      return pixels?.some((value) => value < 100) === true
    })
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key)
  }

  cell(text: string): Locator {
    return this.page.locator('.reading-table td.num', { hasText: text }).first()
  }

  async take(button: string): Promise<Download> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button }).click(),
    ])
    return download
  }

  async inView(locator: Locator): Promise<boolean> {
    const [box, view] = [await locator.first().boundingBox(), this.page.viewportSize()]
    return box !== null && view !== null && box.y >= 0 && box.y + box.height <= view.height
  }
}
