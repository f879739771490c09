import type { Fact } from '../model.ts'

/** What words say about a figure: some dimensions of its fact. */
export type PartialFact = Readonly<Partial<Fact>>

/**
 * total: 合计, 小计. grand-total: 总计, the total that holds carry-overs too. of-which: 其中：…, never exhaustive.
 * derived: 增减额, 增长率, 占比. count: 人数, 数量. line-number: 行次. words: 备注, 说明.
 */
export type Role =
  | 'total'
  | 'grand-total'
  | 'part'
  | 'of-which'
  | 'derived'
  | 'count'
  | 'line-number'
  | 'code'
  | 'name'
  | 'words'

export interface Term {
  /** Wordings without spaces, punctuation and brackets. */
  readonly wordings: readonly string[]
  readonly fact?: PartialFact
  readonly role?: Role
  /** Years before the document's: 上年 is 1. */
  readonly yearsBack?: number
  /** The term has this meaning only below a head of this item: 购置费 under 公务用车购置及运行费. */
  readonly below?: string
}

/**
 * The field's phrases and what they say. A phrase of a head, a row, a title or a sentence is covered by these terms
 * from left to right, the longest first, and means what they say together; a phrase that they do not cover is not
 * understood. One list for all: a new wording is one word in one line.
 */
export const TERMS: readonly Term[] = [
  // funds
  { wordings: ['一般公共预算', '公共财政预算', '公共预算', '一般预算', '一般公共财政预算'], fact: { fund: 'general' } },
  { wordings: ['政府性基金预算', '政府性基金', '基金预算', '政府基金'], fact: { fund: 'government-fund' } },
  {
    wordings: ['国有资本经营预算', '国有资本经营', '国有资本预算', '国有资本', '国资经营预算', '国资预算'],
    fact: { fund: 'state-capital' },
  },
  {
    wordings: [
      '财政拨款',
      '财政补助',
      '财政拨款补助',
      '财政性资金',
      '财政资金',
      '财政安排资金',
      '公共财政拨款',
      '财政预算拨款',
    ],
    fact: { fund: 'fiscal' },
  },
  {
    wordings: [
      '财政专户管理资金',
      '财政专户管理的资金',
      '财政专户核拨资金',
      '财政专户拨款',
      '财政专户资金',
      '财政专户收入',
      '财政专户',
      '教育收费资金',
      '教育收费',
      '其他专户收入',
      '专户管理资金',
      '专户资金',
      '预算外资金',
    ],
    fact: { fund: 'special-account' },
  },
  {
    wordings: ['单位资金', '自有资金', '单位自有资金', '单位自筹资金', '自筹资金', '单位资金收入'],
    fact: { fund: 'own' },
  },
  { wordings: ['非财政拨款', '非财政资金', '非财政拨款资金'], fact: { fund: 'non-fiscal' } },
  { wordings: ['事业收入', '事业收入资金'], fact: { flow: 'income', fund: 'business' } },
  {
    wordings: ['事业单位经营收入', '经营收入', '经营收入资金', '事业单位经营收入资金', '单位经营收入'],
    fact: { flow: 'income', fund: 'operating' },
  },
  {
    wordings: ['上级补助收入', '上级补助收入资金', '上级单位补助收入', '上级补助'],
    fact: { flow: 'income', fund: 'superior-subsidy' },
  },
  {
    wordings: [
      '附属单位上缴收入',
      '附属单位缴款收入',
      '下级单位上缴收入',
      '附属单位上缴',
      '下级上缴收入',
      '附属单位上缴收入资金',
      '附属单位缴款',
    ],
    fact: { flow: 'income', fund: 'affiliated' },
  },
  { wordings: ['其他收入', '其他收入资金'], fact: { flow: 'income', fund: 'other' } },
  { wordings: ['其他资金', '其他资金收入', '其他来源', '其他来源资金'], fact: { fund: 'other-funds' } },

  // flows
  { wordings: ['收入', '资金来源', '来源'], fact: { flow: 'income' } },
  { wordings: ['支出', '资金运用'], fact: { flow: 'expenditure' } },
  { wordings: ['本年收入', '当年收入', '本年度收入'], fact: { flow: 'income' } },
  { wordings: ['本年支出', '当年支出', '本年度支出'], fact: { flow: 'expenditure' } },
  { wordings: ['收入合计', '收入小计', '收入预算合计'], fact: { flow: 'income' }, role: 'total' },
  { wordings: ['支出合计', '支出小计', '支出预算合计'], fact: { flow: 'expenditure' }, role: 'total' },
  {
    wordings: ['收入总计', '收入合计总计', '本年收入总计', '收入总额', '总收入', '收入预算总计', '收入预算总额'],
    fact: { flow: 'income-total' },
    role: 'grand-total',
  },
  {
    wordings: ['支出总计', '本年支出总计', '支出总额', '总支出', '支出预算总计', '支出预算总额'],
    fact: { flow: 'expenditure-total' },
    role: 'grand-total',
  },
  {
    wordings: [
      '上年结转',
      '上年结转结余',
      '上年结转和结余',
      '上年结转及结余',
      '上年结余结转',
      '上年结余转',
      '上年结转资金',
      '上年结转结余资金',
      '上年结余',
      '上年结转收入',
      '以前年度结转',
      '以前年度结转结余',
      '以前年度结转资金',
      '年初结转和结余',
      '年初结转结余',
      '年初结余',
      '上年实户资金余额',
      '结转结余',
      '结转和结余',
      '结转资金',
      '上年末结转结余',
      '上年结转结余收入',
    ],
    fact: { flow: 'opening' },
  },
  {
    wordings: [
      '上年财政拨款结余转',
      '年初财政拨款结转和结余',
      '上年财政拨款结转',
      '财政拨款结转结余',
      '财政拨款结转和结余',
      '财政拨款结转资金',
    ],
    fact: { flow: 'opening', fund: 'fiscal' },
  },
  { wordings: ['其他结余转'], fact: { flow: 'opening', fund: 'other-funds' } },
  {
    wordings: [
      '年末结转和结余',
      '年末结转结余',
      '年末结余',
      '年终结转结余',
      '年终结转和结余',
      '年终结转',
      '年终结余',
      '结转下年',
      '结转下年支出',
      '结转下年使用',
      '结余结转下年',
      '结转下年度',
      '结转和结余下年',
    ],
    fact: { flow: 'closing' },
  },
  { wordings: ['年末财政拨款结转和结余', '年末财政拨款结转结余'], fact: { flow: 'closing', fund: 'fiscal' } },
  {
    wordings: [
      '使用非财政拨款结余',
      '使用非财政拨款结余含专用结余',
      '使用非财政拨款结余和专用结余',
      '用事业基金弥补收支差额',
      '用事业基金弥补收支差',
      '动用事业基金',
      '使用事业基金弥补收支差额',
      '用非财政拨款结余弥补收支差额',
      '上年非财政拨款结余',
    ],
    fact: { flow: 'surplus-used' },
  },
  {
    wordings: ['结余分配', '非财政拨款结余分配', '提取专用结余'],
    fact: { flow: 'surplus-distributed' },
  },

  // natures
  { wordings: ['基本支出', '基本经费'], fact: { flow: 'expenditure', nature: 'basic' } },
  {
    wordings: ['人员经费', '人员支出', '人员类', '人员费用', '人员类项目', '人员类支出'],
    fact: { flow: 'expenditure', nature: 'personnel' },
  },
  {
    wordings: ['公用经费', '日常公用经费', '日常公用支出', '公用支出', '公用类', '公用经费支出', '日常公用'],
    fact: { flow: 'expenditure', nature: 'operating' },
  },
  {
    wordings: [
      '项目支出',
      '项目经费',
      '特定目标类',
      '其他运转类',
      '特定目标类项目',
      '专项业务经费',
      '专项业务经费支出',
    ],
    fact: { flow: 'expenditure', nature: 'project' },
  },
  {
    wordings: ['事业单位经营支出', '经营支出', '单位经营支出'],
    fact: { flow: 'expenditure', nature: 'trading' },
  },
  { wordings: ['上缴上级支出', '上缴上级', '上缴上级单位支出'], fact: { flow: 'expenditure', nature: 'to-superior' } },
  {
    wordings: ['对附属单位补助支出', '对附属单位补助', '对下级单位补助支出', '对下级补助支出', '附属单位补助支出'],
    fact: { flow: 'expenditure', nature: 'to-affiliates' },
  },

  // items
  {
    wordings: ['三公经费', '三公'],
    fact: { flow: 'expenditure', item: 'three-public' },
  },
  {
    wordings: [
      '因公出国境费用',
      '因公出国境费',
      '因公出国费',
      '因公出国费用',
      '因公出国境经费',
      '因公出国境',
      '出国境费',
    ],
    fact: { flow: 'expenditure', item: 'abroad' },
  },
  {
    wordings: [
      '公务用车购置及运行维护费',
      '公务用车购置及运行费',
      '公务用车购置和运行维护费',
      '公务用车购置和运行费',
      '公务用车购置与运行维护费',
      '公务用车购置及运行维护费用',
      '公务用车费',
      '公务用车购置及运行维护支出',
      '公务用车购置及运行支出',
      '公务用车经费',
      '公务用车购置及运行维护',
    ],
    fact: { flow: 'expenditure', item: 'vehicles' },
  },
  {
    wordings: ['公务用车购置费', '公务用车购置', '公务用车购置费用', '公车购置费'],
    fact: { flow: 'expenditure', item: 'vehicle-purchase' },
  },
  {
    wordings: [
      '公务用车运行维护费',
      '公务用车运行费',
      '公务用车运行维护',
      '公务用车维护费',
      '公务用车运行维护费用',
      '公车运行维护费',
      '公务用车运行经费',
    ],
    fact: { flow: 'expenditure', item: 'vehicle-running' },
  },
  { wordings: ['购置费', '购置'], fact: { item: 'vehicle-purchase' }, below: 'vehicles' },
  {
    wordings: ['运行维护费', '运行费', '维护费', '运行维护', '运行经费'],
    fact: { item: 'vehicle-running' },
    below: 'vehicles',
  },
  {
    wordings: ['公务接待费', '公务接待', '公务接待费用', '公务接待费支出'],
    fact: { flow: 'expenditure', item: 'reception' },
  },
  { wordings: ['会议费', '会议费用'], fact: { flow: 'expenditure', item: 'meeting' } },
  { wordings: ['培训费', '培训费用'], fact: { flow: 'expenditure', item: 'training' } },
  {
    wordings: ['三公经费会议费培训费', '三公经费会议费和培训费', '三公经费及会议费培训费', '三公经费会议费培训费合计'],
    fact: { flow: 'expenditure', item: 'restricted' },
  },
  { wordings: ['机关运行经费', '机关运行费'], fact: { flow: 'expenditure', item: 'agency-running' } },
  { wordings: ['行政经费'], fact: { flow: 'expenditure', item: 'administrative' } },
  { wordings: ['委托业务费'], fact: { flow: 'expenditure', item: 'commissioned' } },
  { wordings: ['政府采购'], fact: { flow: 'expenditure', item: 'procurement' } },
  { wordings: ['政府采购货物', '采购货物', '货物类', '货物采购'], fact: { flow: 'expenditure', item: 'goods' } },
  { wordings: ['政府采购工程', '采购工程', '工程类', '工程采购'], fact: { flow: 'expenditure', item: 'works' } },
  { wordings: ['政府采购服务', '采购服务', '服务类', '服务采购'], fact: { flow: 'expenditure', item: 'services' } },
  { wordings: ['货物', 'A货物'], fact: { item: 'goods' }, below: 'procurement' },
  { wordings: ['工程', 'B工程'], fact: { item: 'works' }, below: 'procurement' },
  { wordings: ['服务', 'C服务'], fact: { item: 'services' }, below: 'procurement' },
  { wordings: ['政府购买服务', '购买服务'], fact: { flow: 'expenditure', item: 'purchased-services' } },

  // stages and years
  {
    wordings: ['预算数', '年初预算数', '预算金额', '年初预算', '部门预算数', '批复数', '本年预算数'],
    fact: { stage: 'budget' },
  },
  { wordings: ['全年预算数', '调整预算数', '调整后预算数', '年度预算调整数', '调整预算'], fact: { stage: 'adjusted' } },
  {
    wordings: ['决算数', '执行数', '实际支出数', '决算', '支出决算数', '全年执行数', '完成数'],
    fact: { stage: 'final' },
  },
  { wordings: ['本年', '本年度', '当年', '今年'], fact: {} },
  { wordings: ['上年', '上年度', '上一年', '上一年度', '去年'], fact: {}, yearsBack: 1 },

  // vintages
  { wordings: ['不含上年结转', '不含上年结转资金'], fact: { vintage: 'current' } },
  { wordings: ['本年拨款', '当年拨款', '本年预算安排', '当年预算安排', '当年财政拨款'], fact: { vintage: 'current' } },

  // totals
  { wordings: ['合计', '小计', '共计', '总额', '总量', '总数'], role: 'total' },
  { wordings: ['总计', '总合计'], role: 'grand-total' },
  { wordings: ['其中'], role: 'of-which' },

  // columns that hold no fact
  {
    wordings: [
      '增减',
      '增减额',
      '增减额度',
      '增减变化',
      '增减变化情况',
      '增减变动情况',
      '比上年增减情况',
      '增减变动',
      '比上年增减',
      '增减情况',
      '增加额',
      '较上年增减',
      '变动',
      '变动额',
    ],
    role: 'derived',
  },
  {
    wordings: [
      '增长率',
      '增减率',
      '增减比例',
      '增长',
      '增幅',
      '变动率',
      '变动幅度',
      '比例',
      '占比',
      '比重',
      '完成率',
      '执行率',
      '增减幅度',
    ],
    role: 'derived',
  },
  { wordings: ['数量', '人数', '人次', '辆数', '批次', '编制数', '个数', '面积', '单价', '台数'], role: 'count' },
  { wordings: ['行次', '栏次', '序号', '行号'], role: 'line-number' },
  {
    wordings: [
      '科目编码',
      '功能分类科目编码',
      '经济分类科目编码',
      '科目代码',
      '编码',
      '代码',
      '单位编码',
      '单位代码',
      '项目编码',
      '项目代码',
      '支出功能分类科目编码',
      '功能科目编码',
      '经济科目编码',
      '类',
      '款',
      '项',
    ],
    role: 'code',
  },
  {
    wordings: [
      '科目名称',
      '功能分类科目名称',
      '经济分类科目名称',
      '功能科目名称',
      '经济科目名称',
      '项目',
      '单位名称',
      '部门单位名称',
      '部门名称',
      '项目名称',
      '名称',
      '科目',
      '功能分类科目',
      '经济分类科目',
      '项目按功能分类',
      '按功能分类',
      '支出功能分类科目',
      '支出经济分类科目',
      '单位',
      '预算单位',
    ],
    role: 'name',
  },
  {
    wordings: ['备注', '说明', '摘要', '是否空表', '理由', '项目单位', '主管部门', '项目类别', '资金使用单位'],
    role: 'words',
  },

  // words that say nothing by themselves
  {
    wordings: [
      '预算',
      '拨款',
      '补助',
      '资金',
      '经费',
      '金额',
      '数',
      '的',
      '安排',
      '安排的',
      '部门',
      '年度',
      '年',
      '含',
      '万元',
      '元',
      '公开',
      '可用',
      '当期',
      '用于',
      '取得',
      '综合预算',
      '综合',
      '部门预算',
      '部门综合预算',
      '本部门',
      '本单位',
    ],
  },
]

/** Words of titles beside the terms: 总表, 情况表, 按功能分类 … They say how the table is laid out. */
export const TITLE_WORDS: readonly string[] = [
  '财务收支',
  '按功能科目分',
  '按经济分类科目分',
  '按经济科目分',
  '部',
  '收支',
  '收入支出',
  '总表',
  '总体情况表',
  '总体情况',
  '情况表',
  '情况',
  '明细表',
  '分类表',
  '表',
  '公开表',
  '预算表',
  '预算总表',
  '预算明细表',
  '决算',
  '决算表',
  '决算总表',
  '决算明细表',
  '汇总',
  '汇总表',
  '分功能科目',
  '分单位',
  '分项目',
  '按功能分类',
  '按功能分类科目',
  '按功能科目分类',
  '功能分类',
  '功能科目',
  '按经济分类',
  '按经济分类科目',
  '经济分类',
  '经济科目',
  '部门预算经济分类',
  '政府预算经济分类',
  '按支出经济分类科目',
  '按支出功能分类科目',
  '支出功能分类',
  '支出经济分类',
  '科目',
  '部门',
  '单位',
  '和',
  '及',
  '与',
  '等',
  '其他',
]
