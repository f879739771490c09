import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber } from '../../kernel/index.ts'
import type { Claim, StatedAmount, StatedPercent } from './claim.ts'
import { parseClaims } from './grammar.ts'
import { printedSpan, toPlain } from './printed.ts'

const amount = (stated: StatedAmount | null): string =>
  stated === null ? '' : ` ${formatNumber(stated.number)}${stated.unit}`
const percent = (stated: StatedPercent | null): string => (stated === null ? '' : ` ${formatNumber(stated.number)}%`)

/** One line for a claim: subject, amount, change, share, completion. */
function summarize(claim: Claim): string {
  const { change, share, completion, count, parent } = claim
  return [
    parent === null ? '' : `[${parent.subject}] `,
    claim.subject,
    amount(claim.amount),
    count === null ? '' : ` ${formatNumber(count.number)}${count.measure}`,
    change === null ? '' : ` ${change.baseWords}${amount(change.baseAmount)}→${change.direction}`,
    change === null ? '' : `${amount(change.amount)}${percent(change.rate)}`,
    share === null ? '' : ` 占${share.of}${percent(share.percent)}`,
    completion === null ? '' : ` 完成${completion.of}${percent(completion.percent)}`,
    claim.isReason ? ' (reason)' : '',
  ].join('')
}

const parse = (text: string): string[] => parseClaims(toPlain(text).text).map(summarize)

describe('sentences', () => {
  it.each<[string, string[]]>([
    [
      '2024 年收支总预算 1,261.69 万元。比 2023 年预算减少 33.20 万元，下降 2.56%，主要是 1.部分项目已完结；2.厉行节约。',
      ['2024年收支总预算 1261.69万元 2023年预算→less 33.20万元 2.56%'],
    ],
    [
      '2024 年收入预算 12.00 万元，其中：一般公共预算财政拨款收入 12.00 万元，占 100%。',
      ['2024年收入预算 12.00万元', '[2024年收入预算] 一般公共预算财政拨款收入 12.00万元 占 100%'],
    ],
    [
      '与 2023 年度相比，收、支总计各减少 676.48 万元，下降 24.7%，主要原因是预算压减。',
      ['收、支总计各 2023年度→less 676.48万元 24.7%'],
    ],
    [
      '比2025年年初预算数99024.2万元减少1172.69万元，下降1.18%。',
      [' 2025年年初预算数 99024.2万元→less 1172.69万元 1.18%'],
    ],
    [
      '公务用车购置及运行维护费2.39万元（公务用车购置费0万元，公务用车运行维护费2.39万元），与上年持平。',
      [
        '公务用车购置及运行维护费 2.39万元 上年→level',
        '[公务用车购置及运行维护费] 公务用车购置费 0万元',
        '[公务用车购置及运行维护费] 公务用车运行维护费 2.39万元',
      ],
    ],
    [
      '年初预算为407.91万元，支出决算 2066.63 万元，完成年初预算的 506.6%。其中：基本支出217.30 万元，项目支出 1849.33 万元。',
      [
        '年初预算 407.91万元',
        '支出决算 2066.63万元 完成年初预算 506.6%',
        '[支出决算] 基本支出 217.30万元',
        '[支出决算] 项目支出 1849.33万元',
      ],
    ],
    [
      '会议费 32 万元，较上年减少 14.2 万元（44.38%），原因是会议减少；培训费 10 万元，较上年增加 2 万元（25%）。',
      ['会议费 32万元 上年→less 14.2万元 44.38%', '培训费 10万元 上年→more 2万元 25%'],
    ],
    ['年初预算为113. 21万元', ['年初预算 113.21万元']],
    ['政府性基金拨款支出预算为０。', ['政府性基金拨款支出预算 0元']],
    ['共有车辆 3 辆，单价100万元（含）以上设备 2 台（套）。', ['有车辆 3辆', '单价100万元(含)以上设备 2台(套)']],
    ['归集数据 1 亿条，安排 51 万，人均 900 元/人。', ['归集数据 1亿条']],
    [
      '收入包括：一般公共预算收入 5 万元、其他收入 1 万元。',
      ['收入', '[收入] 一般公共预算收入 5万元', '[收入] 其他收入 1万元'],
    ],
    [
      '收入比 2025 年增加 6 万元，主要是一般公共预算拨款增加 5 万元。',
      ['收入 2025年→more 6万元', '一般公共预算拨款 →more 5万元 (reason)'],
    ],
  ])('%s', (text, claims) => {
    expect(parse(text)).toEqual(claims)
  })

  it('leaves the alternatives of a template alone', () => {
    expect(parse('比年初预算数增加（减少）0万元，增长（降低）0%。').join()).not.toContain('→')
  })

  it('keeps what a paragraph opens with as the topic of its claims', () => {
    const [claim] = parseClaims(toPlain('1.教育支出（类）进修及培训（款）培训支出（项）。2024年预算数 3 万元。').text)
    expect(claim?.topic).toBe('教育支出(类)进修及培训(款)培训支出(项)')
  })

  it('says which words are a reason and which name items', () => {
    const [claim] = parseClaims(toPlain('公用经费 7 万元，主要包括：办公费、差旅费。').text)
    expect(claim?.named).toMatchObject({ kind: 'includes', text: '主要包括:办公费、差旅费' })
    const [other] = parseClaims(toPlain('支出决算 5 万元，决算数大于预算数的主要原因是追加经费。').text)
    expect(other?.reason?.text).toBe('决算数大于预算数的主要原因是追加经费')
  })
})

