/** A tree of values of one dimension: child → parent. A value without an entry stands at the top. */
export type Tree = Readonly<Record<string, string>>

/** Where money comes from. `non-fiscal` is everything that is no fiscal appropriation. */
export const FUNDS: Tree = {
  general: 'fiscal',
  'government-fund': 'fiscal',
  'state-capital': 'fiscal',
  'special-account': 'non-fiscal',
  own: 'non-fiscal',
  business: 'own',
  operating: 'own',
  'superior-subsidy': 'own',
  affiliated: 'own',
  other: 'own',
}

/** What money is spent as. 经营支出 is `trading`: `operating` is 公用经费. */
export const NATURES: Tree = {
  personnel: 'basic',
  operating: 'basic',
}

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

export const childrenOf = (tree: Tree, value: string): readonly string[] =>
  Object.keys(tree).filter((child) => tree[child] === value)
