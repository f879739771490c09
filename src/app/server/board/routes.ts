import type { Readable } from 'node:stream'
import type { OrganisationTree } from '../../../identity/index.ts'
import {
  ASSIGNED_KINDS,
  type Assignment,
  assignmentOf,
  dueAfter,
  giveAssignments,
  withdrawAssignment,
} from '../../../library/index.ts'
import type { AnyTransaction } from '../../../store/index.ts'
import { attach, XLSX } from '../http/attachment.ts'
import type { Caller } from '../http/caller.ts'
import { cursorOf } from '../http/cursor.ts'
import { pageQuery } from '../http/pagination.ts'
import { type Route, route } from '../http/route.ts'
import { receiveRows } from '../people/list-file.ts'
import { serverProblem } from '../problems.ts'
import {
  assignableView,
  assignmentAddress,
  assignmentChange,
  assignmentListOutcome,
  assignmentListQuery,
  assignmentOrder,
  assignmentOutcome,
  assignmentPage,
  boardExportQuery,
  boardQuery,
  boardView,
} from './contract.ts'
import { type BoardOptions, viewAssignments, viewBoard } from './lines.ts'
import { readAssignments } from './list.ts'
import { writeBoard } from './workbook.ts'

const reading = (options: BoardOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/board',
    access: 'board.read',
    title: { zh: '看板：一年各单位应报和已报的文件', en: 'The board of a year: what is expected and what arrived' },
    query: boardQuery,
    answer: boardView,
    handle: ({ caller, query }) => viewBoard(options, caller, query),
  }),
  route({
    method: 'GET',
    path: '/api/board.xlsx',
    access: 'board.read',
    title: { zh: '看板（Excel）', en: 'The board as a workbook' },
    query: boardExportQuery,
    answer: 'bytes',
    handle: async ({ caller, query, reply }) => {
      const board = await viewBoard(options, caller, query)
      const name = { zh: '看板', en: 'board' }[query.language]
      return attach(reply, `${name}-${board.year}.xlsx`, XLSX).send(
        Buffer.from(await writeBoard(board, query.language)),
      )
    },
  }),
  route({
    method: 'GET',
    path: '/api/assignments',
    access: 'assignment.read',
    title: { zh: '我的单位要报送的文件', en: "What the caller's organisations have to hand in" },
    query: pageQuery,
    answer: assignmentPage,
    handle: async ({ caller, query: { limit, after } }) => {
      const lines = await viewAssignments(options, caller, ASSIGNED_KINDS)
      const start = after === undefined ? 0 : cursorOf(after)
      const end = start + limit
      return { items: lines.slice(start, end), next: end < lines.length ? String(end) : null }
    },
  }),
]

const departmentsBelow = (tree: OrganisationTree, top: string) =>
  tree.all.filter(({ kind, organisation }) => kind === 'department' && tree.isWithin(organisation, top))

/** Due before it is approved is a slip of the pen. */
function daysOf({ approvedOn, dueOn = dueAfter(approvedOn) }: { approvedOn: string; dueOn?: string | undefined }) {
  if (dueOn < approvedOn) throw serverProblem('request-invalid', 'dueOn')
  return { approvedOn, dueOn }
}

const mayGiveTo =
  (caller: Caller) =>
  (organisation: string): boolean =>
    caller.may('assignment.give', organisation)

const giving = (options: BoardOptions): readonly Route[] => {
  const { store, organisations } = options
  const change = <Result>(work: (tx: AnyTransaction) => Promise<Result>): Promise<Result> =>
    store.tables<unknown>().transaction().execute(work)
  return [
    route({
      method: 'GET',
      path: '/api/assignments/organisations',
      access: 'assignment.give',
      title: { zh: '可以向哪些单位布置', en: 'For whom assignments may be given' },
      answer: assignableView,
      handle: async ({ caller }) => {
        const tree = await organisations.now()
        const items = tree.all
          .filter(({ kind, organisation }) => kind !== 'unit' && caller.may('assignment.give', organisation))
          .map(({ organisation, code, name }) => ({
            ...{ organisation, code, name },
            departments: departmentsBelow(tree, organisation).length,
          }))
        return { items }
      },
    }),
    route({
      method: 'POST',
      path: '/api/assignments',
      access: 'assignment.give',
      title: {
        zh: '向一个单位之下的全部部门布置报送',
        en: 'Gives assignments to all departments below an organisation',
      },
      body: assignmentOrder,
      answer: assignmentOutcome,
      handle: async ({ caller, body: { below, year, kinds, note, ...given } }) => {
        caller.demand('assignment.give', below)
        const days = daysOf(given)
        const departments = departmentsBelow(await organisations.now(), below)
        const assignments: Assignment[] = departments.flatMap(({ organisation }) =>
          [...new Set(kinds)].map((kind) => ({ organisation, year, kind, note, ...days })),
        )
        return change((tx) => giveAssignments(tx, assignments, caller.who))
      },
    }),
    route({
      method: 'PUT',
      path: '/api/assignments/list',
      access: 'assignment.give',
      title: { zh: '按名单（Excel、CSV）布置报送', en: 'Gives assignments by a list, Excel or CSV' },
      query: assignmentListQuery,
      body: 'bytes',
      answer: assignmentListOutcome,
      handle: async ({ caller, query: { year }, request }) => {
        const rows = await receiveRows(request.body as Readable)
        const tree = await organisations.now()
        const { assignments, refused } = readAssignments(rows, { year, tree, mayGive: mayGiveTo(caller) })
        if (refused.length > 0) return { outcome: null, refused }
        return { outcome: await change((tx) => giveAssignments(tx, assignments, caller.who)), refused }
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/assignments/:assignment',
      access: 'assignment.give',
      title: { zh: '改一项报送的日期和备注', en: 'Changes the days and the note of an assignment' },
      params: assignmentAddress,
      body: assignmentChange,
      answer: assignmentOutcome,
      handle: async ({ caller, params, body: { note, ...given } }) => {
        const { organisation, year, kind } = await assignmentOf(store, params.assignment)
        caller.demand('assignment.give', organisation)
        const assignment = { organisation, year, kind, note, ...daysOf(given) }
        return change((tx) => giveAssignments(tx, [assignment], caller.who))
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/assignments/:assignment',
      access: 'assignment.give',
      title: { zh: '撤回一项报送', en: 'Withdraws an assignment' },
      params: assignmentAddress,
      answer: 'nothing',
      handle: async ({ caller, params }) => {
        const { organisation } = await assignmentOf(store, params.assignment)
        caller.demand('assignment.give', organisation)
        await change((tx) => withdrawAssignment(tx, params.assignment, caller.who))
      },
    }),
  ]
}

/** Who has to hand in what, and what came of it. */
export const boardRoutes = (options: BoardOptions): readonly Route[] => [...reading(options), ...giving(options)]
