import { describe, expect, it } from 'vitest'
import { type MadeDocument, makeProse } from './claims/made-prose.ts'
import type { Table } from './model.ts'
import { proseRules } from './prose-rules.ts'

const HEADINGS = { income: '#二、收入预算安排情况', spending: '#三、支出预算安排情况' }

const outcomes = (id: string, made: MadeDocument) => {
  const rule = proseRules.find((each) => each.id === id)
  if (rule === undefined) throw new Error(`no rule ${id}`)
  return [...rule.check(makeProse(made))]
}
const broken = (id: string, made: MadeDocument) => outcomes(id, made).filter(({ verdict }) => verdict === 'broken')
const held = (id: string, made: MadeDocument) => outcomes(id, made).filter(({ verdict }) => verdict === 'held')

const emptyTable = (title: string, note: string | null): Table => ({
  id: 't1',
  form: null,
  caption: { title, number: null, year: null, organisation: null, unit: '万元', at: { line: 90 }, lines: [] },
  unit: '万元',
  columns: [{ path: ['合计'], at: { line: 91 } }],
  rows: [],
  notes: note === null ? [] : [{ text: note, at: { line: 95 }, lines: [{ start: 0, at: { line: 95 } }] }],
  under: [],
  leftovers: [],
})

interface Case {
  readonly rule: string
  readonly holds: MadeDocument
  readonly breaks: MadeDocument
  /** The figure or wording that would be right. */
  readonly expected?: string
}

const basics = { personnel: '5.00', operating: '7.00' } as const
const spending = (text: string, more: Partial<MadeDocument> = {}): MadeDocument => ({
  text: `${HEADINGS.spending}\n${text}`,
  ...more,
})
const account = (text: string, more: Partial<MadeDocument> = {}): MadeDocument => ({
  text,
  kind: 'final-account',
  ...more,
})

