import { describe, expect, it } from 'vitest'
import { meaningOf, meaningOfPath } from './meaning.ts'

describe('the meaning of a phrase', () => {
  it.each([
    ['一、一般公共预算财政拨款收入', { flow: 'income', fund: 'general' }, 'part'],
    ['（一）一般公共预算拨款', { fund: 'general' }, 'part'],
    ['（一）公共预算财政拨款（补助）', { fund: 'general' }, 'part'],
    ['二、政府性基金预算财政拨款', { fund: 'government-fund' }, 'part'],
    ['国有资本经营预算', { fund: 'state-capital' }, 'part'],
    ['财政拨款收入', { flow: 'income', fund: 'fiscal' }, 'part'],
    ['四、财政专户管理资金收入', { flow: 'income', fund: 'special-account' }, 'part'],
    ['五、事业收入', { flow: 'income', fund: 'business' }, 'part'],
    ['事业单位经营收入', { flow: 'income', fund: 'operating' }, 'part'],
    ['附属单位上缴收入', { flow: 'income', fund: 'affiliated' }, 'part'],
    ['上年结转（结余）', { flow: 'opening' }, 'part'],
    ['年初财政拨款结转和结余', { flow: 'opening', fund: 'fiscal' }, 'part'],
    ['八.上年结余（转）', { flow: 'opening' }, 'part'],
    ['年末结转和结余', { flow: 'closing' }, 'part'],
    ['使用非财政拨款结余（含专用结余）', { flow: 'surplus-used' }, 'part'],
    ['结余分配', { flow: 'surplus-distributed' }, 'part'],
    ['本年收入合计', { flow: 'income' }, 'total'],
    ['收 入 总 计', { flow: 'income-total' }, 'grand-total'],
    ['支出总计', { flow: 'expenditure-total' }, 'grand-total'],
    ['合　计', {}, 'total'],
    ['总计', {}, 'grand-total'],
    ['日常公用经费', { flow: 'expenditure', nature: 'operating' }, 'part'],
    ['人员经费合计', { flow: 'expenditure', nature: 'personnel' }, 'total'],
    ['“三公”经费合计', { flow: 'expenditure', item: 'three-public' }, 'total'],
    ['因公出国（境）费', { flow: 'expenditure', item: 'abroad' }, 'part'],
    ['公务用车购置及运行维护费', { flow: 'expenditure', item: 'vehicles' }, 'part'],
    ['十三、资源勘探电力信息等事务', { flow: 'expenditure', function: '215' }, 'part'],
    ['七、文化旅游体育与传媒', { flow: 'expenditure', function: '207' }, 'part'],
    ['一般公共服务支出（类）', { flow: 'expenditure', function: '201' }, 'part'],
    ['工资福利支出', { flow: 'expenditure', economy: '301' }, 'part'],
    ['3.对个人和家庭补助', { flow: 'expenditure', economy: '303' }, 'part'],
    ['2025年预算数', { year: 2025, stage: 'budget' }, 'part'],
    ['其中：政府性基金预算', { fund: 'government-fund' }, 'of-which'],
    ['行次', {}, 'line-number'],
    ['科目编码', {}, 'code'],
  ])('%s', (phrase, fact, role) => {
    expect(meaningOf(phrase)).toEqual({ fact, role })
  })

  it('depends on the classification of the table where a name means two things', () => {
    expect(meaningOf('国有资本经营预算支出')?.fact).toEqual({ fund: 'state-capital', flow: 'expenditure' })
    expect(meaningOf('国有资本经营预算支出', { among: 'function' })?.fact).toEqual({
      function: '223',
      flow: 'expenditure',
    })
    expect(meaningOf('住房公积金', { among: 'economy' })?.fact).toEqual({ economy: '30113', flow: 'expenditure' })
  })

  it('is none where a word is not known or two contradict each other', () => {
    expect(meaningOf('某某信息化建设项目')).toBeNull()
    expect(meaningOf('基本支出项目支出')).toBeNull()
    expect(meaningOf('')).toBeNull()
  })

  it('of a stack of heads is what they say together', () => {
    expect(meaningOfPath(['公务用车购置及运行费', '小计'])).toMatchObject({ fact: { item: 'vehicles' }, role: 'total' })
    expect(meaningOfPath(['公务用车购置及运行费', '购置费'])?.fact.item).toBe('vehicle-purchase')
    expect(meaningOf('购置费')).toBeNull()
    expect(meaningOfPath(['上年结转结余', '政府性基金预算'])?.fact).toEqual({
      flow: 'opening',
      fund: 'government-fund',
    })
    expect(meaningOfPath(['基本支出', '人员经费'])?.fact.nature).toBe('personnel')
  })
})
