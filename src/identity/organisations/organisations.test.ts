import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OrganisationImport, readOrganisations } from './import.ts'
import { faultsFrom, heirOf, type OrganisationVersion, treeOf } from './tree.ts'

let next = 0
const newId = (): string => `o${++next}`
const HEAD = ['单位编码', '单位名称', '级别', '上级编码', '原编码', '并入编码']

function taken(known: readonly OrganisationVersion[], year: number, ...rows: string[][]): OrganisationVersion[] {
  const result = readOrganisations([HEAD, ...rows], { known, year, newId })
  expect(result.rows.filter(({ outcome }) => outcome === 'refused')).toEqual([])
  return [...known, ...result.versions]
}

const refused = ({ rows, others, versions }: OrganisationImport): unknown[] => {
  expect(versions).toEqual([])
  return [...rows, ...others].flatMap(({ row, reason }) => (reason === null ? [] : [[row, reason]]))
}

const district = taken(
  [],
  2024,
  ['420100', '某区', '区'],
  ['101', '区大数据中心', '部门'],
  ['101001', '区大数据中心本级'],
  ['101002', '区信息服务中心'],
  ['102', '区档案馆'],
)

describe('a list of organisations', () => {
  it('gives a tree, by the codes where it does not say what is above', () => {
    const tree = treeOf(district, 2024)
    expect(tree.all.map(({ code, kind, parent }) => [code, kind, tree.get(parent ?? '')?.code ?? null])).toEqual([
      ['101', 'department', '420100'],
      ['101001', 'unit', '101'],
      ['101002', 'unit', '101'],
      ['102', 'department', '420100'],
      ['420100', 'district', null],
    ])
  })

  it('read again changes nothing', () => {
    const rows = treeOf(district, 2024).all.map(({ code, name }) => [code, name])
    const again = readOrganisations([['编码', '名称'], ...rows], { known: district, year: 2025, newId })
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(rows.map(() => 'unchanged'))
    expect(again.versions).toEqual([])
  })

  it('renames, recodes, moves and merges from a year on; earlier years keep what they were', () => {
    const center = treeOf(district, 2024).byCode('101')?.organisation ?? ''
    const service = treeOf(district, 2024).byCode('101002')?.organisation ?? ''
    const archive = treeOf(district, 2024).byCode('102')?.organisation ?? ''
    const renamed = taken(
      district,
      2025,
      ['201', '区数据局', '', '', '101'],
      ['201001', '区数据局本级', '', '', '101001'],
      ['201002', '区信息服务中心', '', '201', '101002'],
    )
    const merged = taken(renamed, 2026, ['102', '', '', '', '', '201'])
    expect(treeOf(merged, 2024).get(center)?.name).toBe('区大数据中心')
    expect(treeOf(merged, 2025).get(center)).toMatchObject({ name: '区数据局', code: '201' })
    expect(treeOf(merged, 2025).isWithin(service, center)).toBe(true)
    expect(treeOf(merged, 2025).get(archive)?.name).toBe('区档案馆')
    expect(treeOf(merged, 2026).get(archive)).toBeUndefined()
    expect(heirOf(merged, archive, 2026)).toBe(center)
    expect(heirOf(merged, archive, 2025)).toBe(archive)
  })

  it('may give a code that became free to somebody new', () => {
    const versions = taken(district, 2025, ['103', '区档案馆', '', '', '102'], ['102', '区史志中心'])
    const tree = treeOf(versions, 2025)
    expect(tree.byCode('103')?.organisation).toBe(treeOf(district, 2024).byCode('102')?.organisation)
    expect(tree.byCode('102')?.organisation).not.toBe(tree.byCode('103')?.organisation)
  })

  it('is taken whole or not at all, and says why row by row', () => {
    const result = readOrganisations(
      [
        HEAD,
        ['103', '区文旅局'],
        ['', '没有编码'],
        ['1=1', '坏编码'],
        ['104', ''],
        ['105', '级别不明', '局'],
        ['103', '又一个'],
        ['106', '原编码不明', '', '', '999'],
        ['107', '上级不明', '', '999'],
        ['101001001', '单位下的单位', '单位', '101001'],
        ['108', '', '', '', '', '101'],
        [],
      ],
      { known: district, year: 2025, newId },
    )
    expect(refused(result)).toEqual([
      [3, 'no-code'],
      [4, 'bad-code'],
      [5, 'no-name'],
      [6, 'unknown-kind'],
      [7, 'row-twice'],
      [8, 'unknown-former'],
      [9, 'parent-missing'],
      [10, 'parent-kind'],
      [11, 'nothing-to-merge'],
    ])
  })

  it('that ends a department names the units which would be left alone', () => {
    const result = readOrganisations([HEAD, ['101', '', '', '', '', '102']], { known: district, year: 2025, newId })
    expect(refused(result)).toEqual([
      [0, 'parent-missing'],
      [0, 'parent-missing'],
    ])
  })

  it('without the columns that it needs is refused', () => {
    expect(readOrganisations([['姓名', '电话']], { known: [], year: 2025, newId }).missingColumns).toEqual([
      'code',
      'name',
    ])
    expect(readOrganisations([], { known: [], year: 2025, newId }).versions).toEqual([])
  })
})

/** Histories: what is read into the store one list after another, with anything in them. */
const row = fc.tuple(
  fc.constantFrom('1', '101', '102', '101001', '102001', '103'),
  fc.constantFrom('甲', '乙', '丙'),
  fc.constantFrom('', '区', '部门', '单位'),
  fc.constantFrom('', '1', '101', '102'),
  fc.constantFrom('', '', '', '101', '102'),
  fc.constantFrom('', '', '', '', '101', '102'),
)
const histories = fc.array(fc.tuple(fc.integer({ min: 2020, max: 2026 }), fc.array(row, { maxLength: 6 })), {
  maxLength: 6,
})

describe('whatever lists are read', () => {
  it('every year stays a tree, and a list for one year leaves earlier years alone', () => {
    fc.assert(
      fc.property(histories, (lists) => {
        let known: readonly OrganisationVersion[] = []
        for (const [year, rows] of lists) {
          const before = treeOf(known, year - 1).all
          const { versions } = readOrganisations([HEAD, ...rows], { known, year, newId })
          const replaced = new Set(versions.map(({ organisation }) => organisation))
          known = [
            ...known.filter(({ organisation, from }) => from !== year || !replaced.has(organisation)),
            ...versions,
          ]
          expect(treeOf(known, year - 1).all).toEqual(before)
          expect(faultsFrom(known, 2019)).toEqual(new Map())
        }
      }),
      { numRuns: 300 },
    )
  })
})