const CASES: readonly Case[] = [
  {
    rule: 'text.amount',
    holds: spending('2024年项目支出723万元。', { figures: [[{ nature: 'project' }, '723.00']] }),
    breaks: spending('2024年项目支出732万元。', { figures: [[{ nature: 'project' }, '723.00']] }),
    expected: '723.00 万元',
  },
  {
    // What was carried over makes the difference between 当年拨款 and all that is spent.
    rule: 'text.amount',
    holds: spending('#五、一般公共预算当年拨款情况\n2024年一般公共服务支出90.00万元。', {
      figures: [
        [{ fund: 'general', function: '201' }, '97.00'],
        [{ fund: 'general', flow: 'opening' }, '7.00'],
      ],
    }),
    breaks: spending('#五、一般公共预算当年拨款情况\n2024年一般公共服务支出90.00万元。', {
      figures: [
        [{ fund: 'general', function: '201' }, '98.00'],
        [{ fund: 'general', flow: 'opening' }, '7.00'],
      ],
    }),
  },
  {
    // 收入增加 after 收入总计 speaks of the total, not of 本年收入.
    rule: 'text.growth',
    holds: spending('2024年收入总计110.00万元，支出总计110.00万元，与上年相比，收入增加10.00万元，增长10.00%。', {
      figures: [[{ flow: 'income' }, '90.00']],
    }),
    breaks: spending('2024年收入总计110.00万元，支出总计110.00万元，与上年相比，收入增加10.00万元，增长12.50%。', {
      figures: [[{ flow: 'income' }, '90.00']],
    }),
    expected: '10.00%',
  },
  {
    rule: 'text.amount',
    holds: account('#九、“三公”经费\n公务接待费全年预算为0万元，支出决算为0万元。', {
      figures: [[{ item: 'reception' }, '0']],
    }),
    breaks: account('#九、“三公”经费\n公务接待费支出0.3万元。', { figures: [[{ item: 'reception' }, '0']] }),
  },
  {
    rule: 'text.amount-twice',
    holds: { text: '#一、政府采购情况\n政府采购预算40万元。\n本部门政府采购预算40万元。' },
    breaks: { text: '#一、政府采购情况\n政府采购预算40万元。\n本部门政府采购预算45万元。' },
  },
  {
    rule: 'text.list-total',
    holds: spending('基本支出12.00万元，其中：人员经费5.00万元、公用经费7.00万元；项目支出3.00万元。'),
    breaks: spending('基本支出12.00万元，其中：人员经费5.00万元、公用经费7.10万元。'),
    expected: '12.10 万元',
  },
  {
    rule: 'text.list-total',
    holds: spending(
      '支出预算100.00万元，主要用于以下方面：\n1.教育支出（类）60.00万元，占60%。\n2.住房保障支出（类）40.00万元，占40%。',
    ),
    breaks: spending(
      '支出预算100.50万元，主要用于以下方面：\n1.教育支出（类）60.00万元，占60%。\n2.住房保障支出（类）40.00万元，占40%。',
    ),
    expected: '100.00 万元',
  },
  {
    rule: 'text.items-total',
    holds: {
      text: '#七、“三公”经费\n“三公”经费预算5.09万元。\n1.因公出国（境）费0万元。\n2.公务用车购置及运行维护费2.39万元。\n3.公务接待费2.70万元。',
    },
    breaks: {
      text: '#七、“三公”经费\n“三公”经费预算0万元。\n1.因公出国（境）费0万元。\n2.公务用车购置及运行维护费0万元。\n3.公务接待费0.3万元。',
    },
    expected: '0.30 万元',
  },
  {
    rule: 'text.growth',
    holds: spending('支出预算1,261.69万元，比2023年预算减少33.20万元，下降2.56%。'),
    breaks: spending('支出预算1,261.69万元，比2023年预算减少33.20万元，下降2.65%。'),
    expected: '2.56%',
  },
  {
    rule: 'text.change',
    holds: spending('支出预算120万元，比2023年年初预算数100万元增加20万元。'),
    breaks: spending('支出预算120万元，比2023年年初预算数100万元增加30万元。'),
    expected: '增加 20.00 万元',
  },
  {
    rule: 'text.change-total',
    holds: spending('支出比2023年增加27.34万元，主要是基本支出增加6.59万元，项目支出增加20.75万元。'),
    breaks: spending('支出比2023年增加27.34万元，主要是基本支出增加6.59万元，项目支出增加28.75万元。'),
    expected: '增加 35.34 万元',
  },
  {
    rule: 'text.change',
    holds: spending('培训支出（2050803）13.58万元，较上年减少22.31万元。'),
    breaks: spending('培训支出（2050803）13.58万元，较上年增加22.31万元。'),
  },
  {
    rule: 'text.change-total',
    holds: spending('收入比2023年增加27.34万元，主要是事业收入增加6.59万元，其他收入增加20.75万元。'),
    breaks: spending('收入比2023年减少27.34万元，主要是事业收入增加6.59万元，其他收入增加20.75万元。'),
    expected: '增加',
  },
  {
    rule: 'text.change-total',
    holds: spending('收入比2023年增加14.16万元，主要是事业收入减少6.59万元，其他收入增加20.75万元。'),
    breaks: spending('收入比2023年增加14.16万元，主要是事业收入增加6.59万元，其他收入增加20.75万元。'),
    expected: '减少',
  },
  {
    rule: 'text.direction',
    holds: spending('财政拨款收入17883万元，比2023年预算增加156万元。\n项目支出17883万元，比2023年预算增加156万元。'),
    breaks: spending('财政拨款收入17883万元，比2023年预算增加156万元。\n项目支出17883万元，比2023年预算减少156万元。'),
  },
  {
    rule: 'text.direction',
    holds: spending('会议费6.51万元，较上年减少1.49万元，下降18.6%，减少的主要原因是厉行节约。'),
    breaks: spending('会议费6.51万元，较上年增加9.49万元，减少的主要原因是厉行节约。'),
  },
  {
    rule: 'text.direction',
    holds: account(
      '#五、支出决算\n教育支出年初预算5.00万元，支出决算6.00万元，决算数大于年初预算数的主要原因是追加经费。',
    ),
    breaks: account(
      '#五、支出决算\n教育支出年初预算5.00万元，支出决算6.00万元，决算数小于年初预算数的主要原因是节约。',
    ),
  },
  {
    rule: 'text.share',
    holds: spending('支出预算538.69万元，其中：人员经费519.26万元，占96.4%。'),
    breaks: spending('支出预算538.69万元，其中：人员经费519.26万元，占94.6%。'),
    expected: '96.4%',
  },
  {
    rule: 'text.completion',
    holds: account('#五、支出决算\n年初预算为135.08万元，支出决算为156.37万元，完成年初预算的115.8%。'),
    breaks: account('#五、支出决算\n年初预算为135.08万元，支出决算为156.37万元，完成年初预算的118.5%。'),
    expected: '115.8%',
  },
  {
    rule: 'text.zero-base',
    holds: spending('培训费2.5万元，较上年增加0.5万元，增长25%。'),
    breaks: spending('培训费2.5万元，较上年增加2.5万元，增长100%。'),
  },
  {
    rule: 'text.percent-sign',
    holds: spending('支出预算10万元，其中：人员经费5万元，占50%。'),
    breaks: spending('支出预算10万元，其中：人员经费5万元，占50。'),
  },
  {
    rule: 'text.procurement',
    holds: account(
      '#十一、政府采购\n政府采购支出总额100万元。授予中小企业合同金额80万元，其中：授予小微企业合同金额60万元。',
    ),
    breaks: account(
      '#十一、政府采购\n政府采购支出总额100万元。授予中小企业合同金额80万元，其中：授予小微企业合同金额90万元。',
    ),
  },
  {
    rule: 'text.procurement',
    holds: account(
      '#十一、政府采购\n2024年度政府采购金额（以合同签订为准）为30万元。在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额21万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额9万元。',
    ),
    breaks: account(
      '#十一、政府采购\n2024年度政府采购金额（以合同签订为准）为30万元。在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额21万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额21万元。',
    ),
    expected: '≤ 30.00 万元',
  },
  {
    rule: 'text.items-total',
    holds: account(
      '#十一、政府采购\n政府采购金额（以合同签订为准）为30万元，其中：货物采购金额10万元、工程采购金额0万元、服务采购金额20万元。',
    ),
    breaks: account(
      '#十一、政府采购\n政府采购金额（以合同签订为准）为40万元，其中：货物采购金额10万元、工程采购金额0万元、服务采购金额20万元。',
    ),
  },
  {
    rule: 'text.zero-base',
    holds: account('#五、支出\n支出年初预算为0万元，全年预算为50万元，支出决算为40万元，完成全年预算的80%。'),
    breaks: account('#五、支出\n支出年初预算为0万元，全年预算为50万元，支出决算为40万元，完成年初预算的80%。'),
  },
  {
    rule: 'text.assets',
    holds: { text: '#四、国有资产占用情况\n截至2023年12月31日，占有使用国有资产30万元。一般公务用车1辆。' },
    breaks: { text: '#四、国有资产占用情况\n截至2023年12月31日，占有使用国有资产0万元，一般公务用车1辆。' },
  },
  {
    rule: 'text.agency-running',
    holds: { text: '#一、机关运行经费\n机关运行经费7万元。', figures: [[{ nature: 'operating' }, basics.operating]] },
    breaks: { text: '#一、机关运行经费\n机关运行经费98万元。', figures: [[{ nature: 'operating' }, basics.operating]] },
  },
  {
    rule: 'text.three-public-items',
    holds: {
      text: '#九、“三公”经费情况说明\n1.本单位无因公出国（境）费。\n2.本单位无公务用车费用。\n3.本单位无公务接待费。',
    },
    breaks: { text: '#九、“三公”经费情况说明\n1.本单位无因公出国（境）费。\n2.本单位无公务用车费用。' },
  },
  {
    rule: 'text.whole-evaluation',
    holds: account('#十三、预算绩效情况\n本部门对1个部门开展整体支出绩效自评，资金12万元。', {
      figures: [[{}, '12.00']],
    }),
    breaks: account('#十三、预算绩效情况\n本部门对1个部门开展整体支出绩效自评，资金11万元。', {
      figures: [[{}, '12.00']],
    }),
  },
  {
    rule: 'text.project-count',
    holds: spending('共有2个一级项目。', {
      figures: [
        [{ project: '甲' }, '1'],
        [{ project: '乙' }, '2'],
      ],
    }),
    breaks: spending('项目支出3万元，具体情况如下：\n1.甲工程1万元。\n2.乙工程2万元。\n设置了4个一级项目绩效目标。', {
      figures: [
        [{ project: '甲工程' }, '1'],
        [{ project: '乙工程' }, '2'],
      ],
    }),
  },
  {
    rule: 'text.count-of-list',
    holds: { text: '二级预算单位2个。二级预算单位包括：甲中心、乙中心。' },
    breaks: { text: '二级预算单位1个。二级预算单位包括：无。' },
  },
  {
    rule: 'text.subject',
    holds: account('#三、支出决算\n2024年度支出合计12万元，与2023年度相比，支出合计增加2万元。'),
    breaks: account('#三、支出决算\n2024年度支出合计12万元，与2023年度相比，收入合计增加2万元。'),
    expected: '支出合计',
  },
  {
    rule: 'text.item-without-amount',
    holds: spending('公用经费7万元，主要包括：办公费。', {
      figures: [[{ economy: '30201', nature: 'operating' }, '7.00']],
    }),
    breaks: spending('公用经费7万元，主要包括：办公费、咨询费。', {
      figures: [[{ economy: '30201', nature: 'operating' }, '7.00']],
    }),
  },
  {
    rule: 'text.items-left-out',
    holds: spending('公用经费7万元，主要包括：办公费、印刷费、水费等。', {
      figures: [[{ economy: '30206', nature: 'operating' }, '7.00']],
    }),
    breaks: spending('公用经费7万元，主要包括：办公费、印刷费、水费。', {
      figures: [[{ economy: '30206', nature: 'operating' }, '7.00']],
    }),
  },
  {
    rule: 'text.reason-missing',
    holds: account('#五、支出决算\n教育支出年初预算100万元，支出决算76万元，完成年初预算的76%，主要原因是人员减少。'),
    breaks: account('#五、支出决算\n教育支出年初预算100万元，支出决算76万元，完成年初预算的76%。'),
  },
  {
    rule: 'text.reason-idle',
    holds: spending('会议费5万元，比上年增加0万元，主要原因是与上年持平。'),
    breaks: spending('会议费5万元，比上年增加0万元，主要原因是厉行节约。'),
  },
  {
    rule: 'word.stale-year',
    holds: account('#十、国有资产\n截至2024年12月31日，共有车辆1辆。'),
    breaks: account('#十、国有资产\n截至2023年12月31日，共有车辆1辆。'),
    expected: '截至2024年12月31日',
  },
  {
    rule: 'word.stale-year',
    holds: { text: '#一、政府采购情况\n2024年政府采购预算400万元，比上年度增加0万元。' },
    breaks: { text: '#一、政府采购情况\n2023年政府采购预算400万元，比上年度增加0万元。' },
  },
  {
    rule: 'word.stale-year',
    holds: {
      text: '#二、2024年重点工作安排\n持续推进。',
      contents: ['一、2024年收支预算表', '二、2024年重点工作安排'],
    },
    breaks: {
      text: '#二、2024年重点工作安排\n持续推进。',
      contents: ['一、2024年收支预算表', '二、2023年重点工作安排'],
    },
    expected: '2024年重点工作安排',
  },
  {
    rule: 'word.stale-year',
    holds: { text: '#一、概况\n持续推进。', contents: ['一、2024年收支预算表', '二、2023年预算执行情况'] },
    breaks: { text: '#一、概况\n持续推进。', contents: ['一、2023年收支预算表', '二、2023年预算执行情况'] },
    expected: '2024年收支预算表',
  },
  {
    rule: 'word.stale-year',
    holds: account('#第四部分 2024年重点工作完成情况\n2024年，我中心持续推进。'),
    breaks: account('#第四部分 2024年重点工作完成情况\n2023年，我中心持续推进。'),
  },
  {
    rule: 'word.date-order',
    holds: { text: '2024年10月11日\n#附件\n填报日期：2024年10月10日' },
    breaks: { text: '2024年10月11日\n#附件\n填报日期：2024年10月15日' },
  },
  {
    rule: 'word.placeholder',
    holds: { text: '#一、概况\n北湖区数据中心负责全区数据。' },
    breaks: { text: '#一、概况\nXX区数据中心负责全区数据。' },
  },
  {
    rule: 'word.template-residue',
    holds: { text: '#一、说明\n比上年增加0万元。' },
    breaks: { text: '#一、说明\n比上年增加（减少）0万元。' },
  },
  {
    rule: 'word.organisation',
    holds: account('#十三、绩效\n公开《2024年度北湖区数据中心整体绩效自评表》。'),
    breaks: account('#十三、绩效\n公开《2024年度北湖区经科局整体绩效自评表》。'),
  },
  {
    rule: 'word.level',
    holds: account('#第五部分 名词解释\n（一）财政拨款收入：指区级财政当年拨付的资金。'),
    breaks: account('#第五部分 名词解释\n（一）财政拨款收入：指市级财政当年拨付的资金。'),
  },
  {
    rule: 'contents.match',
    holds: {
      text: '#一、收入情况\n无。\n#二、支出情况\n无。\n#三、采购情况\n无。',
      contents: ['一、收入情况', '二、支出情况', '三、采购情况'],
    },
    breaks: {
      text: '#一、收入情况\n无。\n#二、支出情况\n无。\n#三、采购情况\n无。',
      contents: ['一、收入情况', '二、支出情况', '三、采购情况', '四、转移支付情况'],
    },
  },
  {
    rule: 'contents.match',
    holds: {
      text: '#一、收入情况\n无。\n#二、支出情况\n无。\n#三、其他重要事项的情况说明\n无。',
      contents: ['一、收入情况', '二、支出情况', '三、其他重要事项说明'],
    },
    breaks: {
      text: '#一、收入情况\n无。\n#二、支出情况\n无。\n#三、其他重大事项的情况说明\n无。',
      contents: ['一、收入情况', '二、支出情况', '三、其他重要事项说明'],
    },
  },
  {
    rule: 'contents.numbering',
    holds: { text: '1、建设网络；2、运维平台；3、保障安全；4、服务群众。' },
    breaks: { text: '1、建设网络；2、运维平台；3、保障安全；3、服务群众；4、其他。' },
    expected: '4',
  },
  {
    rule: 'table.empty-note',
    holds: spending('支出预算10万元。', {
      tables: [emptyTable('政府性基金预算支出表', '注：本部门无政府性基金预算支出。')],
    }),
    breaks: spending('支出预算10万元。', { tables: [emptyTable('政府性基金预算支出表', null)] }),
  },
  {
    rule: 'table.empty-note',
    holds: account('#九、“三公”经费\n本单位无公务接待费。', { figures: [[{ item: 'reception' }, '0.00']] }),
    breaks: account('#九、“三公”经费\n本单位无公务接待费。', { figures: [[{ item: 'reception' }, '3.00']] }),
    expected: '3.00',
  },
  {
    rule: 'glossary.unused',
    holds: {
      text: '#五、支出\n住房改革支出（款）提租补贴（项）3万元。\n#第四部分 名词解释\n（一）提租补贴（项）：反映租金补贴。',
      tables: [emptyTable('支出总表', null)],
    },
    breaks: {
      text: '#第四部分 名词解释\n（一）提租补贴（项）：反映租金补贴。',
      tables: [emptyTable('支出总表', null)],
    },
  },
  {
    rule: 'glossary.contradiction',
    holds: {
      text: '#第四部分 名词解释\n（一）事业运行（项）：反映事业单位的基本支出。',
      figures: [[{ function: '2013750', nature: 'basic' }, '9']],
    },
    breaks: {
      text: '#第四部分 名词解释\n（一）事业运行（项）：反映事业单位的基本支出。',
      figures: [[{ function: '2013750', nature: 'project' }, '9']],
    },
  },
  {
    rule: 'word.duplicated',
    holds: { text: '加强管理，完善制度。' },
    breaks: { text: '加强管理，，完善制度。' },
  },
  {
    rule: 'word.brackets',
    holds: { text: '维修（护）费按《预算法》执行。' },
    breaks: { text: '维修（护费按《预算法》执行。' },
  },
  {
    rule: 'word.typo',
    holds: { text: '城乡土地管理。' },
    breaks: { text: '城乡士地管理。' },
    expected: '土地',
  },
]

