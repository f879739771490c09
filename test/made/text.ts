import { createHash } from 'node:crypto'
import type { Examined } from '../../src/app/server/index.ts'
import type { Line } from '../../src/documents/index.ts'

/** A plain text has no pages: its lines are the places. */
export const madeText =
  '青禾区数据服务中心2024年部门决算\n一、收入支出决算总体情况\n2024年度收入总计100.00万元，支出总计90.00万元。\n'

export function examineMadeText(bytes: Uint8Array): Extract<Examined, { examination: unknown }>['examination'] {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const lines = madeText
    .trim()
    .split('\n')
    .map((text, index): Line => ({ kind: 'line', text, at: { line: index + 1 }, continues: false }))
  return {
    reading: {
      source: { format: 'text', sha256, pages: [{ number: 1, blocks: lines }], problems: [] },
      document: {
        title: '青禾区数据服务中心2024年部门决算',
        organisation: '青禾区数据服务中心',
        year: 2024,
        kind: 'final-account',
        unit: '万元',
      },
      regions: [],
      contents: [],
      headings: [],
      tables: [],
    },
    performance: { goals: [], forms: [], tables: [], regions: [] },
    findings: [
      {
        id: 'identity.balance#1',
        rule: 'identity.balance',
        severity: 'error',
        title: { zh: '收支总计不平', en: 'Income and expenditure do not balance' },
        message: { zh: '收入总计 100.00，支出总计 90.00。', en: 'Income is 100.00 and expenditure 90.00 in total.' },
        expected: { zh: '100.00', en: '100.00' },
        remedy: { zh: '核对年末结转和结余。', en: 'Look at the carry-over.' },
        basis: { zh: '收入总计等于支出总计', en: 'Totals of both sides are equal' },
        where: [{ at: { line: 3 }, quote: '支出总计90.00万元' }],
      },
    ],
    receipts: [{ rule: 'identity.balance', held: 0, broken: 1, notEvaluated: 0, unsettled: 0, why: [] }],
    edition: null,
    doubts: [],
  }
}
