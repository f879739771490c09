import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Skeleton from 'antd/es/skeleton'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { OrganisationPage, OrganisationView } from '../../src/app/server/index.ts'
import { useOrganisations } from '../api/organisations.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { FailedQuery } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import '../people/people.css'
import { History } from './history.tsx'
import { OrganisationImport } from './organisation-import.tsx'
import { OrganisationTree } from './organisation-tree.tsx'
import './organisations.css'
import { linesOf } from './tree.ts'
import { words as organisationWords } from './words.ts'

/** The organisations of a year as a tree, what each was before, and lists that change them. */
export default function OrganisationsPage() {
  const words = useWords(organisationWords)
  const common = useWords(terms)
  const [year, setYear] = useState<number | null>(null)
  /** The year of the list that is being brought; it stays open while the tree of that year is fetched. */
  const [importing, setImporting] = useState<number | null>(null)
  const organisations = useOrganisations(year)
  useEffect(() => {
    document.title = `${words.organisations} · ${common.brand}`
  }, [words, common])
  return (
    <div className="room">
      <TopBar title={words.organisations} />
      <main className="room-body">
        {organisations.isPending ? <Skeleton active paragraph={{ rows: 8 }} className="card library-skeleton" /> : null}
        {organisations.isError ? (
          <FailedQuery error={organisations.error} retry={() => void organisations.refetch()} />
        ) : null}
        {organisations.isSuccess ? (
          <Tree
            key={organisations.data.year}
            page={organisations.data}
            onYear={setYear}
            onImport={() => setImporting(organisations.data.year)}
          />
        ) : null}
      </main>
      {importing === null ? null : (
        <OrganisationImport year={importing} onTaken={setYear} onClose={() => setImporting(null)} />
      )}
    </div>
  )
}

/** With more organisations than this, departments are folded at first. */
const MANY = 80

const foldedAtFirst = (items: readonly OrganisationView[]): ReadonlySet<string> =>
  new Set(items.length > MANY ? items.filter(({ kind }) => kind === 'department').map(({ id }) => id) : [])

interface TreeProps {
  readonly page: OrganisationPage
  readonly onYear: (year: number) => void
  readonly onImport: () => void
}

function Tree({ page, onYear, onImport }: TreeProps) {
  const words = useWords(organisationWords)
  const [text, setText] = useState('')
  const [folded, setFolded] = useState(() => foldedAtFirst(page.items))
  const [opened, setOpened] = useState<OrganisationView | null>(null)
  const sought = useDeferredValue(text)
  const lines = useMemo(() => linesOf(page.items, folded, sought), [page.items, folded, sought])
  const fold = (organisation: string, isFolded: boolean): void =>
    setFolded((known) => {
      const next = new Set(known)
      if (isFolded) next.add(organisation)
      else next.delete(organisation)
      return next
    })
  return (
    <>
      <search className="people-tools no-print">
        <Select<number>
          aria-label={words.year}
          className="year-select"
          value={page.year}
          options={[...new Set([...page.years, page.year])]
            .sort((a, b) => b - a)
            .map((year) => ({ value: year, label: words.yearOf(year) }))}
          onChange={onYear}
        />
        <Input
          type="search"
          allowClear
          className="people-search"
          placeholder={words.search}
          aria-label={words.searchLabel}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button onClick={() => setFolded(new Set())}>{words.expandAll}</Button>
        <Button
          onClick={() => setFolded(new Set(page.items.filter(({ parent }) => parent !== null).map(({ id }) => id)))}
        >
          {words.collapseAll}
        </Button>
        <span className="grow" />
        <span className="faint tree-keys">{words.keys}</span>
        <span className="muted num" role="status">
          {words.count(page.items.length)}
        </span>
        {page.mayManageAll ? (
          <Button type="primary" onClick={onImport}>
            {words.importList}
          </Button>
        ) : null}
      </search>
      {lines.length === 0 ? (
        <Nothing isEmpty={page.items.length === 0} mayImport={page.mayManageAll} onClear={() => setText('')} />
      ) : (
        <OrganisationTree
          lines={lines}
          onFold={fold}
          onOpen={(id) => setOpened(page.items.find((one) => one.id === id) ?? null)}
        />
      )}
      {opened === null ? null : <History id={opened.id} name={opened.name} onClose={() => setOpened(null)} />}
    </>
  )
}

interface NothingProps {
  readonly isEmpty: boolean
  readonly mayImport: boolean
  readonly onClear: () => void
}

function Nothing({ isEmpty, mayImport, onClear }: NothingProps) {
  const words = useWords(organisationWords)
  return (
    <div className="card nothing-here">
      <h2>{isEmpty ? words.emptyTitle : words.noMatch}</h2>
      {isEmpty ? <p className="muted">{mayImport ? words.emptyText : words.emptyReader}</p> : null}
      {isEmpty ? null : <Button onClick={onClear}>{words.clear}</Button>}
    </div>
  )
}
