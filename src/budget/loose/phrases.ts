/**
 * What the words of a table's head do. `key` names or numbers rows, `side` names a half of a table, `line-number` counts rows, `mark`
 * stands over no column of its own, `value` heads a column of numbers, `group` stands over several.
 */
export type HeadRole = 'key' | 'side' | 'line-number' | 'mark' | 'value' | 'group'

/** Brackets and quotation marks are left out; they vary. */
const KEYS = `
项目 项目名称 项目编码 项目代码 项目单位 项目类别 项目类型 科目 科目编码 科目代码 科目名称 编码 代码 名称 功能分类科目编码 功能分类科目名称
功能分类科目 功能科目编码 功能科目名称 功能科目分类 功能分类 支出功能分类科目编码 支出功能分类科目名称 支出功能分类科目 支出功能分类 经济分类科目编码
经济分类科目名称 经济分类科目 经济科目编码 经济科目名称 经济科目 经济分类 部门预算支出经济分类科目 部门预算经济分类科目 政府预算支出经济分类科目
政府预算经济分类科目 支出经济分类科目 部门预算支出经济分类 部门单位代码 部门单位名称 部门单位编码 部门代码 部门名称 单位代码 单位名称 单位编码
预算单位 预算单位编码 预算单位名称 预算单位代码 部门单位 单位 类 款 项 类款项 类款 序号 备注 说明 支出项目类别资金使用单位 支出项目类别 资金使用单位
项目按功能分类 项目按经济分类 项目按支出功能分类 部门经济分类 政府经济分类 支出性质 项目实施单位
`
const SIDES = '收入 支出 经济分类支出 功能分类支出 支出按功能分类 支出按经济分类'
const LINE_NUMBERS = '行次'
const MARKS = '其中 栏次'
const GROUPS = `
本年收入 本年支出 上年结转结余 上年结转 上年结转和结余 年初结转和结余 使用非财政拨款结余 预算数 决算数 财政拨款 本年拨款 本年预算 财政拨款结转结余 非财政拨款
公务用车购置及运行费 公务用车购置及运行维护费 公务用车购置和运行费 公务用车购置和运行维护费 公务用车购置及运行 公务用车费 公务用车 公务用车购置和运行经费 公务用车购置及运行经费
基本支出 项目支出 本年一般公共预算支出 本年一般公共预算基本支出 一般公共预算基本支出 一般公共预算支出 本年政府性基金预算支出 政府性基金预算支出 本年国有资本经营预算支出
国有资本经营预算支出 本年财政拨款支出 全年预算数 年初预算数 调整预算数 上年预算数 本年预算数 财政拨款支出 近两年收支情况 近两年收支金额
`
const VALUES = `
合计 总计 小计 金额 预算金额 决算金额 预算 决算 支出合计 收入合计 本年收入合计 本年支出合计 收入总计 支出总计 三公经费合计 当年金额 当年预算收支 占比 预算资金
财政拨款收入 财政拨款 一般公共预算财政拨款收入 一般公共预算财政拨款 一般公共预算拨款 一般公共预算拨款收入 一般公共预算收入 一般公共预算资金 一般公共预算 公共预算财政拨款
政府性基金预算财政拨款收入 政府性基金预算财政拨款 政府性基金预算拨款 政府性基金预算拨款收入 政府性基金预算收入 政府性基金预算资金 政府性基金预算 政府性基金 政府性基金收入
国有资本经营预算财政拨款收入 国有资本经营预算财政拨款 国有资本经营财政拨款 国有资本经营预算拨款 国有资本经营预算拨款收入 国有资本经营预算收入 国有资本经营预算资金 国有资本经营预算 国有资本经营预算支出
财政专户管理资金 财政专户管理资金收入 财政专户管理 财政专户拨款 财政专户资金 财政专户核拨资金 教育收费 单位资金 单位资金收入 其他资金 其他各项资金 其他
上级补助收入 上级补助 事业收入 经营收入 事业单位经营收入 附属单位上缴收入 附属单位缴款 附属单位上缴 其他收入 非同级财政拨款 用事业基金弥补收支差额 动用事业基金
事业单位经营支出 经营支出 上缴上级支出 上缴上级 对附属单位补助支出 对附属单位补助 对附属单位的补助支出 结转下年 结转下年支出 年末结转和结余 年末结转结余 年终结转结余
年初结转结余 上年结转收入 上年结余 结余分配 人员经费 公用经费 日常公用经费 工资福利支出 商品和服务支出 对个人和家庭的补助 对个人和家庭补助 资本性支出 资本性支出基本建设 债务利息及费用支出 债务利息支出
对企业补助 对企业补助基本建设 对社会保障基金补助 其他支出 因公出国境费 因公出国境费用 因公出国境 公务接待费 公务接待 公务用车购置费 公务用车购置 公务用车运行费 公务用车运行维护费 公务用车运行维护
购置费 运行费 运行维护费 会议费 培训费 机关运行经费 委托业务费 增减额 增减率 增减 增减变化 增长率 完成率 执行率 人员类 运转类 特定目标类 人员类项目支出 运转类项目支出 特定目标类项目支出
年初预算 调整预算 全年预算 执行数 上年决算数 上年数 本年数 财政拨款结转 财政拨款结余 货物 工程 服务 采购数量 项目总预算 项目本年度预算 项目当年预算
`

const wordsOf = (text: string): string[] => text.trim().split(/\s+/)

/** Every known phrase of a table's head with its role; a later role of the same words wins. */
export const HEAD_PHRASES: ReadonlyMap<string, HeadRole> = new Map<string, HeadRole>([
  ...wordsOf(VALUES).map((phrase): [string, HeadRole] => [phrase, 'value']),
  ...wordsOf(GROUPS).map((phrase): [string, HeadRole] => [phrase, 'group']),
  ...wordsOf(KEYS).map((phrase): [string, HeadRole] => [phrase, 'key']),
  ...wordsOf(SIDES).map((phrase): [string, HeadRole] => [phrase, 'side']),
  ...wordsOf(MARKS).map((phrase): [string, HeadRole] => [phrase, 'mark']),
  [LINE_NUMBERS, 'line-number'],
])

/** Where a run of unknown words is taken to end a head cell. */
export const HEAD_ENDING = /(?:收入|支出|费|费用|经费|拨款|资金|合计|小计|预算|决算|数|额|率|结余|结转|补助|比)$/

export const isTotalHead = (leaf: string): boolean =>
  /^(?:合计|小计|总计|金额|预算数|决算数|预算金额|(?:本年)?(?:收入|支出)[合总]计|.{0,6}经费合计|合计金额)$/.test(leaf)
