import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import Skeleton from 'antd/es/skeleton'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { AccountStatusView } from '../../src/app/server/index.ts'
import { useMay } from '../api/me.ts'
import { useOrganisations } from '../api/organisations.ts'
import { type AccountFilters, useAccounts } from '../api/people.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { FailedQuery } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { AccountDrawer } from './account-drawer.tsx'
import { AccountTable } from './account-table.tsx'
import { FirstSteps } from './first-steps.tsx'
import { NewAccount } from './new-account.tsx'
import { OrganisationSelect } from './organisation-select.tsx'
import './people.css'
import { PeopleImport } from './people-import.tsx'
import { words as peopleWords } from './words.ts'

const ALL: AccountFilters = { text: '', status: null, organisation: null }
const TYPING_MS = 250

/** What is typed, once the typing rests. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

/** People and what they may do. `account`: the one whose sheet is open. */
export default function PeoplePage({ account }: { readonly account: string | null }) {
  const words = useWords(peopleWords)
  const common = useWords(terms)
  const [, go] = useLocation()
  const [adding, setAdding] = useState<'one' | 'list' | null>(null)
  useEffect(() => {
    document.title = `${words.people} · ${common.brand}`
  }, [words, common])
  return (
    <div className="room">
      <TopBar title={words.people} />
      <main className="room-body">
        <People onAdd={() => setAdding('one')} onImport={() => setAdding('list')} />
      </main>
      {adding === 'one' ? <NewAccount onClose={() => setAdding(null)} /> : null}
      {adding === 'list' ? <PeopleImport onClose={() => setAdding(null)} /> : null}
      {account === null ? null : <AccountDrawer key={account} id={account} onClose={() => go('/people')} />}
    </div>
  )
}

interface Adding {
  readonly onAdd: () => void
  readonly onImport: () => void
}

function People(adding: Adding) {
  const [filters, setFilters] = useState<AccountFilters>(ALL)
  /** Where each page before this one began, and where this one does. */
  const [pages, setPages] = useState<readonly (string | null)[]>([null])
  const text = useRested(filters.text)
  const accounts = useAccounts({ ...filters, text }, pages.at(-1) ?? null)
  const organisations = useOrganisations()
  const filter = (changed: AccountFilters): void => {
    setFilters(changed)
    setPages([null])
  }
  if (accounts.isPending) return <Skeleton active paragraph={{ rows: 8 }} className="card library-skeleton" />
  if (accounts.isError) return <FailedQuery error={accounts.error} retry={() => void accounts.refetch()} />
  const { items, next, total } = accounts.data
  const isFiltered = filters.text !== '' || filters.status !== null || filters.organisation !== null
  const isAlone = !isFiltered && total <= 1 && organisations.data?.mayManageAll === true
  return (
    <>
      {isAlone ? <FirstSteps organisations={organisations.data?.items.length ?? 0} {...adding} /> : null}
      {isAlone ? null : <Tools filters={filters} onFilter={filter} total={total} {...adding} />}
      {items.length === 0 ? (
        <NoMatch onClear={() => filter(ALL)} />
      ) : (
        <section className="card account-list" aria-busy={accounts.isPlaceholderData}>
          <AccountTable accounts={items} />
        </section>
      )}
      <Pages
        isFirst={pages.length === 1}
        isLast={next === null}
        onPrevious={() => setPages(pages.slice(0, -1))}
        onNext={() => setPages([...pages, next])}
      />
    </>
  )
}

const STATUSES: readonly AccountStatusView[] = ['invited', 'active', 'disabled']

interface ToolsProps extends Adding {
  readonly filters: AccountFilters
  readonly onFilter: (filters: AccountFilters) => void
  readonly total: number
}

function Tools({ filters, onFilter, total, onAdd, onImport }: ToolsProps) {
  const words = useWords(peopleWords)
  const may = useMay()
  const organisations = useOrganisations()
  return (
    <search className="people-tools no-print">
      <Input
        type="search"
        allowClear
        className="people-search"
        placeholder={words.search}
        aria-label={words.searchLabel}
        value={filters.text}
        onChange={(event) => onFilter({ ...filters, text: event.target.value })}
      />
      <OrganisationSelect
        label={words.organisationFilter}
        organisations={organisations.data?.items ?? []}
        everywhere={words.everyOrganisation}
        value={filters.organisation}
        onChange={(organisation) => onFilter({ ...filters, organisation })}
      />
      <Segmented<AccountStatusView | ''>
        aria-label={words.statusLabel}
        value={filters.status ?? ''}
        options={[
          { value: '' as const, label: words.everyStatus },
          ...STATUSES.map((status) => ({ value: status, label: words.status[status] })),
        ]}
        onChange={(status) => onFilter({ ...filters, status: status === '' ? null : status })}
      />
      <span className="grow" />
      <span className="muted num" role="status">
        {words.count(total)}
      </span>
      {may('account.manage') ? (
        <span className="file-ways">
          <Button onClick={onImport}>{words.importList}</Button>
          <Button type="primary" onClick={onAdd}>
            {words.add}
          </Button>
        </span>
      ) : null}
    </search>
  )
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const words = useWords(peopleWords)
  return (
    <div className="card nothing-here">
      <h2>{words.none}</h2>
      <p className="muted">{words.noneText}</p>
      <Button onClick={onClear}>{words.clear}</Button>
    </div>
  )
}

interface PagesProps {
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onPrevious: () => void
  readonly onNext: () => void
}

function Pages({ isFirst, isLast, onPrevious, onNext }: PagesProps) {
  const words = useWords(peopleWords)
  if (isFirst && isLast) return null
  return (
    <nav className="people-pages no-print" aria-label={words.listLabel}>
      <Button disabled={isFirst} onClick={onPrevious}>
        {words.previous}
      </Button>
      <Button disabled={isLast} onClick={onNext}>
        {words.next}
      </Button>
    </nav>
  )
}
