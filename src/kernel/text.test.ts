import { expect, it } from 'vitest'
import { quoted } from './text.ts'

it.each([
  ['一张网', '“一张网”'],
  ['“一张网”运行维护费', '“‘一张网’运行维护费”'],
  ['2024年"三公"经费', '“2024年‘三公’经费”'],
  ['“一张网', '“‘一张网”'],
])('a name in quotation marks: %s', (name, marked) => {
  expect(quoted(name)).toBe(marked)
})
