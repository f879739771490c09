import Segmented from 'antd/es/segmented'
import Select from 'antd/es/select'
import { useEffect, useState } from 'react'
import type { DocumentView, FindingView, TableView } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { Elsewhere } from './elsewhere.tsx'
import { FormsView } from './forms-view.tsx'
import type { Mark } from './marks.ts'
import { Pane } from './pane.tsx'
import type { NamedPlace } from './places.ts'
import { useLinks } from './signal.ts'
import { TableGrid } from './table-grid.tsx'
import { words as documentWords } from './words.ts'

interface Props {
  readonly document: DocumentView
  readonly isShown: boolean
  readonly tables: readonly TableView[]
  readonly tableId: string
  readonly marks: readonly Mark[]
  readonly active: FindingView | null
  readonly onTable: (id: string) => void
  readonly onPlace: (place: NamedPlace) => void
}

const nameOf = ({ number, title }: TableView): string => [number, title].filter((part) => part).join('　')

/** What was read: the tables of figures, and the performance forms where there are any. */
export function ReadingPane(props: Props) {
  const words = useWords(documentWords)
  const { document, tables, tableId, active } = props
  const links = useLinks()
  const [tab, setTab] = useState<'tables' | 'forms'>(tables.length === 0 && hasForms(document) ? 'forms' : 'tables')
  const table = tables.find(({ id }) => id === tableId) ?? tables[0]
  useEffect(() => links.showInTable.listen(() => setTab('tables')), [links])
  const tools = hasForms(document) ? (
    <Segmented<'tables' | 'forms'>
      size="small"
      className="no-print"
      value={tab}
      onChange={setTab}
      options={[
        { value: 'tables', label: words.figureTables(tables.length) },
        { value: 'forms', label: words.performanceForms(document.overview?.forms ?? 0) },
      ]}
    />
  ) : null
  const title = hasForms(document) ? words.read : words.tables
  return (
    <Pane name="reading" title={title} isShown={props.isShown} tools={tools}>
      {tab === 'forms' ? <FormsView document={document} onPlace={props.onPlace} /> : null}
      {tab === 'tables' && table !== undefined ? (
        <>
          <TableChoice tables={tables} table={table} marks={props.marks} onTable={props.onTable} />
          <TableGrid table={table} marks={props.marks} active={active?.id ?? null} />
          <Elsewhere document={document} active={active} onPlace={props.onPlace} />
        </>
      ) : null}
      {tab === 'tables' && table === undefined ? (
        <div className="pane-empty">
          <p>{words.noTables}</p>
          <p className="muted">{words.noTablesText}</p>
        </div>
      ) : null}
    </Pane>
  )
}

const hasForms = ({ overview }: DocumentView): boolean => overview !== null && overview.forms > 0

interface ChoiceProps {
  readonly tables: readonly TableView[]
  readonly table: TableView
  readonly marks: readonly Mark[]
  readonly onTable: (id: string) => void
}

function TableChoice({ tables, table, marks, onTable }: ChoiceProps) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const wrongIn = (id: string): number =>
    new Set(
      marks.filter(({ key, severity }) => key?.table === id && severity === 'error').map(({ finding }) => finding),
    ).size
  const unit = table.unit === null ? null : (common.unit[table.unit as keyof typeof common.unit] ?? table.unit)
  return (
    <div className="table-choice">
      <Select
        aria-label={words.table}
        className="table-select no-print"
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'search' }}
        value={table.id}
        onChange={onTable}
        options={tables.map((choice) => ({
          value: choice.id,
          search: nameOf(choice),
          label: (
            <span className="table-option" title={nameOf(choice)}>
              <span className="cut">{nameOf(choice)}</span>
              {wrongIn(choice.id) === 0 ? null : (
                <span className="table-wrong num">
                  <i className="mark error" aria-hidden="true" /> {wrongIn(choice.id)}
                </span>
              )}
            </span>
          ),
        }))}
      />
      <b className="print-only">{nameOf(table)}</b>
      <span className="grow" />
      <span className="muted num">{words.rowsOf(table.rows.length)}</span>
      <span className="muted">{unit === null ? words.noUnit : words.unitCaption(unit)}</span>
    </div>
  )
}
