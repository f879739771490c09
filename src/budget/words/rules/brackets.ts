import { quoted } from '../../../kernel/index.ts'
import { type Passage, whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule } from '../../finding.ts'

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '》': '《', '】': '【', '」': '「' }
const BRACKET = /[()[\]《》【】「」]/g
/** 1) and 一） are marks of a list. */
const IS_MARK = /(?:^|[，。;:、])\(?[一二三四五六七八九十\d]{1,3}$/

/** The first bracket of a passage without its partner, as an offset; null where all are closed. */
function loneBracket(text: string): number | null {
  const open: { sign: string; at: number }[] = []
  for (const { 0: sign, index: at } of text.matchAll(BRACKET)) {
    const partner = PAIRS[sign]
    if (partner === undefined) open.push({ sign, at })
    else if (open.at(-1)?.sign === partner) open.pop()
    else if (!IS_MARK.test(text.slice(0, at))) return at
  }
  return open[0]?.at ?? null
}

const isWhole = ({ kind, plain }: Passage): boolean =>
  (kind === 'paragraph' || kind === 'note') && /[。;:]$/.test(plain.text)

function tellLone(passage: Passage, at: number, zh: string): Outcome {
  const { text } = passage.plain
  const span = { start: Math.max(0, at - 8), end: Math.min(text.length, at + 8) }
  return {
    verdict: 'broken',
    where: [whereIn(passage, span)],
    message: {
      zh: `${zh}没有配对`,
      en: `${text[at] === '"' ? 'A quotation mark' : quoted(text[at] ?? '')} has no partner`,
    },
  }
}

/** The quotation mark of a passage that has an odd number of them; which way they turn is a matter of fonts. */
function loneQuote(text: string): number | null {
  const marks = [...text.matchAll(/"/g)].map(({ index }) => index)
  if (marks.length % 2 === 0) return null
  // "三公经费: the one that has no other within reach.
  return (
    marks.find((at, index) => index % 2 === 0 && (marks[index + 1] ?? text.length) - at > LONGEST_QUOTED) ??
    marks[0] ??
    null
  )
}

const LONGEST_QUOTED = 30

function judge(passage: Passage): Outcome {
  const { text } = passage.plain
  const at = text.search(BRACKET) < 0 ? null : loneBracket(text)
  const quote = at === null && passage.kind === 'paragraph' ? loneQuote(text) : null
  if (quote !== null) return tellLone(passage, quote, '引号')
  return at === null ? HELD : tellLone(passage, at, quoted(text[at] ?? ''))
}

export const brackets: Rule<Prose> = {
  id: 'word.brackets',
  severity: 'hint',
  title: { zh: '括号、引号、书名号不成对', en: 'A bracket or quotation mark without its partner' },
  remedy: { zh: '补齐或删除', en: 'Close it or delete it' },
  basis: { zh: '标点符号用法', en: 'Punctuation' },
  *check({ passages }) {
    for (const passage of passages) if (isWhole(passage)) yield judge(passage)
  },
}
