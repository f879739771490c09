import Button from 'antd/es/button'
import Skeleton from 'antd/es/skeleton'
import { useDeferredValue, useEffect, useState } from 'react'
import type { LedgerEntryView } from '../../src/app/server/index.ts'
import { type LedgerFilters, noLedgerFilters, useLedgerEntries } from '../api/ledger.ts'
import { useMay } from '../api/me.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { grouped } from '../language/measures.ts'
import { terms } from '../language/terms.ts'
import { useKept } from '../library/kept.ts'
import '../look/records.css'
import { FailedQuery } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { EntryDrawer } from './entry-drawer.tsx'
import { FilterBar } from './filter-bar.tsx'
import './ledger.css'
import { Party } from './party.tsx'
import { Soundness } from './soundness.tsx'
import { words as ledgerWords } from './words.ts'

/** Who changed what and when, and whether it still stands as it was written. */
export default function LedgerPage() {
  const words = useWords(ledgerWords)
  const common = useWords(terms)
  const may = useMay()
  useEffect(() => {
    document.title = `${words.ledger} · ${common.brand}`
  }, [words, common])
  return (
    <div className="room">
      <TopBar title={words.ledger} />
      <main className="room-body">
        <Soundness />
        {may('ledger.read') ? <Entries /> : <p className="muted">{words.noReading}</p>}
      </main>
    </div>
  )
}

function Entries() {
  const words = useWords(ledgerWords)
  const [filters, setFilters] = useKept<LedgerFilters>('ledger.filters', noLedgerFilters)
  const [opened, setOpened] = useState<number | null>(null)
  const entries = useLedgerEntries(useDeferredValue(filters), true)
  const items = entries.data?.pages.flatMap((page) => page.items) ?? []
  const narrow = (wanted: Partial<LedgerFilters>): void => {
    setOpened(null)
    setFilters({ ...noLedgerFilters, ...wanted })
  }
  return (
    <>
      <FilterBar filters={filters} onFilter={setFilters} />
      {entries.isPending ? <Skeleton active className="card ledger-skeleton" paragraph={{ rows: 8 }} /> : null}
      {entries.isError ? <FailedQuery error={entries.error} retry={() => void entries.refetch()} /> : null}
      {entries.isSuccess ? (
        <EntryTable entries={items} onOpen={setOpened} onClear={() => setFilters(noLedgerFilters)} />
      ) : null}
      {entries.hasNextPage ? (
        <Button
          className="records-more"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          {words.more}
        </Button>
      ) : null}
      {opened === null ? null : (
        <EntryDrawer key={opened} number={opened} onNarrow={narrow} onClose={() => setOpened(null)} />
      )}
    </>
  )
}

interface TableProps {
  readonly entries: readonly LedgerEntryView[]
  readonly onOpen: (number: number) => void
  readonly onClear: () => void
}

function EntryTable({ entries, onOpen, onClear }: TableProps) {
  const words = useWords(ledgerWords)
  const moment = useMoment()
  if (entries.length === 0)
    return (
      <section className="card records-empty">
        <h2>{words.empty}</h2>
        <p className="muted">{words.emptyText}</p>
        <Button onClick={onClear}>{words.clear}</Button>
      </section>
    )
  return (
    <section className="card records" aria-label={words.ledger}>
      <table>
        <thead>
          <tr>
            <th className="num">{words.heads.number}</th>
            <th>{words.heads.at}</th>
            <th>{words.heads.who}</th>
            <th>{words.heads.what}</th>
            <th className="is-spare">{words.heads.subject}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.number} className="is-open-able">
              <td className="num">
                <button
                  type="button"
                  className="plain-button row-button"
                  aria-label={words.entry(grouped(entry.number))}
                  onClick={() => onOpen(entry.number)}
                >
                  {grouped(entry.number)}
                </button>
              </td>
              <td className="ledger-time">{moment(entry.at)}</td>
              <td className="cut">
                <Party id={entry.who} name={entry.whoName} />
              </td>
              <td className="cut" title={entry.what}>
                {words.acts[entry.what] ?? entry.what}
              </td>
              <td className="cut is-spare">
                <Party id={entry.subject} name={entry.subjectName} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
