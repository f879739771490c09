/** How a row is numbered. Rows of one style stand on one level; a style first seen below another is nested in it. */
export type OrdinalStyle = '一、' | '（一）' | '1.' | '(1)' | '①'

const STYLES: readonly (readonly [OrdinalStyle, RegExp])[] = [
  ['一、', /^[一二三四五六七八九十廿卅]+[、.．:：]/],
  ['（一）', /^[（(][一二三四五六七八九十廿卅]+[)）]/],
  ['(1)', /^[（(]\d{1,2}[)）]/],
  ['①', /^[①-⑳]/],
  ['1.', /^\d{1,2}[、.．)）](?!\d)/],
]

export function ordinalStyleOf(name: string): OrdinalStyle | null {
  const plain = name.replace(/[\s\u3000]+/g, '').replace(/^其中[:：]?/, '')
  return STYLES.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}
