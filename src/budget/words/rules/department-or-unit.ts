import { type Passage, whereIn } from '../../claims/passages.ts'
import { HELD, notEvaluated, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { type Hit, matchesIn, paragraphsOf } from '../sections.ts'

type Kind = '部门' | '单位'

/** What the document calls itself: 部门预算 or 单位预算; null where it says both or neither. */
function kindOf({ reading: { document } }: Prose): Kind | null {
  const { title } = document
  const isDepartment = /部门(?:综合)?(?:预算|决算)/.test(title)
  const isUnit = /单位(?:综合)?(?:预算|决算)/.test(title)
  return isDepartment === isUnit ? null : isDepartment ? '部门' : '单位'
}

/** 未制定本单位项目的目标 speaks of others: only a clause that begins so speaks of the document's own. */
const SELF = /(?<=^|[，。;:、年度日])(?:本|我)(部门|单位)(?![(（]?[、/]?(?:单位|部门)|的下属|各)/g
/** One slip among many right ones is a slip; a document that mixes both has its own manner. */
const RIGHT_FOR_EACH_WRONG = 3

const isOwnProse = ({ purpose }: Passage): boolean => purpose === 'explanation'

function broken(kind: Kind, wrong: readonly Hit[]): Outcome {
  const other = kind === '部门' ? '单位' : '部门'
  return {
    verdict: 'broken',
    where: wrong.slice(0, 6).map(({ passage, start, end }) => whereIn(passage, { start, end: end + 8 })),
    message: {
      zh: `本文件是${kind}的文件，文中多处称“本${kind}”，${wrong.length} 处称“本${other}”`,
      en: `The document is that of a ${kind === '部门' ? 'department' : 'unit'}, yet calls itself otherwise in ${wrong.length} places`,
    },
    expected: `本${kind}`,
  }
}

export const departmentOrUnit: Rule<Prose> = {
  id: 'word.department-or-unit',
  severity: 'hint',
  title: { zh: '“部门”与“单位”混用', en: 'Department and unit are mixed up' },
  remedy: { zh: '部门文件称“本部门”，单位文件称“本单位”', en: 'Use the word for what the document is of' },
  basis: { zh: '部门预决算与单位预决算分别公开', en: 'Departments and units publish documents of their own' },
  *check(prose) {
    const kind = kindOf(prose)
    const hits = paragraphsOf(prose)
      .filter(isOwnProse)
      .flatMap((passage) => [...matchesIn(passage, SELF)])
    if (hits.length === 0) return
    if (kind === null) {
      yield notEvaluated(
        '文件名称没有说明是部门还是单位',
        'the title does not say whether it is a department or a unit',
      )
      return
    }
    const wrong = hits.filter(({ groups }) => groups[0] !== kind)
    const isSlip = wrong.length > 0 && hits.length - wrong.length >= wrong.length * RIGHT_FOR_EACH_WRONG
    yield isSlip ? broken(kind, wrong) : HELD
  },
}
