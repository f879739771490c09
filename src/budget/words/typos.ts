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
  { wrong: /(?:情况|名词|编制|总体)说名/g, right: '说明' },
  { wrong: /维户费|运行维户|维扩费/g, right: '维护' },
  { wrong: /资今(?:来源|安排|使用|支付)|专项资今/g, right: '资金' },
  { wrong: /公务接侍|接侍费/g, right: '公务接待' },
  { wrong: /因公出囯|财政拔[^款付]/g, right: '因公出国、财政拨款' },
  { wrong: /支岀|收人(?:预算|决算|合计|总计)|支出予/g, right: '支出、收入' },
  { wrong: /住房公基金|公积经/g, right: '住房公积金' },
  { wrong: /基本养老保脸|医疗保脸/g, right: '保险' },
  { wrong: /主要原应|主要原困|主要愿因/g, right: '主要原因' },
  { wrong: /年未(?:结转|结余)|截止?至?(?:19|20)\d\d年未/g, right: '年末' },
]

/** True for a text with at least one of them: a single pass that spares most texts the rest. */
const ANY = new RegExp(TYPOS.map(({ wrong }) => wrong.source).join('|'))
export const mayHoldTypo = (text: string): boolean => ANY.test(text)
