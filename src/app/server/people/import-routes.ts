import type { Readable } from 'node:stream'
import {
  ACCOUNT_REASONS,
  type AccountReason,
  createAccounts,
  type Invitation,
  identityProblem,
  type NewAccount,
  readAccounts,
  refusedAsTaken,
} from '../../../identity/index.ts'
import { exportQuery } from '../contract.ts'
import { attach, XLSX } from '../http/attachment.ts'
import type { Caller } from '../http/caller.ts'
import { type Route, route } from '../http/route.ts'
import { type ListReport, listReport } from './contract.ts'
import { addressOf, linkEnd } from './links.ts'
import { type Rows, receiveRows, textOfRow } from './list-file.ts'
import { type Naming, namesOf, type PeopleOptions } from './reach.ts'
import { COLUMN_WORDS, LINK_WORDS, PEOPLE_TEMPLATE } from './words.ts'
import { type LinkLine, writeLinks, writeTemplate } from './workbooks.ts'

interface Judged {
  readonly accounts: readonly NewAccount[]
  readonly refused: ReadonlyMap<number, AccountReason>
  readonly report: ListReport
}

const mayMake = (caller: Caller, { organisation, roles }: NewAccount): boolean =>
  caller.may('account.manage', organisation) && (roles.length === 0 || caller.may('grant.give', organisation))

/** Everything that speaks against a row, the first reason alone. */
async function judge({ store, organisations }: PeopleOptions, rows: Rows, caller: Caller): Promise<Judged> {
  const { accounts, refused, missingColumns } = readAccounts(rows, await organisations.now())
  const outside = accounts.filter((account) => !mayMake(caller, account))
  const reasons = new Map<number, AccountReason>([
    ...(await refusedAsTaken(store, accounts)).map(({ row, reason }) => [row, reason] as const),
    ...outside.map(({ row }) => [row, 'outside-reach'] as const),
    ...refused.map(({ row, reason }) => [row, reason] as const),
  ])
  const numbers = [...new Set([...accounts.map(({ row }) => row), ...reasons.keys()])].sort((a, b) => a - b)
  const lines = numbers.map((row) => {
    const reason = reasons.get(row)
    const outcome = reason === undefined ? ('created' as const) : ('refused' as const)
    return { row, text: textOfRow(rows, row), outcome, reason: reason === undefined ? null : ACCOUNT_REASONS[reason] }
  })
  const missing = missingColumns.map((column) => COLUMN_WORDS[column])
  return { accounts, refused: reasons, report: { rows: lines, missingColumns: missing } }
}

async function take(
  { store }: PeopleOptions,
  { accounts, refused, report }: Judged,
  by: string,
): Promise<readonly Invitation[]> {
  if (refused.size > 0 || report.missingColumns.length > 0) throw identityProblem('list-refused')
  const outcome = await createAccounts(store, accounts, by)
  if (!outcome.isTaken) throw identityProblem('list-refused')
  return outcome.invitations
}

function linesOf(accounts: readonly NewAccount[], links: ReadonlyMap<number, string>, names: Naming): LinkLine[] {
  const until = linkEnd().toISOString().slice(0, 10)
  return accounts.map(({ row, login, name, organisation }) => ({
    login,
    name,
    organisation: names(organisation)?.name ?? '',
    link: links.get(row) ?? '',
    until,
  }))
}

/** A list of people: looked at first, then taken whole or not at all; the answer is the workbook with the links. */
export const importRoutes = (options: PeopleOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/accounts/template.xlsx',
    access: 'account.manage',
    title: { zh: '人员名单模板', en: 'A list of people to fill in' },
    query: exportQuery,
    answer: 'bytes',
    handle: async ({ query: { language }, reply }) =>
      attach(reply, PEOPLE_TEMPLATE.file[language], XLSX).send(
        Buffer.from(await writeTemplate(PEOPLE_TEMPLATE, language)),
      ),
  }),
  route({
    method: 'POST',
    path: '/api/accounts/import/check',
    access: 'account.manage',
    title: { zh: '核对人员名单，逐行报告，不导入', en: 'Reports on a list of people row by row and takes nothing' },
    body: 'bytes',
    answer: listReport,
    handle: async ({ caller, request }) =>
      (await judge(options, await receiveRows(request.body as Readable), caller)).report,
  }),
  route({
    method: 'POST',
    path: '/api/accounts/import',
    access: 'account.manage',
    title: {
      zh: '导入人员名单，全部或全不；得到一次性链接的工作簿，只此一次',
      en: 'Takes a list of people, whole or not at all; answers once with the workbook of their one-time links',
    },
    query: exportQuery,
    body: 'bytes',
    answer: 'bytes',
    handle: async ({ caller, request, reply, query: { language } }) => {
      const judged = await judge(options, await receiveRows(request.body as Readable), caller)
      const invitations = await take(options, judged, caller.who)
      const links = new Map(invitations.map(({ row, token }) => [row, addressOf(request, options.url, token)]))
      const lines = linesOf(judged.accounts, links, await namesOf(options.organisations))
      return attach(reply, LINK_WORDS.file[language], XLSX).send(Buffer.from(await writeLinks(lines, language)))
    },
  }),
]
