import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { declaredRules, ruleList } from '../src/app/rule-list.ts'

describe('the list of rules', () => {
  it('in the manual is the one that is declared', () => {
    expect(readFileSync(new URL('../docs/rules.md', import.meta.url), 'utf8')).toBe(ruleList())
  })

  it('has no id twice', () => {
    const ids = declaredRules().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
