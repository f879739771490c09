/** A wording that is always a slip, and what was meant. Reviewed by hand; hints only. */
export interface Typo {
  readonly wrong: RegExp
  readonly right: string
}

export const TYPOS: readonly Typo[] = [
  { wrong: /士地/g, right: '土地' },
  { wrong: /减减/g, right: '减少' },
  { wrong: /上一度/g, right: '上一年度' },
  { wrong: /预算(?:排|安)情况/g, right: '预算安排情况' },
  { wrong: /拔款|拔付/g, right: '拨款、拨付' },
  { wrong: /按排/g, right: '安排' },
  { wrong: /予算/g, right: '预算' },
  { wrong: /部份/g, right: '部分' },
  { wrong: /做为/g, right: '作为' },
  { wrong: /公用接待/g, right: '公务接待' },
  { wrong: /公务用车(?:运运|维维)/g, right: '公务用车' },
  { wrong: /结佘/g, right: '结余' },
  { wrong: /经贵/g, right: '经费' },
  { wrong: /购制/g, right: '购置' },
  { wrong: /绩郊/g, right: '绩效' },
  { wrong: /帐户|帐目/g, right: '账户、账目' },
  { wrong: /离休修|高退休|高休费/g, right: '离退休' },
  { wrong: /因公(?:处|出出)国/g, right: '因公出国' },
  { wrong: /万万元/g, right: '万元' },
  { wrong: /(?:比|较)年(?:增加|减少|增长|下降)/g, right: '比上年' },
  { wrong: /厉行节俭节约|历行节约/g, right: '厉行节约' },
  { wrong: /国有资产占用有/g, right: '国有资产占有' },
]

/** True for a text with at least one of them: a single pass that spares most texts the rest. */
const ANY = new RegExp(TYPOS.map(({ wrong }) => wrong.source).join('|'))
export const mayHoldTypo = (text: string): boolean => ANY.test(text)
