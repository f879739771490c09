import { bareName, quoted, withoutOrdinal } from '../../../kernel/index.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import { FORMER_NAMES, type FormerName } from '../../classification/former-names.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import { matchesIn, paragraphsOf } from '../sections.ts'

function broken({ name, now, until, code }: FormerName, where: Where): Outcome {
  return {
    verdict: 'broken',
    where: [where],
    message: {
      zh: `${quoted(name)}是 ${until} 年及以前的科目名称，现为${quoted(now)}（${code}）`,
      en: `${quoted(name)} was the name until ${until}; it is now ${quoted(now)} (${code})`,
    },
    expected: now,
    cause: code,
  }
}

function* judgeRows({ reading }: Prose, former: readonly FormerName[]): Iterable<Outcome> {
  const bareNames = former.map((each) => ({ each, bare: bareName(each.name) }))
  for (const table of reading.tables) {
    for (const { name, code, at } of table.rows) {
      const bare = bareName(withoutOrdinal(name))
      const found = bareNames.find((other) => other.bare === bare && (code === null || code === other.each.code))?.each
      if (found !== undefined)
        yield broken(found, { at, table: table.caption.title, row: name.trim(), quote: name.trim() })
    }
  }
}

/** Only where the level is printed behind it is a name that of a class: 文化体育与传媒支出（类）. */
function* judgeText(prose: Prose, former: readonly FormerName[]): Iterable<Outcome> {
  for (const passage of paragraphsOf(prose)) {
    for (const each of former.filter(({ name }) => passage.plain.text.includes(name))) {
      for (const hit of matchesIn(passage, new RegExp(`${each.name}\\((?:类|款)\\)`, 'g'))) {
        yield broken(each, whereIn(passage, hit))
      }
    }
  }
}

export const formerName: Rule<Prose> = {
  id: 'classification.year-name',
  severity: 'warning',
  title: { zh: '科目名称不是本年度的', en: 'A name that the classification has given up' },
  remedy: { zh: '改用本年度《政府收支分类科目》的名称', en: 'Use the name of this year’s classification' },
  basis: { zh: '各年度《政府收支分类科目》', en: 'The classification of revenue and expenditure of each year' },
  *check(prose) {
    const { year } = prose.reading.document
    if (year === null) return
    const former = FORMER_NAMES.filter(({ until }) => until < year)
    const outcomes = [...judgeRows(prose, former), ...judgeText(prose, former)]
    yield* outcomes.length === 0 ? [HELD] : outcomes
  },
}
