import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Skeleton from 'antd/es/skeleton'
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { AssignedKindView, BoardLine, BoardState, BoardView } from '../../src/app/server/index.ts'
import { type BoardChoice, boardExport, useBoard, useOwed } from '../api/board.ts'
import { download } from '../api/files.ts'
import { useMay } from '../api/me.ts'
import { useLanguage, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { useKept } from '../library/kept.ts'
import { FailedQuery } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import '../library/library.css'
import './board.css'
import { BoardTable } from './board-table.tsx'
import { ChangeForm } from './change-form.tsx'
import { GiveForm } from './give-form.tsx'
import { type BoardFilters, type BoardSorting, filterLines, noBoardFilters, sortLines } from './lines.ts'
import { words as boardWords } from './words.ts'

const KINDS: readonly AssignedKindView[] = ['budget', 'final-account', 'performance-goals', 'self-evaluation']
const STATES: readonly (BoardState | 'expected')[] = [
  'expected',
  'arrived',
  'missing',
  'late',
  'certified',
  'uncertified',
  'errors',
  'unreadable',
  'unexpected',
]

/** What departments have to hand in: all of them for who may see the board, their own for the others. */
export default function BoardPage() {
  const words = useWords(boardWords)
  const common = useWords(terms)
  const may = useMay()
  useEffect(() => {
    document.title = `${words.board} · ${common.brand}`
  }, [words, common])
  return may('board.read') ? <Board /> : <Owed />
}

function Board() {
  const words = useWords(boardWords)
  const { language } = useLanguage()
  const may = useMay()
  const [choice, setChoice] = useKept<BoardChoice>('board', { year: null, kinds: ['budget'] })
  const [giving, setGiving] = useState(false)
  const board = useBoard(choice, true)
  return (
    <div className="library">
      <TopBar title={words.board}>
        <span className="grow" />
        <Button onClick={() => void download(boardExport(choice, language))}>{words.export}</Button>
        {may('assignment.give') ? (
          <Button type="primary" onClick={() => setGiving(true)}>
            {words.give}
          </Button>
        ) : null}
      </TopBar>
      <main className="library-body">
        {board.isPending ? <Skeleton active paragraph={{ rows: 8 }} className="card library-skeleton" /> : null}
        {board.isError ? <FailedQuery error={board.error} retry={() => void board.refetch()} /> : null}
        {board.isSuccess ? <BoardSheet board={board.data} choice={choice} onChoice={setChoice} /> : null}
      </main>
      {giving ? <GiveForm year={board.data?.year ?? null} onClose={() => setGiving(false)} /> : null}
    </div>
  )
}

interface SheetProps {
  readonly board: BoardView
  readonly choice: BoardChoice
  readonly onChoice: (choice: BoardChoice) => void
}

function BoardSheet({ board, choice, onChoice }: SheetProps) {
  const words = useWords(boardWords)
  const common = useWords(terms)
  return (
    <Sheet
      lines={board.lines}
      totals={board.totals}
      isMixed={choice.kinds.length > 1}
      empty={<Empty title={words.emptyTitle} text={words.emptyText} />}
    >
      <Select<number>
        aria-label={words.year}
        value={board.year}
        options={board.years.map((year) => ({ value: year, label: common.year(year) }))}
        onChange={(year) => onChoice({ ...choice, year })}
      />
      <Select<AssignedKindView | ''>
        className="board-kinds"
        aria-label={words.kinds}
        value={choice.kinds.length > 1 ? '' : (choice.kinds[0] ?? '')}
        options={[
          ...KINDS.map((kind) => ({ value: kind, label: common.kind[kind] })),
          { value: '' as const, label: words.everyKind },
        ]}
        onChange={(kind) => onChoice({ ...choice, kinds: kind === '' ? KINDS : [kind] })}
      />
    </Sheet>
  )
}

function Owed() {
  const words = useWords(boardWords)
  const owed = useOwed(true)
  return (
    <div className="library">
      <TopBar title={words.board} />
      <main className="library-body">
        <h2>{words.owed}</h2>
        {owed.isPending ? <Skeleton active className="card library-skeleton" /> : null}
        {owed.isError ? <FailedQuery error={owed.error} retry={() => void owed.refetch()} /> : null}
        {owed.isSuccess ? (
          <Sheet
            lines={owed.data}
            totals={null}
            isMixed
            empty={<Empty title={words.owedEmptyTitle} text={words.owedEmptyText} />}
          />
        ) : null}
      </main>
    </div>
  )
}

interface ListProps {
  readonly lines: readonly BoardLine[]
  readonly totals: BoardView['totals'] | null
  readonly isMixed: boolean
  readonly empty: ReactNode
  readonly children?: ReactNode
}

function Sheet({ lines, totals, isMixed, empty, children }: ListProps) {
  const words = useWords(boardWords)
  const [filters, setFilters] = useKept<BoardFilters>('board-filters', noBoardFilters)
  const [sorting, setSorting] = useKept<BoardSorting>('board-sorting', { key: 'code', isDescending: false })
  const [changing, setChanging] = useState<BoardLine | null>(null)
  const sought = useDeferredValue(filters)
  const shown = useMemo(() => sortLines(filterLines(lines, sought), sorting), [lines, sought, sorting])
  const mayChange = lines.some(({ mayGive }) => mayGive)
  return (
    <>
      {totals === null ? null : <Totals totals={totals} filters={filters} onFilter={setFilters} />}
      <search className="library-tools no-print">
        {children}
        <Input
          type="search"
          allowClear
          className="library-search"
          placeholder={words.search}
          aria-label={words.searchLabel}
          value={filters.text}
          onChange={(event) => setFilters({ ...filters, text: event.target.value })}
        />
        <span className="grow" />
        <span className="muted num">{words.shown(shown.length, lines.length)}</span>
      </search>
      {lines.length === 0 ? empty : null}
      {lines.length > 0 && shown.length === 0 ? (
        <Empty title={words.noMatchTitle} text="">
          <Button onClick={() => setFilters(noBoardFilters)}>{words.clear}</Button>
        </Empty>
      ) : null}
      {shown.length === 0 ? null : (
        <BoardTable
          lines={shown}
          isMixed={isMixed}
          sorting={sorting}
          onSort={setSorting}
          onChange={mayChange ? setChanging : null}
        />
      )}
      {changing === null ? null : <ChangeForm line={changing} onClose={() => setChanging(null)} />}
    </>
  )
}

interface TotalsProps {
  readonly totals: BoardView['totals']
  readonly filters: BoardFilters
  readonly onFilter: (filters: BoardFilters) => void
}

/** How many lines stand how; each figure filters the lines. */
function Totals({ totals, filters, onFilter }: TotalsProps) {
  const words = useWords(boardWords)
  return (
    <fieldset className="card board-totals">
      {STATES.filter((state) => state === 'expected' || totals[state] > 0).map((state) => (
        <button
          key={state}
          type="button"
          className={`plain-button board-total ${state}`}
          aria-pressed={filters.state === state}
          onClick={() => onFilter({ ...filters, state: filters.state === state ? null : state })}
        >
          <b className="num">{totals[state]}</b>
          <span>{state === 'expected' ? words.expected : words.state[state]}</span>
        </button>
      ))}
    </fieldset>
  )
}

function Empty({
  title,
  text,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}) {
  return (
    <div className="empty-shelf">
      <h2>{title}</h2>
      <p className="muted board-empty-text">{text}</p>
      {children}
    </div>
  )
}
