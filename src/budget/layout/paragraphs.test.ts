import { expect, it } from 'vitest'
import type { Line } from '../../documents/index.ts'
import { joinParagraphs } from './paragraphs.ts'

const lines = (...texts: readonly string[]): Line[] =>
  texts.map((text, index) => ({ kind: 'line', text, at: { line: index + 1 }, continues: false }))
const texts = (...printed: readonly string[]): string[] => joinParagraphs(lines(...printed)).map(({ text }) => text)

it('a paragraph that was cut in the middle is one, each line with its place', () => {
  const [whole, next] = joinParagraphs(
    lines(
      '5、行政单位离退休',
      '（项）。年初预算为',
      '85.55万元，支出决算为84.65万元',
      '。完成98.9%。',
      '6、住房公积金。',
    ),
  )
  expect(whole?.text).toBe('5、行政单位离退休（项）。年初预算为85.55万元，支出决算为84.65万元。完成98.9%。')
  expect(whole?.lines.map(({ at }) => at)).toEqual([{ line: 1 }, { line: 2 }, { line: 3 }, { line: 4 }])
  expect(next?.text).toBe('6、住房公积金。')
})

it('paragraphs that are whole stay apart', () => {
  expect(texts('一、收入情况', '2024年收入100万元。', '2.支出情况', '（一）基本支出')).toHaveLength(4)
})
