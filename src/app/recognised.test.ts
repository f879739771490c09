import { describe, expect, it } from 'vitest'
import type { Finding } from '../budget/index.ts'
import type { Page, Source } from '../documents/index.ts'
import { doubtRecognised } from './recognised.ts'

const both = { zh: '合计不等于各行之和', en: 'does not add up' }

const on = (...pages: number[]): Finding => ({
  id: 'figure.row-sum#1',
  rule: 'figure.row-sum',
  severity: 'error',
  title: both,
  message: both,
  expected: { zh: '100.00', en: '100.00' },
  remedy: both,
  basis: both,
  where: pages.map((page) => ({ at: { page, box: [0, 0, 1, 1] }, quote: '100.01' })),
})

const page = (number: number, ocr?: Page['ocr']): Page => ({
  number,
  blocks: [],
  ...(ocr === undefined ? {} : { ocr }),
})
const source: Source = { format: 'pdf', sha256: '', problems: [], pages: [page(1), page(2, 'done')] }

describe('a finding', () => {
  it('on a page read from a scan is a doubt, also where only one side was', () => {
    for (const finding of doubtRecognised([on(2), on(1, 2)], source)) {
      expect(finding.severity).toBe('warning')
      expect(finding.message.zh).toContain('识别')
      expect(finding.message.en).toContain('scan')
    }
  })

  it('on a printed page stays what it is', () => {
    expect(doubtRecognised([on(1)], source)).toEqual([on(1)])
  })
})
