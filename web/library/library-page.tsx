import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import Skeleton from 'antd/es/skeleton'
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { DocumentKind, DocumentView } from '../../src/app/server/index.ts'
import { useDocuments } from '../api/documents.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { FailedQuery, ProgressMeter } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { AddButtons } from './add-buttons.tsx'
import { BatchesDrawer, BatchStrip } from './batches.tsx'
import { DocumentList } from './document-list.tsx'
import { DropArea } from './drop-area.tsx'
import {
  type Filters,
  filterDocuments,
  hasChanged,
  noFilters,
  type Sorting,
  type StateFilter,
  sortDocuments,
} from './filters.ts'
import { useKept } from './kept.ts'
import './library.css'
import { OutdatedStrip } from './outdated-strip.tsx'
import { type Begun, type Sending, useSending } from './sending.ts'
import { words as libraryWords } from './words.ts'

const KINDS: readonly DocumentKind[] = ['budget', 'final-account', 'performance-goals', 'self-evaluation', 'other']
const STATES: readonly StateFilter[] = ['all', 'errors', 'uncertified', 'unreadable', 'changed']

export function LibraryPage() {
  const common = useWords(terms)
  const words = useWords(libraryWords)
  const documents = useDocuments()
  const [begun, setBegun] = useKept<readonly Begun[]>('begun', [])
  const begin = useCallback((one: Begun) => setBegun((known) => [...known, one]), [setBegun])
  const dismiss = useCallback(
    (batch: string) => setBegun((known) => known.filter((one) => one.batch !== batch)),
    [setBegun],
  )
  const sending = useSending(begin)
  const [isShowingBatches, setIsShowingBatches] = useState(false)
  const [isEmpty, setIsEmpty] = useState(false)
  const { send } = sending
  const add = useCallback(
    (files: readonly File[]) => {
      setIsEmpty(files.length === 0)
      send(files)
    },
    [send],
  )
  useEffect(() => {
    document.title = `${common.library} · ${common.brand}`
  }, [common])
  return (
    <div className="library">
      <TopBar>
        <Summary documents={documents.data ?? []} />
        <Button className="batches-button" onClick={() => setIsShowingBatches(true)}>
          {words.batches}
        </Button>
        <AddButtons onFiles={add} />
      </TopBar>
      <DropArea onFiles={add} />
      <main className="library-body">
        <SendingStrip sending={sending} isBatch={begun.some(({ isArchive }) => !isArchive)} />
        {begun.map((one) => (
          <BatchStrip key={one.batch} begun={one} onDismiss={dismiss} />
        ))}
        {isEmpty ? <NothingAdded /> : null}
        {documents.isPending ? <Skeleton active paragraph={{ rows: 8 }} className="card library-skeleton" /> : null}
        {documents.isError ? <FailedQuery error={documents.error} retry={() => void documents.refetch()} /> : null}
        {documents.isSuccess ? <Shelf documents={documents.data} /> : null}
      </main>
      {isShowingBatches ? <BatchesDrawer onClose={() => setIsShowingBatches(false)} /> : null}
    </div>
  )
}

function Summary({ documents }: { readonly documents: readonly DocumentView[] }) {
  const words = useWords(libraryWords)
  const errors = documents.reduce((sum, document) => sum + (document.open?.error ?? 0), 0)
  const reading = documents.filter(({ state }) => state === 'reading' || state === 'waiting').length
  return (
    <div className="library-summary grow" role="status">
      {errors === 0 ? null : (
        <span className="chip wrong">
          <i className="mark error" aria-hidden="true" />
          {words.totalErrors(errors)}
        </span>
      )}
      {reading === 0 ? null : <span className="chip accent">{words.readingNow(reading)}</span>}
    </div>
  )
}

function Shelf({ documents }: { readonly documents: readonly DocumentView[] }) {
  const [filters, setFilters] = useKept<Filters>('filters', noFilters)
  const [sorting, setSorting] = useKept<Sorting>('sorting', { key: 'added', isDescending: true })
  const sought = useDeferredValue(filters)
  const found = useMemo(() => sortDocuments(filterDocuments(documents, sought), sorting), [documents, sought, sorting])
  const changed = useMemo(() => documents.filter(hasChanged).length, [documents])
  if (documents.length === 0) return <EmptyShelf />
  return (
    <>
      <OutdatedStrip documents={documents} />
      <Toolbar filters={filters} onFilter={setFilters} shown={found.length} all={documents.length} changed={changed} />
      {found.length === 0 ? (
        <NoMatch onClear={() => setFilters(noFilters)} />
      ) : (
        <DocumentList documents={found} sorting={sorting} onSort={setSorting} />
      )}
    </>
  )
}

