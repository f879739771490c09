/** How a numbered heading, a list item, a caption or a note begins. */
const ORDINAL =
  /^(?:第[一二三四五六七八九十百零\d]+[部章节条篇]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|廿[一二三四五六七八九]?[、.．]|\d{1,2}[、.．)）](?!\d)|[①-⑳]|[图表]\s*\d|附[件表录]\s*[\d一二三四五六七八九十：:]?|注\s*\d?[：:]|备注[：:]|[-•●◆■□▪·*])/

const PUNCTUATED = /[。；：，、！？.;:,!?（(【[]$/
const WORD_END = /[A-Za-z0-9%)]$/
const WORD_START = /^[A-Za-z0-9(]/

export const startsItem = (text: string): boolean => ORDINAL.test(text)

function needsSpace(before: string, after: string): boolean {
  if (WORD_END.test(before) && WORD_START.test(after)) return true
  return startsItem(after) && !PUNCTUATED.test(before)
}

/** Puts the printed lines of one cell together: Chinese without a space, words, numbers and items with one. */
export function joinPrinted(lines: readonly string[]): string {
  let joined = ''
  for (const line of lines) {
    const text = line.trim()
    if (text === '') continue
    joined += joined !== '' && needsSpace(joined, text) ? ` ${text}` : text
  }
  return joined
}
