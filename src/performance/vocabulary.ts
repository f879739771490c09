import type { FieldName, IndicatorRole } from './model.ts'

/** A word of a form, recognised on its letters alone (no spaces, punctuation, brackets or ordinals). */
export interface Word<Key extends string> {
  readonly key: Key
  readonly pattern: RegExp
}

const word = <Key extends string>(key: Key, pattern: RegExp): Word<Key> => ({ key, pattern })

/** Labels whose values are persons, telephones and addresses: passed over, never kept. */
export const PRIVATE: RegExp =
  /^((项目|单位|部门|财务|预算)?(负责人|联系人|填报人|填表人|经办人|制表人|审核人)(姓名|签字|签章|签名)?(及|和)?(联系)?(电话|方式)?|(联系|办公|移动|手机|固定)?电话(号码)?|单位地址|通讯地址|通信地址|地址|邮政编码|邮编|职务|手机号?码?)$/

export const FIELDS: readonly Word<FieldName>[] = [
  word(
    'department',
    /^(部门单位名称|部门名称|单位名称|预算单位|预算单位名称|部门|填报单位|预算部门|预算部门名称|自评单位|评价单位)(公章|盖章)?$/,
  ),
  word('project', /^(项目名称|专项名称|专项项目名称|专项资金名称|转移支付名称|政策(项目)?名称)$/),
  word('code', /^(项目编码|项目代码|部门预算编码)$/),
  word('authority', /^(项目|资金|市级|省级|中央)?主管(预算)?(部门|单位)(单位)?(名称)?(及代码)?$/),
  word(
    'unit',
    /^(项目执行单位|(项目)?(具体)?实施单位|项目单位|执行单位|(项目)?承担单位|资金使用单位|用款单位)(名称)?$/,
  ),
  word('nature', /^(项目属性)$/),
  word('category', /^(支出项目类别|项目类别|项目分类)$/),
  word('kind', /^(项目类型)$/),
  word('startYear', /^(起始年度|项目开始年份|开始年度|计划开始执行年份|项目起始年度)$/),
  word('endYear', /^(终止年度|结束年度|项目终止年度)$/),
  word('period', /^(项目周期|项目期|实施周期)$/),
  word('reason', /^(项目申请理由|项目立项依据|立项依据|项目支出立项依据)$/),
  word('content', /^(项目主要内容|项目内容|项目概况|当年主要内容)$/),
  word('plan', /^(项目实施方案|项目支出实施方案)$/),
  word('totalBudget', /^(项目总预算|项目总额)$/),
  word('yearBudget', /^(项目当年预算|项目年度预算|当年预算|项目本年度预算|项目金额)(万元|元)?$/),
  word('history', /^(项目前两年预算(编制执行)?及当年预算变动情况|(\d{4}年)?变动说明)$/),
  word('duties', /^(部门职能概述|单位职能概述|部门职责|部门职能)$/),
  word('tasks', /^(年度工作任务)$/),
  word('basicTotal', /^(基本支出总额)$/),
  word('projectTotal', /^(项目支出总额)$/),
  word('grade', /^(评价等级|自评等级|评价等次)$/),
  word('filledOn', /^(填报日期|申报日期|填表日期|填报时间)$/),
  word('deviation', /^(偏差大或目标未完成原因分析|偏差大或目标未完成原因|未完成原因分析|偏差原因分析及改进措施)$/),
  word('improvement', /^(改进措施及结果应用方案|改进措施)$/),
]

/** Labels long enough to be known by most of their letters, where a scan has lost some. */
export const LONG_LABELS: readonly { readonly key: FieldName; readonly label: string }[] = [
  { key: 'deviation', label: '偏差大或目标未完成原因分析' },
  { key: 'improvement', label: '改进措施及结果应用方案' },
]

/** Headings inside a form: what follows belongs to another part. */
export type Heading = 'section' | 'longGoals' | 'annualGoals' | 'total' | 'note'

