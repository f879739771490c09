import { useQuery } from '@tanstack/react-query'
import type { OrganisationHistory, OrganisationPage } from '../../src/app/server/index.ts'
import { getJson } from './request.ts'

export const ORGANISATIONS = ['organisations'] as const

const PAGE = 500

/** All organisations of a year, fetched page by page. */
async function fetchAll(year: number | null, signal: AbortSignal): Promise<OrganisationPage> {
  const get = (after: string | null): Promise<OrganisationPage> => {
    const query = new URLSearchParams({ limit: String(PAGE) })
    if (year !== null) query.set('year', String(year))
    if (after !== null) query.set('after', after)
    return getJson(`/api/organisations?${query}`, signal)
  }
  let page = await get(null)
  const items = [...page.items]
  while (page.next !== null) {
    page = await get(page.next)
    items.push(...page.items)
  }
  return { ...page, items }
}

/** Null: of this year. */
export const useOrganisations = (year: number | null = null) =>
  useQuery({ queryKey: [...ORGANISATIONS, year], queryFn: ({ signal }) => fetchAll(year, signal) })

export const useOrganisationHistory = (id: string) =>
  useQuery({
    queryKey: [...ORGANISATIONS, 'history', id],
    queryFn: ({ signal }) => getJson<OrganisationHistory>(`/api/organisations/${id}`, signal),
  })