describe('printing and parsing', () => {
  const subjects = ['基本支出', '一般公共预算拨款收入', '公务接待费', '社会保障和就业支出(类)支出']
  const money = fc.record({ units: fc.bigInt(0n, 10n ** 9n), decimals: fc.constantFrom(0, 1, 2) })
  const rate = fc.record({ units: fc.bigInt(1n, 99_999n), decimals: fc.constantFrom(0, 1, 2) })

  it('give back the claim that was printed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...subjects),
        money,
        money,
        rate,
        fc.constantFrom('增加', '减少'),
        (subject, value, change, percentage, word) => {
          const [v, c, p] = [value, change, percentage].map(formatNumber)
          const text = `2024年${subject} ${v} 万元，比2023年预算${word} ${c} 万元，${word === '增加' ? '增长' : '下降'} ${p}%。`
          const [claim, ...rest] = parseClaims(toPlain(text).text)
          expect(rest).toEqual([])
          expect(claim).toMatchObject({
            subject: `2024年${subject}`,
            amount: { number: value, unit: '万元' },
            change: {
              direction: word === '增加' ? 'more' : 'less',
              base: 'previous-year',
              baseYear: 2023,
              amount: { number: change },
              rate: { number: percentage },
            },
          })
        },
      ),
    )
  })

  it('never fail and never claim outside the text', () => {
    const words = fc.constantFrom(
      '其中',
      '：',
      '；',
      '。',
      '（',
      '）',
      '比上年',
      '增加',
      '占',
      '完成',
      '预算',
      '12.5万元',
      '3%',
      '、',
      '，',
      '包括',
      '主要原因是',
      '支出',
      '0个',
      '1.',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
        const plain = toPlain(parts.join(''))
        for (const claim of parseClaims(plain.text)) {
          expect(claim.span.start).toBeLessThanOrEqual(claim.span.end)
          expect(claim.span.end).toBeLessThanOrEqual(plain.text.length)
        }
      }),
    )
  })
})

describe('the way back to the page', () => {
  it('finds a span among spaces and full-width signs', () => {
    const plain = toPlain('支 出 １２．５ 万元（类）')
    expect(plain.text).toBe('支出12.5万元(类)')
    const at = plain.text.indexOf('12.5')
    const span = printedSpan(plain, { start: at, end: at + 6 })
    expect(plain.printed.slice(span.start, span.end)).toBe('１２．５ 万元')
  })

  it('does not make one number of two', () => {
    expect(toPlain('表 1 2024 年 12 345').text).toBe('表1 2024年12 345')
  })
})
