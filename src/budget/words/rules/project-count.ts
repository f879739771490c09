import { bareName, meets, sum } from '../../../kernel/index.ts'
import { readDivisions } from '../../claims/lists.ts'
import { tableValue } from '../../claims/lookup.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Figure } from '../../model.ts'

const OF_PROJECTS = /^(?:一级|二级)?(?:预算)?项目/
const ENDS_WITH_PROJECT = /项目(?:绩效目标)?(?:共计?|总数)?$/
/** Rows of a project table that head a group of projects: 本级支出项目, 特定目标类. */
const GROUP = /(?:支出|类|级|专项)项目$|类$|合计$/
const FORM = /项目.{0,12}(?:目标|申报|自评)表|项目支出绩效/

function isOfProjects({ claim, passage }: UnderstoodClaim): boolean {
  if (claim.count === null || !/^[个项]$/.test(claim.count.measure)) return false
  const behind = passage.plain.text.slice(claim.count.span.end, claim.count.span.end + 10)
  return OF_PROJECTS.test(behind) || ENDS_WITH_PROJECT.test(claim.subject)
}

/** How many projects the document shows, by where: the project table, the numbered list, the forms. */
function countsShown(prose: Prose): ReadonlyMap<string, number> {
  const { reading, book } = prose
  const shown = new Map<string, number>()
  const inTables = new Set(book.figures.flatMap(({ fact }) => fact.project ?? []).filter((name) => !GROUP.test(name)))
  if (inTables.size > 0) shown.set('table', inTables.size)
  const list = readDivisions(prose).find(
    ({ whole, parts }) => whole.meaning.fact?.nature === 'project' && parts.every(({ claim }) => claim.parent === null),
  )
  if (list !== undefined) shown.set('list', list.parts.length)
  const forms = reading.regions.filter(
    (region) => region.kind === 'table' && FORM.test(bareName(region.caption?.title ?? '')),
  )
  if (forms.length > 0) shown.set('forms', forms.length)
  return shown
}

/** The passage states the money of all projects: then all projects of the table are meant. */
function isOfAll({ passage }: UnderstoodClaim, { claims, book, reading }: Prose): boolean {
  const { year, kind } = reading.document
  if (year === null) return false
  const stage = kind === 'final-account' ? 'final' : 'budget'
  const all = tableValue(book, { year, stage, flow: 'expenditure', nature: 'project' })
  return (
    all !== null &&
    all.value > 0n &&
    claims.some(
      ({ passage: other, claim }) => other === passage && claim.amount !== null && meets(all, claim.amount.amount),
    )
  )
}

/** A column of a project table whose rows add up to all projects lists all of them; a project of two units stands twice. */
function countsListed({ book, reading }: Prose): number[] {
  const { year, kind } = reading.document
  if (year === null) return []
  const stage = kind === 'final-account' ? 'final' : 'budget'
  const all = tableValue(book, { year, stage, flow: 'expenditure', nature: 'project' })
  const columns = new Map<string, Figure[]>()
  for (const figure of book.figures) {
    const { fact, table, column, amount } = figure
    if (fact.project === undefined || GROUP.test(fact.project) || table === undefined || amount === null) continue
    const key = `${table.id} ${column?.path.join('/') ?? ''}`
    columns.set(key, [...(columns.get(key) ?? []), figure])
  }
  const whole = [...columns.values()].filter(
    (figures) => all !== null && meets(all, sum(figures.flatMap(({ amount }) => amount ?? []))),
  )
  return [
    ...new Set(whole.flatMap((figures) => [figures.length, new Set(figures.map(({ fact }) => fact.project)).size])),
  ]
}

function judge(understood: UnderstoodClaim, shown: ReadonlyMap<string, number>, prose: Prose): Outcome {
  const count = Number(understood.claim.count?.number.units ?? 0n)
  const counts = [...shown.values()]
  if (counts.includes(count)) return HELD
  const listed = isOfAll(understood, prose) ? countsListed(prose) : []
  if (listed.includes(count)) return HELD
  const [inTable] = listed
  const agreed = counts.find((each, index) => counts.indexOf(each) !== index) ?? inTable
  if (agreed === undefined)
    return notEvaluated('项目数没有两处可互相印证', 'no two places agree on the number of projects')
  return {
    verdict: 'broken',
    ...(counts.length > 1 ? {} : { severity: 'warning' as const }),
    where: [
      whereOf(understood, {
        start: understood.claim.count?.span.start ?? 0,
        end: (understood.claim.count?.span.end ?? 0) + 10,
      }),
    ],
    message: {
      zh: `文字说 ${count} 个项目，项目表、清单和目标表所列为 ${agreed} 个`,
      en: `${count} projects are stated; tables, list and forms show ${agreed}`,
    },
    expected: `${agreed}`,
  }
}

export const projectCount: Rule<Prose> = {
  id: 'text.project-count',
  severity: 'error',
  title: { zh: '项目个数不一致', en: 'Number of projects differs' },
  remedy: { zh: '按项目表核对个数', en: 'Count the projects of the table' },
  basis: { zh: '文字所说项目数应与项目表、绩效目标表一致', en: 'The number stated is the number shown' },
  *check(prose) {
    const shown = countsShown(prose)
    for (const understood of prose.claims) if (isOfProjects(understood)) yield judge(understood, shown, prose)
  },
}
