import { describe, expect, it } from 'vitest'
import { readCaptionLine } from './caption-line.ts'

const nothing = { title: null, number: null, year: null, organisation: null, unit: null }

describe('one line of a caption', () => {
  it.each([
    ['表 3.部门支出总表', { title: '部门支出总表', number: '表3' }],
    ['表 3.2021 年支出预算总表', { title: '支出预算总表', number: '表3', year: 2021 }],
    ['表三 单位：万元', { number: '表三', unit: '万元' }],
    ['表3', { number: '表3' }],
    ['公开 03 表', { number: '公开03表' }],
    ['预算03表 支出预算总表', { title: '支出预算总表', number: '预算03表' }],
    ['预算03表支出总表', { title: '支出总表', number: '预算03表' }],
    ['表 5-1.一般公共预算支出表（分功能科目）', { title: '一般公共预算支出表（分功能科目）', number: '表5-1' }],
    ['附表 1-1 项目支出绩效目标表', { title: '项目支出绩效目标表', number: '附表1-1' }],
    ['附件 2：', { number: '附件2' }],
    ['2024 年度收入支出决算总表', { title: '收入支出决算总表', year: 2024 }],
    ['2023年度财政拨款"三公"经费支出决算表', { title: '财政拨款"三公"经费支出决算表', year: 2023 }],
    ['部门：某区大数据中心', { organisation: '某区大数据中心' }],
    ['部门/单位：某区大数据中心', { organisation: '某区大数据中心' }],
    ['编制单位：某市数据局 单位：元', { organisation: '某市数据局', unit: '元' }],
    ['部门：某中心 公开 01 表 金额单位：万元', { organisation: '某中心', number: '公开01表', unit: '万元' }],
    ['单位名称：某局　　　　单位：亿元', { organisation: '某局', unit: '亿元' }],
    ['507-某市卫生健康委员会 万元', { organisation: '某市卫生健康委员会', unit: '万元' }],
    ['金额单位：千元', { unit: '千元' }],
  ])('reads %s', (text, expected) => {
    expect(readCaptionLine(text)).toMatchObject({ ...nothing, ...expected })
  })

  it.each([
    '2024年收入预算1,261.69万元，其中：一般公共预算财政拨款收入1,261.69万元。',
    '（一）收支预算情况的总体说明（详见表 1-3）',
    '合计 2,120.19 231.69 1,888.50',
    '部门预算单位构成',
    '',
  ])('takes no caption from %j', (text) => {
    expect(readCaptionLine(text)).toBeNull()
  })
})
