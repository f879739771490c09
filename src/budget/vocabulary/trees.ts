/** A tree of values of one dimension: child → parent. A value without an entry stands at the top. */
export type Tree = Readonly<Record<string, string>>

/** Where money comes from. `non-fiscal` is what is no fiscal appropriation; `other-funds` (其他资金) the units' own. */
export const FUNDS: Tree = {
  general: 'fiscal',
  'government-fund': 'fiscal',
  'state-capital': 'fiscal',
  'special-account': 'non-fiscal',
  'other-funds': 'non-fiscal',
  own: 'other-funds',
  business: 'own',
  operating: 'own',
  'superior-subsidy': 'own',
  affiliated: 'own',
  other: 'own',
}

/** What money is spent as. 经营支出 is `trading`: `operating` is 公用经费. `non-basic` is all but basic expenditure. */
export const NATURES: Tree = {
  project: 'non-basic',
  trading: 'non-basic',
  'to-superior': 'non-basic',
  'to-affiliates': 'non-basic',
  personnel: 'basic',
  operating: 'basic',
}

/** 收入总计 holds this year's income and what fills it up; 支出总计 what is spent and what is left. */
export const FLOWS: Tree = {
  income: 'income-total',
  opening: 'income-total',
  'surplus-used': 'income-total',
  expenditure: 'expenditure-total',
  closing: 'expenditure-total',
  'surplus-distributed': 'expenditure-total',
}

export const VINTAGES: Tree = {}

/** Items that cut across the classifications. */
export const ITEMS: Tree = {
  'three-public': 'restricted',
  meeting: 'restricted',
  training: 'restricted',
  abroad: 'three-public',
  vehicles: 'three-public',
  reception: 'three-public',
  'vehicle-purchase': 'vehicles',
  'vehicle-running': 'vehicles',
  goods: 'procurement',
  works: 'procurement',
  services: 'procurement',
}

export const parentOf = (tree: Tree, value: string): string | null => tree[value] ?? null

/** True when the value is the ancestor or lies below it. Everything lies within an absent dimension. */
export function isWithin(tree: Tree, value: string | undefined, ancestor: string | undefined): boolean {
  if (ancestor === undefined) return true
  for (let at = value; at !== undefined; at = tree[at]) if (at === ancestor) return true
  return false
}

/** The deepest value within which both lie; null where there is none. */
export function commonAncestor(tree: Tree, a: string, b: string): string | null {
  for (let at: string | undefined = a; at !== undefined; at = tree[at]) if (isWithin(tree, b, at)) return at
  return null
}

export const childrenOf = (tree: Tree, value: string): readonly string[] =>
  Object.keys(tree).filter((child) => tree[child] === value)
