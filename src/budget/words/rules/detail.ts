import { HELD, type Prose } from '../../claims/prose.ts'
import type { Bilingual, Outcome, Rule } from '../../finding.ts'
import type { Figure } from '../../model.ts'

interface Depth {
  readonly dimension: 'function' | 'economy'
  /** Digits of a code that is broken down, and of the codes that it is to be broken into. */
  readonly above: number
  readonly below: number
  readonly name: Bilingual
}

const DEPTHS: readonly Depth[] = [
  { dimension: 'function', above: 5, below: 7, name: { zh: '项级科目', en: 'items' } },
  { dimension: 'economy', above: 3, below: 5, name: { zh: '款级科目', en: 'sections' } },
]

const hasMoney = ({ amount }: Figure): boolean => amount !== null && amount.value !== 0n

/** Codes with money that a table prints without anything below them, though it breaks others down. */
function judgeTable(figures: readonly Figure[], { dimension, above, below, name }: Depth): Outcome | null {
  const codes = [...new Set(figures.flatMap(({ fact }) => fact[dimension] ?? []))]
  if (!codes.some((code) => code.length === below)) return null
  const deeper = codes.filter((code) => code.length > above)
  const lone = figures.filter(({ fact }) => {
    const code = fact[dimension]
    return code?.length === above && !deeper.some((each) => each.startsWith(code))
  })
  const bare = lone.filter(hasMoney)
  const [first] = bare
  if (first === undefined) return HELD
  const said = [...new Set(bare.map(({ row, fact }) => `${fact[dimension]}${row?.name.trim() ?? ''}`))].join('、')
  return {
    verdict: 'broken',
    where: bare.slice(0, 4).map(({ at, table, row, text }) => ({
      at,
      ...(table === undefined ? {} : { table: table.caption.title }),
      ...(row === undefined ? {} : { row: row.name.trim() }),
      quote: text,
    })),
    message: { zh: `${said} 没有细化到${name.zh}`, en: `${said} is not broken down into ${name.en}` },
  }
}

export const detail: Rule<Prose> = {
  id: 'disclosure.detail',
  severity: 'hint',
  title: { zh: '科目没有细化公开', en: 'A code is not broken down' },
  remedy: {
    zh: '功能分类公开到项，基本支出的经济分类公开到款',
    en: 'Publish functions to the item and economy to the section',
  },
  basis: {
    zh: '《地方预决算公开操作规程》：一般公共预算支出公开到功能分类项级，基本支出公开到经济分类款级',
    en: 'Rules on publishing local budgets: functions to the item, basic expenditure to the economic section',
  },
  *check({ book, reading }) {
    const general = book.figures.filter(({ fact }) => fact.fund === 'general')
    for (const table of reading.tables) {
      const figures = general.filter((figure) => figure.table === table)
      for (const depth of DEPTHS) {
        const outcome = figures.length === 0 ? null : judgeTable(figures, depth)
        if (outcome !== null) yield outcome
      }
    }
  },
}
