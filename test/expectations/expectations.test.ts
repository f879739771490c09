import { describe, expect, it } from 'vitest'
import { DOCUMENTS, findingsOf, newIn } from './document.ts'
import type { Expectation } from './expectation.ts'
import { figureExpectations } from './figures.ts'
import { NEVER } from './never.ts'
import { performanceExpectations } from './performance.ts'
import { wordExpectations } from './words.ts'

const all: readonly Expectation[] = [...figureExpectations, ...wordExpectations, ...performanceExpectations]
const lines = [...new Set(all.map(({ line }) => line))]

const FORMULAS = [
  ...Array.from({ length: 30 }, (_, at) => `F${String(at + 1).padStart(2, '0')}`),
  // B08 is a line of its own; B09 is what the documents of one organisation are held against.
  ...Array.from({ length: 8 }, (_, at) => `B0${at + 1}`),
]

describe.each(DOCUMENTS)('%s', (name) => {
  it('is right as it stands: nothing is said of it', () => {
    expect(findingsOf(name).map(({ rule, message }) => `${rule} ${message.zh}`)).toEqual([])
  })
})

describe.each(lines)('line %i of what a reviewer expects', (line) => {
  for (const expected of all.filter((each) => each.line === line)) {
    it(`${expected.thing}, in ${expected.in}`, () => {
      const said = newIn(expected.in, expected.change)
      const rules = said.map((text) => text.split(' ')[0] ?? '')
      expect(
        rules.filter((rule) => expected.by.includes(rule)),
        said.join('\n'),
      ).not.toEqual([])
    })
  }
})

describe('what must never be flagged', () => {
  it.each(NEVER)('%s, in %s', (_thing, name, change) => {
    expect(newIn(name, change)).toEqual([])
  })
})

it.each(FORMULAS)('formula %s has a document that breaks it', (formula) => {
  expect(all.some((each) => each.formula === formula)).toBe(true)
})
