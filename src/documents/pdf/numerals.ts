/**
 * Shapes of printed numbers, as far as they show where cells are; what they mean is not decided here. Some tables put
 * a separator before the last three digits only (125360,898), so the groups before it may have any length.
 */
const DIGITS = String.raw`\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+`
const OPEN = '^[-−－(（]?'
const CLOSE = '[)）]?%?$'

const AMOUNT = new RegExp(`${OPEN}(?:${DIGITS})${CLOSE}`)
const NUMBER = new RegExp(`${OPEN}(?:${DIGITS}|\\d+)${CLOSE}`)

const bare = (text: string): string => text.replace(/\s/g, '')

/** A number with a separator or decimals: not a code, a year or an ordinal. */
export const isAmount = (text: string): boolean => AMOUNT.test(bare(text))

/** Any whole number or amount. */
export const isNumber = (text: string): boolean => NUMBER.test(bare(text))

/** A number, or the dash that stands for none. */
export const isFigure = (text: string): boolean => isNumber(text) || /^[-—–－]+$/.test(bare(text))
