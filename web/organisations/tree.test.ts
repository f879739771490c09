import { describe, expect, it } from 'vitest'
import type { OrganisationView } from '../../src/app/server/index.ts'
import { linesOf } from './tree.ts'

const one = (code: string, name: string, kind: OrganisationView['kind'], parent: string | null): OrganisationView => ({
  id: code,
  code,
  name,
  kind,
  parent,
  mayManage: false,
})
const all = [
  one('1', '青禾区', 'district', null),
  one('101', '数据局', 'department', '1'),
  one('101001', '数据服务中心', 'unit', '101'),
  one('102', '档案馆', 'department', '1'),
]
const shown = (folded: string[], text = ''): string[] =>
  linesOf(all, new Set(folded), text).map(({ organisation, level }) => `${level} ${organisation.code}`)

describe('the tree of organisations', () => {
  it('is indented, and leaves out what is folded', () => {
    expect(shown([])).toEqual(['1 1', '2 101', '3 101001', '2 102'])
    expect(shown(['101'])).toEqual(['1 1', '2 101', '2 102'])
    expect(shown(['1'])).toEqual(['1 1'])
  })

  it('shows what is searched for with what is above it, though folded', () => {
    expect(shown(['1', '101'], '服务')).toEqual(['1 1', '2 101', '3 101001'])
    expect(shown([], '102')).toEqual(['1 1', '2 102'])
    expect(shown([], '没有')).toEqual([])
  })
})
