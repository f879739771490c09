import { type Expectation, expect } from './expectation.ts'

const EVALUATION = 'evaluation-of-projects'
const POINTS = 'evaluation-by-points'
const APPLICATION = 'goals-of-an-application'
const GOALS = 'goals-by-project'

const NAMES = ['线路畅通', '设备完好', '数据安全']

/** The forms of the year in which the project was declared, with the target of one indicator. */
const SECOND_FORM = (target: string) => `项目支出绩效目标表
单位：万元
| 项目名称 | 档案数字化项目 | < | < | < | < |
| 主管部门 | 临溪区档案局 | < | 实施单位 | 临溪区档案馆 | < |
| 年度总体目标 | 完成馆藏档案数字化扫描并提供查阅 | < | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值确定依据 |
| ^ | 产出指标 | 数量指标 | 扫描档案页数 | ${target} | 服务合同 |
| ^ | 满意度指标 | 服务对象满意度指标 | 查阅者满意度 | ≥95% | 问卷 |
`
export const declaredTwice = (target: string) =>
  [
    [
      '| ^ | 满意度指标 | 服务对象满意度指标 | 查阅者满意度 | ≥95% | 问卷 |\n',
      `| ^ | 满意度指标 | 服务对象满意度指标 | 查阅者满意度 | ≥95% | 问卷 |\n${SECOND_FORM(target)}`,
    ],
  ] as const

const DECLARED = (target: string) => `2024年度项目绩效目标申报表
单位：万元
| 项目名称 | 数据治理项目 | < | < | < | < |
| 主管部门 | 青川区数据局 | < | 实施单位 | 青川区数据服务中心 | < |
| 年度总体目标 | 治理数据资源并保障共享 | < | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值确定依据 |
| ^ | 产出指标 | 数量指标 | 治理数据表数量 | ${target} | 服务合同 |
| ^ | 满意度指标 | 服务对象满意度指标 | 使用部门满意度 | ≥90% | 问卷 |
`
const EVALUATION_TITLE = '2024年度数据治理项目绩效自评表\n'
export const declaredBefore = (target: string) =>
  [[EVALUATION_TITLE, `${DECLARED(target)}${EVALUATION_TITLE}`]] as const

const fundsForm = (
  head: string,
  executed: string,
) => `| 项目资金（万元） | 资金来源 | 全年预算数 | 执行数 | 执行率 | 得分 |
| ^ | ${head} | ${executed} | ${executed} | 100% | 10 |
| 一级指标 | 二级指标 | 指标名称 | 年初目标值 | 全年实际值 | 自评得分 |
| 产出指标 | 数量指标 | 开展工作项数 | ≥10项 | 12项 | 90 |
`
/** A second project and the form of the whole. */
export const withWhole = (title: string, unit: string, executed: string) =>
  [
    [
      title,
      `2024年度${unit}整体支出绩效自评表
单位：万元
| 部门名称 | ${unit} | < | < | < | < |
${fundsForm('部门整体支出总额', executed)}2024年度平台维护项目绩效自评表
单位：万元
| 项目名称 | 平台维护项目 | < | < | < | < |
| 主管部门 | 青川区数据局 | < | 实施单位 | 平台维护站 | < |
${fundsForm('年度资金总额', '65.00')}${title}`,
    ],
  ] as const
export const WHOLE = {
  evaluation: [EVALUATION_TITLE, '青川区数据服务中心'],
  points: ['2024年度群众文化活动项目支出绩效自评表\n', '南陵市文化和旅游局'],
} as const

/** Goals of three parts of a project, each with indicators of its own but one figure of satisfaction. */
const threeGoals = (satisfaction: readonly string[]): string =>
  satisfaction
    .map(
      (target, index) =>
        `| ${NAMES[index]} | 产出指标 | 数量指标 | 第${index}类线路条数 | 9条 | 10条 | 1${index}条 | 服务合同 |\n| ^ | 满意度指标 | 服务对象满意度指标 | 使用单位满意度 | 92% | 93% | ${target} | 问卷 |`,
    )
    .join('\n')

const GOALS_DECLARED = '| 网络畅通 | < | 保障网络畅通 | < | < | < | < | < |'
const INDICATORS = `| 网络畅通 | 产出指标 | 数量指标 | 线路条数 | 9条 | 10条 | 10条 | 服务合同 |
| ^ | ^ | 质量指标 | 网络正常率 | 98.7% | 99.1% | ≥99.2% | 运行记录 |
| ^ | ^ | 时效指标 | 故障修复时间 | 5小时 | 4.5小时 | ≤4小时 | 服务合同 |
| ^ | 效益指标 | 社会效益指标 | 保障单位数量 | 80个 | 88个 | ≥90个 | 接入清单 |
| ^ | 满意度指标 | 服务对象满意度指标 | 使用单位满意度 | 92% | 93% | ≥95% | 问卷 |`
const PLACEHOLDERS = INDICATORS.replace(
  /(指标 \| )(线路条数|网络正常率|故障修复时间|保障单位数量)[^\n]*/g,
  '$1安全运行 | 98% | 98% | 98% | 合同 |',
)

