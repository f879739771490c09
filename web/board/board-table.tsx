import { memo } from 'react'
import { Link } from 'wouter'
import type { BoardLine, BoardState } from '../../src/app/server/index.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import type { BoardSorting, BoardSortKey } from './lines.ts'
import { words as boardWords } from './words.ts'

interface Props {
  readonly lines: readonly BoardLine[]
  /** Several kinds or years stand side by side and must be named. */
  readonly isMixed: boolean
  readonly sorting: BoardSorting
  readonly onSort: (sorting: BoardSorting) => void
  /** Null: nobody here may change anything. */
  readonly onChange: ((line: BoardLine) => void) | null
}

const HEADS: readonly (BoardSortKey | 'state')[] = [
  'code',
  'name',
  'kind',
  'due',
  'arrived',
  'late',
  'state',
  'error',
  'warning',
]
const FIGURES: ReadonlySet<string> = new Set(['error', 'warning'])
const FROM_ABOVE: ReadonlySet<string> = new Set(['late', 'error', 'warning'])

export function BoardTable({ lines, isMixed, sorting, onSort, onChange }: Props) {
  const words = useWords(boardWords)
  const heads = HEADS.filter((head) => isMixed || head !== 'kind')
  return (
    <section className="card board-list" aria-label={words.board}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <Head key={head} head={head} sorting={sorting} onSort={onSort} />
            ))}
            {onChange === null ? null : (
              <th className="board-change no-print">
                <span className="unseen">{words.heads.change}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line
              key={`${line.assignment ?? ''} ${line.document?.sha256 ?? ''}`}
              line={line}
              isMixed={isMixed}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Head({
  head,
  sorting,
  onSort,
}: { readonly head: BoardSortKey | 'state' } & Pick<Props, 'sorting' | 'onSort'>) {
  const words = useWords(boardWords)
  const className = `board-${head} ${FIGURES.has(head) ? 'num' : ''}`
  if (head === 'state') return <th className={className}>{words.heads.state}</th>
  const isSorted = sorting.key === head
  const isDescending = isSorted ? !sorting.isDescending : FROM_ABOVE.has(head)
  return (
    <th className={className} aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="plain-button" onClick={() => onSort({ key: head, isDescending })}>
        {words.heads[head]}
        <span aria-hidden="true" className="sort-sign">
          {isSorted ? (sorting.isDescending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  )
}

const Line = memo(function Line({
  line,
  isMixed,
  onChange,
}: { readonly line: BoardLine } & Pick<Props, 'isMixed' | 'onChange'>) {
  const words = useWords(boardWords)
  const common = useWords(terms)
  return (
    <tr className="board-line">
      <td className="board-code num faint">{line.code}</td>
      <td className="board-name">
        <div className="cut" title={line.name}>
          {line.document === null ? (
            line.name
          ) : (
            <Link href={`/documents/${line.document.sha256}`} title={line.document.name}>
              {line.name === '' ? line.document.name : line.name}
            </Link>
          )}
        </div>
        {line.note === '' ? null : (
          <div className="cut faint" title={line.note}>
            {line.note}
          </div>
        )}
      </td>
      {isMixed ? (
        <td className="board-kind">
          {common.kind[line.kind]} <span className="faint num">{line.year}</span>
        </td>
      ) : null}
      <td className="board-due num" title={line.approvedOn === null ? '' : words.approvedOnDay(line.approvedOn)}>
        {line.dueOn ?? '—'}
      </td>
      <td className="board-arrived num">
        {line.arrivedOn ?? '—'}
        {line.document !== null && line.document.editions > 1 ? (
          <span className="faint"> {words.editions(line.document.editions)}</span>
        ) : null}
      </td>
      <td className="board-late num">
        <Days line={line} />
      </td>
      <td className="board-state">
        <Chips line={line} />
      </td>
      <Count kind="error" count={line.open?.error} />
      <Count kind="warning" count={line.open?.warning} />
      {onChange === null ? null : (
        <td className="board-change no-print">
          {line.mayGive ? (
            <button
              type="button"
              className="plain-button tool"
              aria-label={words.changeLabel(line.name)}
              onClick={() => onChange(line)}
            >
              ⋯
            </button>
          ) : null}
        </td>
      )}
    </tr>
  )
})

function Days({ line: { daysLate, arrivedOn } }: { readonly line: BoardLine }) {
  const words = useWords(boardWords)
  if (daysLate === null) return <span className="faint">—</span>
  if (daysLate > 0) return <span className="board-overdue">{words.daysLate(daysLate)}</span>
  if (arrivedOn !== null) return <span className="faint">{daysLate === 0 ? words.onTime : words.early(-daysLate)}</span>
  return <span>{daysLate === 0 ? words.dueToday : words.daysLeft(-daysLate)}</span>
}

const CHIPS: Readonly<Record<BoardState, string>> = {
  missing: '',
  late: 'wrong',
  arrived: 'accent',
  certified: 'right',
  uncertified: 'doubt',
  errors: 'wrong',
  unreadable: 'wrong',
  unexpected: '',
}

/** Days and counts stand in columns of their own: what they say already needs no chip. */
const SAID_ELSEWHERE: ReadonlySet<BoardState> = new Set(['late', 'arrived'])

function Chips({ line }: { readonly line: BoardLine }) {
  const words = useWords(boardWords)
  const read = useReader()
  const shown = line.states.filter((state) => !SAID_ELSEWHERE.has(state))
  return (
    <span className="board-chips">
      {shown.map((state) => (
        <span
          key={state}
          className={`chip ${CHIPS[state]}`}
          title={state === 'uncertified' ? line.uncertain.map(read).join('\n') : ''}
        >
          {words.state[state]}
        </span>
      ))}
    </span>
  )
}

function Count({ kind, count }: { readonly kind: 'error' | 'warning'; readonly count: number | undefined }) {
  const words = useWords(terms)
  if (count === undefined) return <td className={`num faint board-${kind} none`}>—</td>
  return (
    <td className={`num board-${kind} document-count ${count > 0 ? kind : 'none'}`}>
      {count > 0 ? (
        <span title={words.findings[kind](count)}>
          <i className={`mark ${kind}`} aria-hidden="true" /> {count}
        </span>
      ) : (
        <span className="faint">0</span>
      )}
    </td>
  )
}