describe('rules about sentences and words', () => {
  it.each(CASES)(
    '$rule holds on a right document and breaks on a wrong one ($breaks.text)',
    ({ rule, holds, breaks, expected }) => {
      expect(broken(rule, holds)).toEqual([])
      const [first] = broken(rule, breaks)
      expect(first).toBeDefined()
      if (first?.verdict !== 'broken') return
      expect(first.where[0]?.quote.length).toBeGreaterThan(0)
      if (expected !== undefined) expect(first.expected).toBe(expected)
    },
  )

  it('leave a receipt for what holds', () => {
    // These look only at what may be wrong: an open list, a number out of order.
    const silent = new Set(['text.items-left-out', 'text.missing-count'])
    for (const { rule, holds } of CASES) {
      if (!silent.has(rule))
        expect([rule, outcomes(rule, holds).length > 0 || held(rule, holds).length > 0]).toEqual([rule, true])
    }
  })

  it('finds the measure that lacks its number', () => {
    const text = '#九、“三公”经费\n共接待国内来访团组 0 个，人次（不包括陪同人员）。'
    expect(broken('text.missing-count', { text })).toHaveLength(1)
    expect(broken('text.missing-count', { text: text.replace('人次', '0 人次') })).toEqual([])
  })

  it('say nothing of a document of another kind', () => {
    for (const rule of proseRules)
      expect(broken(rule.id, { text: '比上年增加（减少）5万元。', kind: 'other' })).toEqual([])
  })

  it('say of a blank form only that it is one', () => {
    const text = Array.from({ length: 25 }, () => '本年支出XX万元，比上年增加（减少）XX万元。').join('\n')
    const found = proseRules.flatMap(({ id }) => broken(id, { text }).map((outcome) => ({ id, ...outcome })))
    expect(found).toMatchObject([{ id: 'word.placeholder', severity: 'warning' }])
  })

  it('tell percentages that are cut to whole ones as one manner', () => {
    const cut = '支出预算120万元，比2023年预算增加18.08万元，增长17.0%。'
    expect(broken('text.growth', spending(cut))).toMatchObject([{ expected: '17.7%' }])
    expect(broken('text.growth', spending(cut))[0]).not.toHaveProperty('severity')
    const twice = broken('text.growth', spending(`${cut}\n项目支出预算50万元，比2023年预算增加9.3万元，增长22.00%。`))
    expect(twice).toMatchObject([{ severity: 'warning' }, { severity: 'warning' }])
    expect(new Set(twice.map((each) => 'cause' in each && each.cause)).size).toBe(1)
  })

  it('ask for no part that the contents announce for the annex', () => {
    const text = `${HEADINGS.spending}\n${Array.from({ length: 9 }, (_, n) => `项目支出${n}万元。`).join('\n')}`
    const missing = (contents: readonly string[]) =>
      broken('disclosure.parts', { text, contents }).filter(
        (each) => 'message' in each && each.message.zh.includes('绩效'),
      )
    expect(missing(['一、支出总表'])).toHaveLength(1)
    expect(missing(['一、支出总表', '二、项目支出绩效目标表'])).toEqual([])
  })

  it('have ids of their own', () => {
    expect(new Set(proseRules.map(({ id }) => id)).size).toBe(proseRules.length)
  })
})