export const sharedSatisfaction = (satisfaction: readonly string[]) =>
  [
    [
      GOALS_DECLARED,
      satisfaction.map((_, index) => `| ${NAMES[index]} | < | 保障${NAMES[index]} | < | < | < | < | < |`).join('\n'),
    ],
    [INDICATORS, threeGoals(satisfaction)],
  ] as const

/** Lines 20 and 21 of the list: goals, indicators and self-evaluations. */
export const performanceExpectations: readonly Expectation[] = [
  ...expect(20, APPLICATION, [
    ['同一内容占位', [[INDICATORS, PLACEHOLDERS]], 'performance.placeholder'],
    ['无法衡量', [['10条 | 10条 | 服务合同', '10条 | 按需租用 | 服务合同']], 'performance.unmeasurable'],
    ['比率没有百分号', [['≥99.2%', '99.2']], 'performance.missing-unit'],
    ['数量没有单位', [['线路条数 | 9条 | 10条 | 10条', '线路数量 | 9 | 10 | 10']], 'performance.missing-unit'],
    [
      '项目开始以前的指标值',
      [
        ['起始年度 | 2022', '起始年度 | 2023'],
        ['2022年预算28万元，2023年', '2023年'],
      ],
      'performance.prior-before-start',
    ],
    ['目标倒退', [['≥99.2%', '≥95%']], 'performance.target-backwards'],
    ['数量目标倒退', [['88个 | ≥90个', '88个 | ≥60个']], 'performance.target-backwards'],
    ['时限目标倒退', [['4.5小时 | ≤4小时', '4.5小时 | ≤8小时']], 'performance.target-backwards'],
    ['百分比超过 100', [['≥95% | 问卷', '≥950% | 问卷']], 'performance.percent-over-hundred'],
    [
      '有目标没有指标',
      [[GOALS_DECLARED, `${GOALS_DECLARED}\n| 数据汇聚 | < | 汇聚政务数据 | < | < | < | < | < |`]],
      'performance.goal-coverage',
    ],
    [
      '有指标没有目标',
      [[`\n${GOALS_DECLARED}`, '\n| 数据汇聚 | < | 汇聚政务数据 | < | < | < | < | < |']],
      'performance.goal-title performance.goal-coverage',
    ],
    ['一个满意度用于多个目标', sharedSatisfaction(['≥95%', '≥95%', '≥95%']), 'performance.one-figure'],
    [
      '数量归入满意度',
      [['使用单位满意度 | 92% | 93% | ≥95%', '培训人次 | 92人 | 93人 | ≥95人']],
      'performance.wrong-kind',
    ],
    [
      '质量归入时效',
      [['故障修复时间 | 5小时 | 4.5小时 | ≤4小时', '设备完好率 | 92% | 93% | ≥95%']],
      'performance.wrong-kind',
    ],
  ]),
  ...expect(20, GOALS, [
    [
      '同一内容占位',
      [
        ['扫描档案页数 | ≥200万页', '安全运行 | 98%'],
        ['扫描合格率 | ≥99%', '安全运行 | 98%'],
        ['完成时间 | 2026年11月底前', '安全运行 | 98%'],
        ['提供查阅人次 | ≥3000人次', '安全运行 | 98%'],
      ],
      'performance.placeholder',
    ],
    ['无法衡量', [['≥200万页', '按计划完成']], 'performance.unmeasurable'],
    ['比率没有百分号', [['扫描合格率 | ≥99%', '扫描合格率 | ≥99']], 'performance.missing-unit'],
    ['数量没有单位', [['扫描档案页数 | ≥200万页', '扫描档案数量 | 200']], 'performance.missing-unit'],
    ['百分比超过 100', [['≥95%', '≥105%']], 'performance.percent-over-hundred'],
    ['数量归入满意度', [['查阅者满意度 | ≥95%', '培训人次 | ≥95人次']], 'performance.wrong-kind'],
    ['满意度归入质量', [['扫描合格率 | ≥99%', '查阅群众满意度 | ≥99%']], 'performance.wrong-kind'],
    [
      '有目标没有指标',
      [
        [
          `| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值确定依据 |
| ^ | 产出指标 | 数量指标 | 扫描档案页数 | ≥200万页 | 服务合同 |
| ^ | ^ | 质量指标 | 扫描合格率 | ≥99% | 验收标准 |
| ^ | ^ | 时效指标 | 完成时间 | 2026年11月底前 | 服务合同 |
| ^ | 效益指标 | 社会效益指标 | 提供查阅人次 | ≥3000人次 | 上年统计 |
| ^ | 满意度指标 | 服务对象满意度指标 | 查阅者满意度 | ≥95% | 问卷 |
`,
          '| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值确定依据 |\n',
        ],
      ],
      'performance.goal-coverage',
    ],
    ['有指标没有目标', [['完成馆藏档案数字化扫描并提供查阅', '']], 'performance.goal-coverage'],
    ['两张表指标值冲突', declaredTwice('≥300万页'), 'performance.two-forms'],
  ]),
  ...expect(20, EVALUATION, [['申报与自评的指标值冲突', declaredBefore('≥600张'), 'performance.two-forms']]),
  ...expect(21, EVALUATION, [
    ['整体自评只包括一个项目', withWhole(...WHOLE.evaluation, '65.00'), 'performance.whole-is-one-project'],
    ['分值合计', [['520张 | 20 | 20', '520张 | 25 | 20']], 'performance.weight-total performance.missing-reason'],
    ['执行率', [['190.00 | 10 | 95%', '190.00 | 10 | 98%']], 'performance.execution-rate'],
    [
      '执行得分',
      [
        ['95% | 9.5', '95% | 10'],
        ['100 | 96.5', '100 | 97'],
      ],
      'performance.execution-score',
    ],
    ['得分高于分值', [['99.2% | 15 | 15', '99.2% | 15 | 16']], 'performance.score-over-weight'],
    ['总分', [['100 | 96.5', '100 | 98.5']], 'performance.score-total'],
    ['完成值照抄目标值', [['≥98% | 99.2%', '≥98% | ≥98%']], 'performance.actual-is-target'],
    [
      '没有执行却得满分',
      [
        ['200.00 | 190.00 | 10 | 95% | 9.5', '200.00 | 0.00 | 10 | 0% | 0'],
        ['180.00 | 170.00 | — | 94.4%', '180.00 | 0.00 | — | 0%'],
        ['20.00 | 20.00 | — | 100%', '20.00 | 0.00 | — | 0%'],
        ['18个 | 30 | 27 | 两个部门机构调整，明年恢复接入', '21个 | 30 | 30 | '],
        ['100 | 96.5', '100 | 90'],
      ],
      'performance.nothing-executed',
    ],
    ['没有达到却没有原因', [['两个部门机构调整，明年恢复接入', '']], 'performance.missing-reason'],
    ['没有达到却得满分', [['≥98% | 99.2%', '≥98% | 92.0%']], 'performance.missed-full-score'],
    [
      '资金总额',
      [['其他资金 | < | 20.00 | 20.00 | 20.00', '其他资金 | < | 30.00 | 30.00 | 30.00']],
      'performance.fund-sum',
    ],
    ['没有完成值却得分', [['≤5个工作日 | 4个工作日', '≤5个工作日 | ']], 'performance.missing-actual'],
  ]),
  ...expect(21, POINTS, [
    ['整体自评只包括一个项目', withWhole(...WHOLE.points, '65.00'), 'performance.whole-is-one-project'],
    [
      '分值合计',
      [['100% | 100% | 20 | 20', '100% | 100% | 25 | 20']],
      'performance.weight-total performance.missing-reason',
    ],
    [
      '执行率',
      [['合计 | 250.00 | 250.00 | 250.00 | 100%', '合计 | 250.00 | 250.00 | 250.00 | 92%']],
      'performance.execution-rate',
    ],
    [
      '执行得分',
      [
        ['合计 | 250.00 | 250.00 | 250.00 | 100% | 10', '合计 | 250.00 | 250.00 | 200.00 | 80% | 10'],
        ['财政拨款 | 200.00 | 200.00 | 200.00 | 100%', '财政拨款 | 200.00 | 200.00 | 150.00 | 75%'],
      ],
      'performance.execution-score',
    ],
    ['得分高于分值', [['42场 | 30 | 30', '42场 | 30 | 33']], 'performance.score-over-weight'],
    ['总分', [['| 100 | 100 |\n', '| 100 | 98 |\n', '总分']], 'performance.score-total'],
    ['完成值照抄目标值', [['≥90% | 93%', '≥90% | ≥90%']], 'performance.actual-is-target'],
    [
      '没有执行却得满分',
      [
        ['合计 | 250.00 | 250.00 | 250.00 | 100% | 10', '合计 | 250.00 | 250.00 | 0.00 | 0% | 0'],
        ['财政拨款 | 200.00 | 200.00 | 200.00 | 100%', '财政拨款 | 200.00 | 200.00 | 0.00 | 0%'],
        ['其他资金 | 50.00 | 50.00 | 50.00 | 100%', '其他资金 | 50.00 | 50.00 | 0.00 | 0%'],
        ['| 100 | 100 |\n', '| 100 | 90 |\n', '总分'],
      ],
      'performance.nothing-executed',
    ],
    ['没有达到却得满分', [['40场 | 42场', '40场 | 32场']], 'performance.missed-full-score'],
    ['资金总额', [['其他资金 | 50.00 | 50.00 | 50.00', '其他资金 | 60.00 | 60.00 | 60.00']], 'performance.fund-sum'],
    ['没有完成值却得分', [['≥90% | 93% | 10', '≥90% | | 10']], 'performance.missing-actual'],
  ]),
]
