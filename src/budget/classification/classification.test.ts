import { describe, expect, it } from 'vitest'
import { economicOfDepartments, functional, parentCode } from './classification.ts'

describe('classifications', () => {
  it('find entries by code and by the wordings of different years', () => {
    expect(functional.byCode('2080505')?.name).toBe('机关事业单位基本养老保险缴费支出')
    expect(functional.byName('文化体育与传媒支出')[0]?.code).toBe('207')
    expect(functional.byName('资源勘探电力信息等事务')[0]?.code).toBe('215')
    expect(economicOfDepartments.byName('工资福利性支出')[0]?.code).toBe('301')
    expect(economicOfDepartments.byName('维修(护)费')[0]?.code).toBe('30213')
  })

  it('hold the items that published budgets print', () => {
    for (const code of ['2060405', '2130204', '2130212', '2159904', '2220304'])
      expect(functional.byCode(code)).not.toBeNull()
  })

  it('give every entry of a name that several codes share, and none for an unknown one', () => {
    expect(functional.byName('行政运行').length).toBeGreaterThan(10)
    expect(functional.byName('某某专项')).toEqual([])
    expect(functional.byCode('2999999')).toBeNull()
  })

  it('have each parent of their entries', () => {
    const orphans = functional.entries.filter(({ code }) => {
      const parent = parentCode(code)
      return parent !== null && functional.byCode(parent) === null
    })
    expect(orphans.map(({ code }) => code)).toEqual([])
  })
})
