import { describe, expect, it } from 'vitest'
import type { DocumentView, Overview } from '../../src/app/server/index.ts'
import { filterDocuments, noFilters, sortDocuments } from './filters.ts'

const overview: Overview = {
  format: 'pdf',
  title: '青禾区2024年部门预算',
  organisation: '青禾区数据服务中心',
  year: 2024,
  kind: 'budget',
  unit: '万元',
  pages: 3,
  tables: 2,
  forms: 0,
  certified: true,
  uncertain: [],
  findings: { error: 0, warning: 0, hint: 0 },
  ties: { held: 9, broken: 0, notEvaluated: 1 },
  problems: [],
}

const document = (name: string, changes: Partial<Overview> | null): DocumentView => ({
  sha256: name,
  name,
  size: 1,
  addedAt: name,
  isExample: false,
  state: 'read',
  progress: null,
  problem: changes === null ? { code: 'x', title: { zh: '', en: '' }, remedy: { zh: '', en: '' }, detail: '' } : null,
  overview: changes === null ? null : { ...overview, ...changes },
  version: '1',
  owner: null,
  isOutdated: false,
  open: changes === null ? null : { ...overview, ...changes }.findings,
  changes: null,
})

const documents = [
  document('a.pdf', { findings: { error: 2, warning: 0, hint: 0 }, certified: false }),
  document('b.pdf', { year: 2023, title: '' }),
  document('c.pdf', null),
]
const names = (found: readonly DocumentView[]): string[] => found.map(({ name }) => name)

describe('the list', () => {
  it('finds every word anywhere, and a file without a title by its name', () => {
    expect(names(filterDocuments(documents, { ...noFilters, text: '数据 2023' }))).toEqual(['b.pdf'])
    expect(names(filterDocuments(documents, { ...noFilters, text: 'C.PDF' }))).toEqual(['c.pdf'])
  })

  it('filters by the state of the check', () => {
    expect(names(filterDocuments(documents, { ...noFilters, state: 'errors' }))).toEqual(['a.pdf'])
    expect(names(filterDocuments(documents, { ...noFilters, state: 'uncertified' }))).toEqual(['a.pdf'])
    expect(names(filterDocuments(documents, { ...noFilters, state: 'unreadable' }))).toEqual(['c.pdf'])
    expect(names(filterDocuments(documents, { ...noFilters, kind: 'budget' }))).toEqual(['a.pdf', 'b.pdf'])
  })

  it('sorts figures as figures and leaves what is not known at the low end', () => {
    expect(names(sortDocuments(documents, { key: 'error', isDescending: true }))).toEqual(['a.pdf', 'b.pdf', 'c.pdf'])
    expect(names(sortDocuments(documents, { key: 'year', isDescending: false }))).toEqual(['c.pdf', 'b.pdf', 'a.pdf'])
  })
})
