import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { type LedgerFilters, noLedgerFilters } from '../api/ledger.ts'
import { useWords } from '../language/language.tsx'
import { words as ledgerWords } from './words.ts'

interface Props {
  readonly filters: LedgerFilters
  readonly onFilter: (filters: LedgerFilters) => void
}

export function FilterBar({ filters, onFilter }: Props) {
  const words = useWords(ledgerWords)
  const isNarrowed = Object.values(filters).some((value) => value !== '')
  const acts = Object.entries(words.acts).map(([value, label]) => ({ value, label }))
  return (
    <search className="tools">
      <Input
        allowClear
        className="text-box"
        aria-label={words.filters.who}
        placeholder={`${words.filters.who}：${words.whoHint}`}
        value={filters.who}
        onChange={(event) => onFilter({ ...filters, who: event.target.value })}
      />
      <Select<string>
        className="choice"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={words.filters.what}
        popupMatchSelectWidth={false}
        value={filters.what}
        options={[{ value: '', label: words.filters.every }, ...acts]}
        onChange={(what) => onFilter({ ...filters, what })}
      />
      <Input
        allowClear
        className="text-box"
        aria-label={words.filters.subject}
        placeholder={`${words.filters.subject}：${words.subjectHint}`}
        value={filters.subject}
        onChange={(event) => onFilter({ ...filters, subject: event.target.value })}
      />
      {(['from', 'until'] as const).map((end) => (
        <Input
          key={end}
          type="date"
          prefix={<span className="muted">{words.filters[end]}</span>}
          className="day-box"
          aria-label={words.filters[end]}
          value={filters[end]}
          onChange={(event) => onFilter({ ...filters, [end]: event.target.value })}
        />
      ))}
      {isNarrowed ? (
        <Button type="text" onClick={() => onFilter(noLedgerFilters)}>
          {words.clear}
        </Button>
      ) : null}
    </search>
  )
}
