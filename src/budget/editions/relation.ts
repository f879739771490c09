import { applyRules, type Verdicts } from '../finding.ts'
import type { DocumentIdentity } from '../model.ts'
import { isSameName, nameKey } from '../words/names.ts'
import { editionRules } from './compare.ts'
import type { Edition } from './edition.ts'

const SHORTEST_NAME = 6

/** What decides whether two documents are of one organisation. */
type Named = Pick<DocumentIdentity, 'title' | 'organisation' | 'kind' | 'year'>

/** 部门 counts all its units, 单位 and 本级 only itself; null where title and name leave it open. */
function scopeOf({ title, organisation }: Named): 'department' | 'unit' | null {
  const text = `${title}${organisation}`
  if (/本级|单位(?:预算|决算)/.test(text)) return 'unit'
  return /汇总|部门(?:综合)?(?:预算|决算)/.test(text) ? 'department' : null
}

const isAccount = ({ kind }: Named): boolean => kind === 'budget' || kind === 'final-account'

/** True for two documents of one organisation and scope that may quote each other. */
export function areRelated(a: Named, b: Named): boolean {
  if (!isAccount(a) || !isAccount(b) || a.year === null || b.year === null) return false
  const [first, second] = [nameKey(a.organisation), nameKey(b.organisation)]
  if (Math.min(first.length, second.length) < SHORTEST_NAME || !isSameName(first, second)) return false
  const [left, right] = [scopeOf(a), scopeOf(b)]
  return left === null || right === null || left === right
}

/** Holds two documents of one organisation against each other. */
export const compareEditions = (here: Edition, other: Edition, otherName: string): Verdicts =>
  applyRules(editionRules, { here, other, otherName }, here.document.year)
