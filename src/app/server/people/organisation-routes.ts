import type { Readable } from 'node:stream'
import * as z from 'zod'
import {
  identityProblem,
  importOrganisations,
  type OrganisationImport,
  type OrganisationTree,
  type OrganisationVersion,
  previewOrganisations,
  ROW_REASONS,
  versionsIn,
} from '../../../identity/index.ts'
import { exportQuery } from '../contract.ts'
import { attach, XLSX } from '../http/attachment.ts'
import type { Caller } from '../http/caller.ts'
import { type Route, route } from '../http/route.ts'
import {
  type ListReport,
  listReport,
  type OrganisationHistory,
  type OrganisationPage,
  organisationAddress,
  organisationHistory,
  organisationPage,
  organisationQuery,
  yearOf,
} from './contract.ts'
import { receiveRows } from './list-file.ts'
import { peopleProblem } from './problems.ts'
import { nameOfVersion, namesOf, type PeopleOptions } from './reach.ts'
import { ORGANISATION_COLUMN_WORDS, ORGANISATION_TEMPLATE } from './words.ts'
import { writeTemplate } from './workbooks.ts'

const thisYear = (): number => new Date().getFullYear()

const yearsOf = (versions: readonly OrganisationVersion[]): number[] =>
  [...new Set([thisYear(), ...versions.map(({ from }) => from)])].sort((a, b) => a - b)

/** Organisations in the order of their codes, which are unique within a year. */
function pageOf(
  tree: OrganisationTree,
  caller: Caller,
  { limit, after = '' }: { readonly limit: number; readonly after?: string | undefined },
): Pick<OrganisationPage, 'items' | 'next'> {
  const behind = tree.all.filter(({ code }) => code > after)
  const managed = caller.reach('account.manage')
  const items = behind.slice(0, limit).map((version) => ({
    ...nameOfVersion(version),
    kind: version.kind,
    parent: version.parent,
    mayManage: managed === null || managed.includes(version.organisation),
  }))
  return { items, next: behind.length > limit ? (items.at(-1)?.code ?? null) : null }
}

function parentIn(versions: readonly OrganisationVersion[], year: number, parent: string | null) {
  const version = parent === null ? undefined : versionsIn(versions, year).get(parent)
  return version === undefined ? null : nameOfVersion(version)
}

async function historyOf({ organisations }: PeopleOptions, id: string): Promise<OrganisationHistory> {
  const [versions, names] = [await organisations.versions(), await namesOf(organisations)]
  const own = versions.filter(({ organisation }) => organisation === id).toSorted((a, b) => a.from - b.from)
  if (own.length === 0) throw peopleProblem('organisation-unknown')
  const absorbed = versions.filter(({ mergedInto }) => mergedInto === id).toSorted((a, b) => a.from - b.from)
  return {
    id,
    versions: own.map(({ from, code, name, kind, parent, isEnded, mergedInto }) => ({
      from,
      code,
      name,
      kind,
      // As it was called then.
      parent: parentIn(versions, from, parent) ?? names(parent),
      isEnded,
      mergedInto: names(mergedInto),
    })),
    absorbed: absorbed.map((version) => ({ from: version.from, organisation: nameOfVersion(version) })),
  }
}

const reportOf = ({ rows, others, missingColumns }: OrganisationImport): ListReport => ({
  rows: [...others, ...rows].map(({ row, code, name, outcome, reason }) => ({
    row,
    text: [code, name].filter((part) => part !== '').join(' · '),
    outcome,
    reason: reason === null ? null : ROW_REASONS[reason],
  })),
  missingColumns: (missingColumns ?? []).map((column) => ORGANISATION_COLUMN_WORDS[column]),
})

const isRefused = ({ rows, missingColumns }: ListReport): boolean =>
  missingColumns.length > 0 || rows.some(({ outcome }) => outcome === 'refused')

const seeing = (options: PeopleOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/organisations',
    access: 'organisation.read',
    title: { zh: '一个年度的单位', en: 'The organisations of a year' },
    query: organisationQuery,
    answer: organisationPage,
    handle: async ({ caller, query: { year = thisYear(), ...query } }) => ({
      ...pageOf(await options.organisations.in(year), caller, query),
      year,
      years: yearsOf(await options.organisations.versions()),
      mayManageAll: caller.may('organisation.manage', null),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/organisations/:organisation',
    access: 'organisation.read',
    title: { zh: '一个单位的沿革', en: 'What an organisation was, year by year' },
    params: organisationAddress,
    answer: organisationHistory,
    handle: ({ params }) => historyOf(options, params.organisation),
  }),
  route({
    method: 'GET',
    path: '/api/organisations/template.xlsx',
    access: 'organisation.manage',
    title: { zh: '单位名单模板', en: 'A list of organisations to fill in' },
    query: exportQuery,
    answer: 'bytes',
    handle: async ({ query: { language }, reply }) =>
      attach(reply, ORGANISATION_TEMPLATE.file[language], XLSX).send(
        Buffer.from(await writeTemplate(ORGANISATION_TEMPLATE, language)),
      ),
  }),
]

const importQuery = z.object({ year: yearOf })

/** A list reaches over the whole tree: only who manages all of it may bring one. */
const importing = ({ store, organisations }: PeopleOptions): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/organisations/import/check',
    access: 'organisation.manage',
    title: {
      zh: '核对单位名单，逐行报告，不导入',
      en: 'Reports on a list of organisations row by row and takes nothing',
    },
    query: importQuery,
    body: 'bytes',
    answer: listReport,
    handle: async ({ caller, request, query: { year } }) => {
      caller.demand('organisation.manage', null)
      return reportOf(await previewOrganisations(store, await receiveRows(request.body as Readable), year))
    },
  }),
  route({
    method: 'POST',
    path: '/api/organisations/import',
    access: 'organisation.manage',
    title: {
      zh: '导入自某年起有效的单位名单，全部或全不',
      en: 'Takes a list of organisations that holds from a year on',
    },
    query: importQuery,
    body: 'bytes',
    answer: listReport,
    handle: async ({ caller, request, query: { year } }) => {
      caller.demand('organisation.manage', null)
      const rows = await receiveRows(request.body as Readable)
      const report = reportOf(await importOrganisations(store, rows, year, caller.who))
      if (isRefused(report)) throw identityProblem('list-refused')
      // Others hear of it; who brought it sees it at once.
      organisations.forget()
      return report
    },
  }),
]

export const organisationRoutes = (options: PeopleOptions): readonly Route[] => [
  ...seeing(options),
  ...importing(options),
]