describe('what must never be flagged', () => {
  it.each<[string, MadeDocument]>([
    ['a percentage cut instead of rounded', spending('支出预算100万元，其中：人员经费66.667万元，占66.6%。')],
    ['parts whose rounding meets the total', spending('基本支出12.01万元，其中：人员经费5.00万元、公用经费7.00万元。')],
    ['a year inside a title', { text: '#一、说明\n根据《2021年预算管理办法》（武财绩〔2021〕546号）执行。' }],
    ['a plan for the next year', account('#一、说明\n部分资金推迟至2025年度拨付，收入合计5万元，占100%。')],
    ['a balance date of the year before in a budget', { text: '#四、国有资产\n截至2023年12月31日，共有车辆2辆。' }],
    [
      'an alternative whose share is of something else',
      spending('项目支出40万元，占基本支出的80%。\n基本支出50万元。'),
    ],
    ['blank where the text says 0', spending('公务接待费0万元。', { figures: [[{ item: 'reception' }, '']] })],
    [
      'a subject that is not understood',
      spending('智慧社区平台二期建设费25万元。', { figures: [[{ nature: 'project' }, '723.00']] }),
    ],
  ])('%s', (_, made) => {
    const found = proseRules.flatMap(({ id }) => broken(id, made))
    expect(found).toEqual([])
  })
})