export const HEADINGS: readonly Word<Heading>[] = [
  word('longGoals', /^(长期绩效目标表|中期绩效目标表|长期绩效目标)$/),
  word('annualGoals', /^(年度绩效目标表)$/),
  word('total', /^(总分|合计总分|总计得分|总分值评价总分S?|总得分|总分值)$/),
  word('note', /^(备注|注|填表说明|说明)$/),
  word(
    'section',
    /^(项目支出明细测算|项目采购|项目绩效总目标|绩效总目标|项目当年资金来源|项目资金来源|部门总体资金情况(万元|元)?|总体资金情况|项目支出情况|整体绩效总目标|整体绩效目标|年度主要任务|预算整体情况|年度重点工作任务|预算执行情况(万元|元)?(\d+分)?)$/,
  ),
]

/** Vertical side heads of indicator tables. They head nothing by themselves. */
export const SIDE_HEAD =
  /^(年度|长期|绩效|指标|年度绩效|长期绩效|年度绩效指标|长期绩效指标|绩效指标|年度指标|绩效目标指标|整体绩效指标|年度绩|效指标|绩效指标\d+分)$/

export const LEVEL1 =
  /^((投入|过程|管理|履职|产出|效果|效益|成效|满意度?|成本|预算执行|运行成本|管理效率|履职效能|社会效应|可持续发展能力?|服务对象满意度?|一般性支出情况)(指标)?)([\d.]+分)?$/

export const LEVEL2 =
  /^((产出)?(数量|质量|时效|进度)(指标)?|(经济|社会|生态环境|生态)?成本(控制)?指标|(经济|社会|生态|生态环境)(效益|成本|影响)(指标)?|(项目)?可持续(影响|发展)?(影响)?(指标)?|(社会公众或|社会公众和|受益群体或)?(服务对象|公众|社会|社会公众|受益对象|群众|职工|人民群众|企业|学生|患者|用户|居民|村民|群众企业)?(满意度?)(指标)?|预算(控制|编制|执行)(率|情况)?(指标)?|财务管理(指标)?|一般性支出情况(指标)?)([\d.]+分)?$/

export const INDICATOR_HEADS: readonly Word<IndicatorRole>[] = [
  word('project', /^(项目名称|项目名称资金使用单位|项目)$/),
  word('amount', /^(项目金额|项目总额|预算金额|预算数|总计|金额|当年财政拨款预算金额|预算数单位)(万元|元)?$/),
  word('goal', /^(目标名称|绩效目标|当年绩效目标|年度绩效目标|项目总体绩效目标|总体绩效目标)$/),
  word('indicators', /^(绩效指标)$/),
  word('level1', /^(一级指标|一级指标类型)$/),
  word('level2', /^(二级指标|二级指标类型)$/),
  word('level3', /^(三级指标|三级指标名称|三级指标内容|具体指标(名称)?|(绩效)?指标名称|末级指标|四级指标)$/),
  word('content', /^(指标内容|指标解释|指标说明)$/),
  word('nature', /^(绩效)?指标性质$/),
  word('periodTarget', /^(实施周期指标值|中期指标值|长期指标值)$/),
  word(
    'target',
    /^(指标值|(年度|年初|本年|全年|当年|预期|计划)?(绩效|预期|计划|设定)?(指标|目标)值A?|指标目标值|目标指标值|年初设定值|预设值|计划完成值|年度指标值A|(指标值)?预[期计]当年实现值?)$/,
  ),
  word('unit', /^(计量单位|绩效度量单位|度量单位|指标值单位)$/),
  word('prior', /^(近两年指标值[前上年至]{0,8}|(指标值)?(前年|上年)|(20)\d\d年(指标值)?)$/),
  word(
    'actual',
    /^((全年|年度|年末)?(实际)?(完成|达成|实现)(指标)?值B?(得分)?|(全年)?实际(完成)?(情况|情况值|数|指标)?|全年实际值|实际值|(全年|年度)?完成情况)$/,
  ),
  word('weight', /^((指标|标准|评价)?分值|(指标)?权重(分值)?|分值权重|标准分|满分|权重分)(%|[\d.]+分)?$/),
  word('score', /^((自评|评价|指标|实际)?得分|自评分|自评分值|评分)([\d.]+分执行率)?$/),
  word('reason', /^(?!总分)[^\d]{0,6}(偏差|未完成)[^\d]{0,6}原因[^\d]{0,12}$/),
  word('basis', /^(指标值(确定|设定)?依据|绩效标准|(目标值)?(确定|设定)依据|评价标准|指标值来源|数据来源)$/),
  word(
    'note',
    /^(备注|说明|是否核心|是否核心指标|评分细则|计算公式|评分标准|序号|其中|财政资金|财政拨款|其他资金|财政专户拨款|单位名称)$/,
  ),
]

