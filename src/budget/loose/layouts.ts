/** How a standard table is set: the columns of each side in their order, head levels joined with '/'. */
export interface TableLayout {
  /** What its title says, without brackets and quotation marks; any of these words. */
  readonly titles: readonly string[]
  readonly sides: readonly { readonly name: string | null; readonly columns: readonly string[] }[]
}

const single = (titles: readonly string[], columns: readonly string[]): TableLayout => ({
  titles,
  sides: [{ name: null, columns }],
})

const sided = (titles: readonly string[], ...sides: readonly [string, ...string[]][]): TableLayout => ({
  titles,
  sides: sides.map(([name, ...columns]) => ({ name, columns })),
})

const below = (head: string, columns: readonly string[]): string[] => columns.map((column) => `${head}/${column}`)

const BALANCE = ['收支决算总表', '收入支出决算总表']
const BUDGET_BALANCE = ['收支总表', '收支预算总表', '收支总体情况表', '财务收支预算总表', '部门综合预算收支总表']
const INCOME = ['收入总表', '收入预算总表', '收入总体情况表']
const EXPENDITURE = ['支出总表', '支出预算总表', '支出总体情况表']
const FISCAL_BALANCE = ['财政拨款收支总表', '财政拨款收支预算总表', '财政拨款收支总体情况表']
const GENERAL = [
  '一般公共预算支出表',
  '一般公共预算支出情况表',
  '一般公共预算支出预算表',
  '一般公共预算支出功能分类预算表',
  '一般公共预算拨款支出预算表',
]
const BASIC = ['一般公共预算基本支出表', '一般公共预算基本支出情况表', '一般公共预算基本支出预算表']
const THREE_PUBLIC = ['三公经费']
const FUND = ['政府性基金预算支出', '政府性基金预算拨款支出']
const CAPITAL = ['国有资本经营预算支出', '国有资本经营预算拨款支出']
const PROJECT = ['项目支出情况表', '项目支出表', '项目支出预算表', '项目支出预算情况表']

const NATURES = ['基本支出', '项目支出']
const OTHER_SPENDING = ['事业单位经营支出', '上缴上级支出', '对附属单位补助支出']
const FUNDS = ['一般公共预算', '政府性基金预算', '国有资本经营预算']
const OWN_INCOME = ['事业收入', '事业单位经营收入', '上级补助收入', '附属单位上缴收入', '其他收入']
const VEHICLES = ['小计', '公务用车购置费', '公务用车运行费']
const PUBLIC_ITEMS = ['合计', '因公出国（境）费', ...below('公务用车购置及运行费', VEHICLES), '公务接待费']

/**
 * The standard tables, so that columns are known where a head was lost or cannot be put together again. The order of an
 * entry only decides between tables whose title and number of columns are the same.
 */
export const TABLE_LAYOUTS: readonly TableLayout[] = Object.freeze([
  // National final accounts, 公开01 to 09.
  sided(
    ['财政拨款收入支出决算总表', '财政拨款收支决算总表'],
    ['收入', '决算数'],
    ['支出', '小计', ...FUNDS.map((fund) => `${fund}财政拨款`)],
  ),
  sided(BALANCE, ['收入', '决算数'], ['支出', '决算数']),
  single(
    ['收入决算表'],
    ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'],
  ),
  single(['支出决算表'], ['本年支出合计', ...NATURES, '上缴上级支出', '经营支出', '对附属单位补助支出']),
  single(['一般公共预算财政拨款支出决算表'], below('本年支出', ['小计', ...NATURES])),
  sided(['基本支出决算'], ['人员经费', '决算数'], ['公用经费', '决算数'], ['公用经费', '决算数']),
  single(
    ['政府性基金预算财政拨款收入支出决算表', '国有资本经营预算财政拨款收入支出决算表'],
    ['年初结转和结余', '本年收入', ...below('本年支出', ['小计', ...NATURES]), '年末结转和结余'],
  ),
  single(['国有资本经营预算财政拨款支出决算表'], below('本年支出', ['合计', ...NATURES])),
  single(THREE_PUBLIC, [...below('预算数', PUBLIC_ITEMS), ...below('决算数', PUBLIC_ITEMS)]),

  // Budgets: the common set and Wuhan's since 2022.
  sided(FISCAL_BALANCE, ['收入', '预算数'], ['支出', '预算数']),
  sided(FISCAL_BALANCE, ['收入', '预算数'], ['支出', '合计', ...FUNDS]),
  sided(BUDGET_BALANCE, ['收入', '预算数'], ['支出', '预算数']),
  single(INCOME, ['预算数']),
  single(INCOME, [
    '合计',
    ...below('本年收入', ['小计', ...FUNDS, '财政专户管理资金', ...OWN_INCOME]),
    ...below('上年结转结余', ['小计', ...FUNDS, '财政专户管理资金', '单位资金']),
  ]),
  single(INCOME, [
    '合计',
    '上年结转',
    ...FUNDS.map((fund) => `${fund}拨款收入`),
    '财政专户管理资金收入',
    ...OWN_INCOME,
  ]),
  single(INCOME, ['合计', '财政拨款收入', '事业收入', '事业单位经营收入', '其他收入']),
  single(EXPENDITURE, ['合计', ...NATURES]),
  single(EXPENDITURE, ['合计', ...NATURES, ...OTHER_SPENDING]),
  single(GENERAL, ['合计', ...NATURES]),
  single(GENERAL, ['合计', ...below('基本支出', ['小计', '人员经费', '公用经费']), '项目支出']),
  single(BASIC, ['合计', '人员经费', '公用经费']),
  single(THREE_PUBLIC, PUBLIC_ITEMS),
  single(FUND, ['合计', ...NATURES]),
  single(CAPITAL, ['合计', ...NATURES]),
  single(PROJECT, [
    '合计',
    ...below('本年拨款', FUNDS),
    ...below('财政拨款结转结余', FUNDS),
    '财政专户管理资金',
    '单位资金',
  ]),

  // Wuhan's set of 2021.
  sided(
    [...BUDGET_BALANCE, ...FISCAL_BALANCE],
    ['收入', '预算数'],
    ['经济分类支出', '预算数'],
    ['功能分类支出', '预算数'],
  ),
])