interface ToolbarProps {
  readonly filters: Filters
  readonly onFilter: (filters: Filters) => void
  readonly shown: number
  readonly all: number
  /** Of how many this version finds something else than the one before. */
  readonly changed: number
}

function Toolbar({ filters, onFilter, shown, all, changed }: ToolbarProps) {
  const words = useWords(libraryWords)
  const common = useWords(terms)
  const kinds = KINDS.map((kind) => ({ value: kind, label: common.kind[kind] }))
  return (
    <search className="library-tools no-print">
      <Input
        type="search"
        allowClear
        className="library-search"
        placeholder={words.search}
        aria-label={words.searchLabel}
        value={filters.text}
        onChange={(event) => onFilter({ ...filters, text: event.target.value })}
      />
      <Select<DocumentKind | ''>
        className="library-kind"
        aria-label={words.kindLabel}
        value={filters.kind ?? ''}
        options={[{ value: '', label: words.everyKind }, ...kinds]}
        onChange={(kind) => onFilter({ ...filters, kind: kind === '' ? null : kind })}
      />
      <Segmented<StateFilter>
        aria-label={words.stateLabel}
        value={filters.state}
        options={STATES.filter((state) => state !== 'changed' || changed > 0 || filters.state === state).map(
          (state) => ({
            value: state,
            label: state === 'changed' ? `${words.states.changed} ${changed}` : words.states[state],
          }),
        )}
        onChange={(state) => onFilter({ ...filters, state })}
      />
      <span className="grow" />
      <span className="faint library-keys">
        <kbd>↑</kbd> <kbd>↓</kbd> {words.arrows}　<kbd>Enter</kbd> {words.enter}
      </span>
      <span className="muted num">{words.shown(shown, all)}</span>
    </search>
  )
}

function EmptyShelf() {
  const words = useWords(libraryWords)
  return (
    <div className="empty-shelf">
      <svg width="56" height="56" viewBox="0 0 56 56" aria-hidden="true">
        <path d="M14 6h20l10 10v34H14z M34 6v10h10 M21 26h16 M21 33h16 M21 40h9" />
      </svg>
      <h2>{words.emptyTitle}</h2>
      <p className="muted">{words.emptyText}</p>
      <p className="faint">{words.emptyPrivacy}</p>
    </div>
  )
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const words = useWords(libraryWords)
  return (
    <div className="empty-shelf">
      <h2>{words.noMatchTitle}</h2>
      <p className="muted">{words.noMatchText}</p>
      <Button onClick={onClear}>{words.clear}</Button>
    </div>
  )
}

function NothingAdded() {
  return (
    <p className="card sending" role="status">
      {useWords(libraryWords).folderEmpty}
    </p>
  )
}

const SHARES = 1000

/** Files of a batch are counted in its own bar. */
function SendingStrip({ sending, isBatch }: { readonly sending: Sending; readonly isBatch: boolean }) {
  const words = useWords(libraryWords)
  const read = useReader()
  const { total, done, share, refusals, forget } = sending
  return (
    <div aria-live="polite">
      {total === 0 || isBatch ? null : (
        <div className="card sending">
          <span>{words.sending(total)}</span>
          <ProgressMeter done={Math.round(share * SHARES)} total={SHARES} />
          <span className="muted num">{words.sendingOf(done, total)}</span>
        </div>
      )}
      {refusals.length === 0 ? null : (
        <div className="card refusals" role="alert">
          <h2>{words.refused(refusals.length)}</h2>
          <ul>
            {refusals.map(({ id, name, problem }) => (
              <li key={id}>
                <b>{name}</b>：{read(problem.title)}。<span className="muted">{read(problem.remedy)}</span>
              </li>
            ))}
          </ul>
          <Button onClick={forget}>{words.dismiss}</Button>
        </div>
      )}
    </div>
  )
}
