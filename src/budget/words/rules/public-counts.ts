import { rememberOf } from '../../../kernel/index.ts'
import { tableValue } from '../../claims/lookup.ts'
import type { Passage } from '../../claims/passages.ts'
import { HELD, notEvaluated, type Prose } from '../../claims/prose.ts'
import type { Bilingual, Outcome, Rule, Severity, Where } from '../../finding.ts'
import type { Figure } from '../../model.ts'

interface Counted {
  readonly item: string
  readonly name: Bilingual
  /** Sentences that speak of it. */
  readonly about: RegExp
  /** Vehicles are counted among the assets, too. */
  readonly severity?: Severity
  /** Each of them must be told with a number. */
  readonly counts: readonly { readonly name: Bilingual; readonly words: RegExp }[]
}

const N = '[\\d,]+(?:\\.\\d+)?'

/** What is to be told beside each of the three public expenses of final accounts. */
const COUNTED: readonly Counted[] = [
  {
    item: 'abroad',
    name: { zh: '因公出国（境）费', en: 'travel abroad' },
    about: /出国|境外|因公/,
    counts: [
      {
        name: { zh: '团组数', en: 'groups' },
        words: new RegExp(`团组?[^。;]{0,12}?${N}|${N}(?:个|批)?[^。;，]{0,6}团`),
      },
      { name: { zh: '人次', en: 'travellers' }, words: new RegExp(`${N}人|人(?:次|数)[^。;]{0,6}?${N}`) },
    ],
  },
  {
    item: 'vehicle-purchase',
    name: { zh: '公务用车购置费', en: 'purchase of vehicles' },
    about: /购置|购车/,
    counts: [
      { name: { zh: '购置辆数', en: 'vehicles bought' }, words: new RegExp(`${N}[辆台]|[辆台]数?[^。;]{0,6}?${N}`) },
    ],
  },
  {
    item: 'vehicle-running',
    severity: 'hint',
    name: { zh: '公务用车运行维护费', en: 'running vehicles' },
    about: /保有|用车|车辆/,
    counts: [
      {
        name: { zh: '保有量', en: 'vehicles held' },
        words: new RegExp(`保有[^。;]{0,20}?${N}|(?:共有|现有|实有)[^。;]{0,16}?${N}[辆台](?!套)`),
      },
    ],
  },
  {
    item: 'reception',
    name: { zh: '公务接待费', en: 'receptions' },
    about: /接待/,
    counts: [
      {
        name: { zh: '批次', en: 'receptions' },
        words: new RegExp(`${N}个?批|批次[^。;]{0,8}?${N}|团组[^。;]{0,8}?${N}|接待[^。;]{0,12}?${N}次`),
      },
      { name: { zh: '人次', en: 'guests' }, words: new RegExp(`${N}人|人(?:次|数)[^。;]{0,8}?${N}`) },
    ],
  },
]

/** Assets held are told in a part of their own: they are not the vehicles that the money was spent on. */
const OF_ASSETS = /资产/
const GOES_ON = /^(?:\(?[一二三1-9]\)?[、.]?)?(?:其中|全年|本年|当年)/

const mayTell = rememberOf((passages: readonly Passage[]): readonly Passage[] =>
  passages.filter(
    ({ kind, purpose, under }) =>
      kind !== 'caption' && kind !== 'heading' && purpose !== 'glossary' && !OF_ASSETS.test(under.at(-1)?.title ?? ''),
  ),
)

/** What is said of one of the three expenses: the passages that name it and those that go on. */
function saidOf(about: RegExp, passages: readonly Passage[]): string {
  const own = mayTell(passages)
  const texts = own.filter(({ plain }, index) => {
    const before = own[index - 1]
    return about.test(plain.text) || (GOES_ON.test(plain.text) && before !== undefined && about.test(before.plain.text))
  })
  return texts.map(({ plain }) => plain.text).join('\n')
}

const whereOf = ({ at, text, table, row }: Figure): Where => ({
  at,
  quote: text,
  ...(table === undefined ? {} : { table: table.caption.title }),
  ...(row === undefined ? {} : { row: row.name }),
})

/** Every number that is told of a count is 0: groups abroad 0, receptions 0. */
function isAllZero(words: RegExp, said: string): boolean {
  const told = [...said.matchAll(new RegExp(words, 'g'))].flatMap(([text]) => text.match(/[\d,.]+/g) ?? [])
  return told.length > 0 && told.every((number) => /^[0.]+$/.test(number))
}

function tell(absent: Counted['counts'], none: Counted['counts'], language: 'zh' | 'en'): string {
  const join = (counts: Counted['counts']): string =>
    counts.map(({ name }) => name[language]).join(language === 'zh' ? '、' : ', ')
  const said = language === 'zh' ? ['没有写明', '写为 0 的有'] : ['not told: ', 'told as 0: ']
  return [absent, none]
    .flatMap((counts, index) => (counts.length === 0 ? [] : [`${said[index]}${join(counts)}`]))
    .join(language === 'zh' ? '，' : '; ')
}

function judge({ item, name, about, counts, severity = 'warning' }: Counted, prose: Prose): Outcome | null {
  const { year } = prose.reading.document
  if (year === null) return null
  const stage = prose.reading.document.kind === 'final-account' ? 'final' : 'budget'
  const value = tableValue(prose.book, { year, stage, flow: 'expenditure', item })
  if (value === null || value.value === 0n) return null
  const said = saidOf(about, prose.passages)
  if (said === '') return notEvaluated('文字没有说明该项经费', 'the text does not speak of it')
  const isFinal = prose.reading.document.kind === 'final-account'
  const absent = isFinal ? counts.filter(({ words }) => !words.test(said)) : []
  const none = item === 'vehicle-running' ? [] : counts.filter(({ words }) => isAllZero(words, said))
  if (absent.length + none.length === 0) return HELD
  const places = prose.book.figures.filter(
    ({ fact, amount }) => fact.item === item && fact.stage === stage && amount?.value === value.value,
  )
  return {
    verdict: 'broken',
    severity,
    where: places.slice(0, 1).map(whereOf),
    message: {
      zh: `${name.zh}有金额，${tell(absent, none, 'zh')}`,
      en: `There is money for ${name.en}; ${tell(absent, none, 'en')}`,
    },
  }
}

export const publicCounts: Rule<Prose> = {
  id: 'text.count-absent',
  severity: 'warning',
  title: {
    zh: '“三公”经费缺少团组、人次、批次或车辆数，或者写为 0',
    en: 'Counts of the three public expenses are missing or 0',
  },
  remedy: { zh: '补充相应的数量', en: 'Add the counts' },
  basis: {
    zh: '决算公开“三公”经费应当公开团组数、人次、购置数、保有量、接待批次和人次',
    en: 'Final accounts publish groups, persons, vehicles bought and held, and receptions beside the amounts',
  },
  *check(prose) {
    for (const counted of COUNTED) {
      const outcome = judge(counted, prose)
      if (outcome !== null) yield outcome
    }
  },
}