/** whole: 总额 under 全年预算数, beside its parts 财政拨款 and 其他资金: what the head above says. */
export type FundRole =
  | 'name'
  | 'initial'
  | 'adjusted'
  | 'budget'
  | 'executed'
  | 'rate'
  | 'rest'
  | 'whole'
  | 'weight'
  | 'score'

export const FUND_HEADS: readonly Word<FundRole>[] = [
  word('initial', /^(年初预算数(万元|元)?|年初(部门)?预算安排金额.*)$/),
  word('adjusted', /^(年中调整金额.*|预算调整数|调整预算数)$/),
  word('budget', /^(全年预算数A?(万元|元)?|预算数A?|年度预算数A?|小计.*|调整后预算数A?|全年预算A?)$/),
  word(
    'executed',
    /^(全年执行数B?(万元|元)?|执行数B?|年度拨付金额.*|全年支出数B?|全年执行B?|支出数B?|([\d月]{0,5}|.{0,3})执行数B?)$/,
  ),
  word('rate', /^([\d月]{0,5}执行率(B\/?A)?%?|预算执行率(B\/?A)?%?|支出实现率.*)$/),
  word('whole', /^(总额)$/),
  word(
    'rest',
    /^(财政拨款|其他资金|任务名称|主要内容|完成情况|本年度结余金额.*|资金结余率.*|预算安排|拨付情况|结余情况|全年预计执行数|偏差原因.{0,8})$/,
  ),
  word('weight', /^(分值)$/),
  word('score', /^(得分|得分\d+分执行率)$/),
]

export const FUND_ROWS =
  /^(中央补助(资金)?|地方资金|省级资金|市级资金|区县资金|自筹资金|本级(财政)?资金|一般公共预算(拨款)?|年度(财政)?资金总额|年度金额|中期资金总额|实施期资金总额|部门整体支出总额|资金总额|合计|财政资金小计|其他资金小计|其中|(其中)?(当年|本年)?财政拨款(资金)?|(其中)?上年结转(资金)?|(其中)?其他资金|(中央|省级|市级|区级|县级|地方)财政资金|单位自有资金|基本支出|项目支出|总额|全年预算|市级支出|补助区县)$/

export type CompositionRole = 'name' | 'current' | 'share' | 'prior'

export const COMPOSITION_HEADS: readonly Word<CompositionRole>[] = [
  word('current', /^(当年金额|当年预算收支(单位)?(万元|元)?|当年预算|本年金额)$/),
  word('share', /^(占比)%?$/),
  word('prior', /^(近两年收支(金额|情况)|20\d\d年)$/),
]

export type CostRole = 'activity' | 'description' | 'economy' | 'amount' | 'basis' | 'note'

