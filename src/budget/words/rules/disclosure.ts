import type { Passage } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Bilingual, Rule } from '../../finding.ts'
import type { DocumentKind } from '../../model.ts'

interface Duty {
  readonly what: Bilingual
  /** A heading or the title of a table with any of these words is the part. */
  readonly words: RegExp
  /** What only the part itself says in a sentence: the word alone stands in many sentences. */
  readonly said?: RegExp
  readonly kinds: readonly DocumentKind[]
}

const BOTH: readonly DocumentKind[] = ['budget', 'final-account']

/** What the rules of disclosure ask of every department, by kind of document. */
const DUTIES: readonly Duty[] = [
  { what: { zh: '“三公”经费说明', en: 'the three public expenses' }, words: /三公|因公出国/, kinds: BOTH },
  { what: { zh: '机关运行经费说明', en: 'agency running costs' }, words: /运行经费|运行费/, kinds: BOTH },
  { what: { zh: '政府采购说明', en: 'government procurement' }, words: /政府采购/, kinds: BOTH },
  {
    what: { zh: '国有资产占用说明', en: 'state assets held' },
    words: /国有资产|资产占[有用]/,
    said: /国有资产|(?:车辆|用车)[^。;]{0,24}\d+辆|\d+辆/,
    kinds: BOTH,
  },
  {
    what: { zh: '预算绩效说明', en: 'performance management' },
    words: /绩效(?!工资|奖)/,
    said: /绩效(?!工资|奖|津贴)/,
    kinds: BOTH,
  },
  {
    what: { zh: '主要职责', en: 'its duties' },
    words: /职责|职能|主要任务|基本情况/,
    said: /(?:主要)?职[责能](?:是|为|包括|:)|负责|承担|贯彻/,
    kinds: BOTH,
  },
  {
    what: { zh: '单价 100 万元（以前年度为 50 万元、100 万元）以上设备的台数', en: 'the count of large equipment' },
    words: /大型设备|设备[^。]{0,8}(?:台|套)/,
    said: /单(?:价|位价值|台)|设备[^。;]{0,24}\d|(?:没有|无)[^。;]{0,16}设备/,
    kinds: ['final-account'],
  },
  { what: { zh: '名词解释', en: 'a glossary' }, words: /名词|术语|专业性较强/, kinds: BOTH },
]

/**
 * A workbook or a file of tables alone is a part of what is published. A part that the contents announce may stand in
 * the annex with the tables; whether it stands here is asked by the rule on the contents.
 */
const SHORTEST_EXPLANATION = 8

const SPEAKS: readonly Passage['kind'][] = ['paragraph', 'note']

const isPart = ({ kind, plain, purpose }: Passage, words: RegExp, said: RegExp): boolean =>
  SPEAKS.includes(kind) ? purpose !== 'glossary' && said.test(plain.text) : kind !== 'cell' && words.test(plain.text)

export const disclosure: Rule<Prose> = {
  id: 'disclosure.parts',
  severity: 'hint',
  title: { zh: '缺少应当公开的内容', en: 'A part that must be published is missing' },
  remedy: { zh: '补充该部分；没有的，说明没有', en: 'Add the part; where there is nothing, say so' },
  basis: {
    zh: '《地方预决算公开操作规程》（财预〔2016〕143号）',
    en: 'Rules on publishing local budgets and final accounts, 2016 no. 143',
  },
  *check({ passages, reading, claims }) {
    if (claims.length < SHORTEST_EXPLANATION) return
    for (const { what, words, said = words, kinds } of DUTIES) {
      if (!kinds.includes(reading.document.kind)) continue
      const isAnnounced = reading.contents.some(({ title }) => words.test(title))
      if (isAnnounced || passages.some((passage) => isPart(passage, words, said))) yield HELD
      else {
        const [region] = reading.headings
        yield {
          verdict: 'broken',
          where: region === undefined ? [] : [{ at: region.at, quote: `${region.ordinal}${region.title}` }],
          message: { zh: `没有找到${what.zh}`, en: `Not found: ${what.en}` },
        }
      }
    }
  },
}
