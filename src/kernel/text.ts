const WIDE = /[\uff01-\uff5e]/g
const SPACE = /[\s\u00a0\u3000\u200b\ufeff]+/g
/** Any sign that normalising changes: most texts have none. */
const CHANGING = '\\s\u00a0\u3000\u200b\ufeff\uff01-\uff5e“”„‟〝〞‘’—–―'
const CHANGED = new RegExp(`[${CHANGING}]`)

/** Full-width letters, digits and signs to half-width; Chinese brackets and quotation marks to one form; spaces gone. */
export function normalize(text: string): string {
  if (!CHANGED.test(text)) return text
  return text
    .replace(SPACE, '')
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[“”„‟〝〞＂]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[—–―]/g, '-')
}

const NO_LETTER = /[()[\]{}〔〕【】<>《》〈〉"'、,，.。:：;；·\-_/*]/g
/** Any sign that a bare name has not, or not in this form: most names have none. */
const NOT_BARE = new RegExp(`[${CHANGING}()[\\]{}〔〕【】<>《》〈〉"'、,.。:;·\\-_/*]`)

/** The letters of a name alone: no spaces, punctuation or brackets. For comparing names, never for display. */
export const bareName = (text: string): string => (NOT_BARE.test(text) ? normalize(text).replace(NO_LETTER, '') : text)

/** A printed name in quotation marks; those that it has itself become the inner ones: “‘一张网’运行维护费”. */
export const quoted = (name: string): string => `“${innerMarks(name)}”`

function innerMarks(name: string): string {
  let isOpen = false
  return name.replace(/[“”„‟"]/g, (mark) => {
    isOpen = mark === '"' ? !isOpen : mark !== '”'
    return isOpen ? '‘' : '’'
  })
}

const ORDINAL =
  /^(?:第[一二三四五六七八九十百]+[部章节条]分?|[(（]?(?:[一二三四五六七八九十廿卅]+|\d{1,2})[)）、.．](?!\d)|[①-⑳])\s*/

/** Takes the printed ordinal off a heading or a row name: 一、… （一）… 1.… ①… */
export const withoutOrdinal = (text: string): string => text.trim().replace(ORDINAL, '').trim()

const DIGITS = '〇一二三四五六七八九'

/** 二十一 → 21, 廿一 → 21, 十 → 10, 12 → 12; null when the text is no numeral up to 99. */
export function parseOrdinal(text: string): number | null {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  const plain = text.replace(/^廿/, '二十').replace(/^卅/, '三十')
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain)
  if (match === null || plain === '') return null
  const digit = (sign: string | undefined, absent: number): number =>
    sign === undefined ? absent : DIGITS.indexOf(sign)
  if (match[2] === undefined) return match[3] === undefined ? digit(match[1], 0) : null
  return digit(match[1], 1) * 10 + digit(match[3], 0)
}