export const COST_HEADS: readonly Word<CostRole>[] = [
  word('activity', /^(项目活动)$/),
  word('description', /^(活动内容表述|活动内容|支出内容)$/),
  word('economy', /^(支出经济分类|经济科目|经济分类科目)$/),
  word('amount', /^(金额)(万元|元)?$/),
  word('basis', /^(测算依据及说明|测算依据)$/),
  word('note', /^(备注)$/),
]

export type ProcurementRole = 'name' | 'quantity' | 'amount'

export const PROCUREMENT_HEADS: readonly Word<ProcurementRole>[] = [
  word('name', /^(品名|采购品名|采购品目(名称)?|采购项目(名称)?|采购内容|采购标的|货物名称|货物服务名称)$/),
  word('quantity', /^(数量|采购数量|购买数量)$/),
  word('amount', /^(金额|采购金额|预算金额|采购预算(金额)?)(万元|元)?$/),
]

export type FundingRole = 'name' | 'amount'

export const FUNDING_HEADS: readonly Word<FundingRole>[] = [
  word('name', /^(来源项目|资金来源项目)$/),
  word('amount', /^(金额)(万元|元)?$/),
]

export type PriorYearRole = 'year' | 'budget' | 'executed' | 'rate'

export const PRIOR_YEAR_HEADS: readonly Word<PriorYearRole>[] = [
  word('year', /^(年度)$/),
  word('budget', /^(预算数)$/),
  word('executed', /^(执行数)$/),
  word('rate', /^(执行率)$/),
]

export type ProjectRole = 'name' | 'category' | 'total' | 'current' | 'fiscal' | 'other' | 'use' | 'goal'

export const PROJECT_HEADS: readonly Word<ProjectRole>[] = [
  word('name', /^(项目名称|任务名称|名称|工作任务)$/),
  word('category', /^(支出项目类别)$/),
  word('total', /^(项目总预算|总额)$/),
  word('current', /^(项目本年度预算|拟投入的资金(万元|元)?|预算金额(万元|元)?)$/),
  word('fiscal', /^(财政拨款)$/),
  word('other', /^(其他资金)$/),
  word('use', /^(项目主要支出方向和用途|主要内容|主要实施内容)$/),
  word('goal', /^(期望达到的目标(概述)?)$/),
]

export type GoalRole = 'name' | 'text' | 'long' | 'annual' | 'expected' | 'achieved'

export const GOAL_HEADS: readonly Word<GoalRole>[] = [
  word('name', /^(名称)$/),
  word('text', /^(目标说明)$/),
  word('long', /^(长期目标(截止\d{4}年)?|中期目标|实施期目标|实施期总目标)$/),
  word('annual', /^(年度目标|年度总目标)$/),
  word('expected', /^(预期目标(年初设定)?|年初设定目标)$/),
  word('achieved', /^(目标)?实际完成情况$/),
]

/** The words of the heads of all tables inside forms. */
export const ALL_HEADS: readonly (readonly Word<string>[])[] = [
  INDICATOR_HEADS,
  FUND_HEADS,
  COMPOSITION_HEADS,
  COST_HEADS,
  PROCUREMENT_HEADS,
  FUNDING_HEADS,
  PRIOR_YEAR_HEADS,
  PROJECT_HEADS,
  GOAL_HEADS,
]

/** Labels of one goal text for the whole form: 总体目标, 年度目标, 年度总体目标. */
export const GOAL_FIELD =
  /^(总体目标|年度目标|年度总体目标|年度绩效目标|总体绩效目标|当年绩效目标|项目绩效总目标|绩效目标|当年整体绩效目标|整体绩效目标|年度总体绩效目标|年度绩效目标表?)$/

export const TITLE: RegExp =
  /绩效(预算)?(目标|自评|评价|运行|监控|指标)?(申报|情况|自评|评价|批复|公开|结果|监控|汇总|执行|执行监控)*表$|绩效(预算)?(目标|自评|评价)?(申报|情况|自评|评价|批复)*表|预算绩效目标申报表|项目申报表|自评表|绩效目标执行监控表/
