import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import { type ChangeEvent, useRef, useState } from 'react'
import type { AssignedKindView, AssignmentListOutcome, ProblemView } from '../../src/app/server/index.ts'
import { useAssignable, useAssigning } from '../api/board.ts'
import { RequestProblem } from '../api/request.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { Drawer } from '../look/drawer.tsx'
import { ProblemNote } from '../look/state.tsx'
import { DaysFields } from './days-fields.tsx'
import { Field } from './field.tsx'
import { words as boardWords } from './words.ts'

const KINDS: readonly AssignedKindView[] = ['budget', 'final-account', 'performance-goals', 'self-evaluation']

/** What a form keeps while it is sent, and after. */
function useSend<Result>() {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const [result, setResult] = useState<Result | null>(null)
  const send = (work: () => Promise<Result>): void => {
    setIsBusy(true)
    setProblem(null)
    setResult(null)
    work()
      .then(setResult)
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
      .finally(() => setIsBusy(false))
  }
  return { isBusy, problem, result, send }
}

export function GiveForm({ year, onClose }: { readonly year: number | null; readonly onClose: () => void }) {
  const words = useWords(boardWords)
  const [forYear, setForYear] = useState(year ?? new Date().getFullYear())
  return (
    <Drawer title={words.giveTitle} onClose={onClose}>
      <div className="board-form">
        <Field label={words.year}>
          {(id) => (
            <InputNumber
              id={id}
              min={1990}
              max={2100}
              value={forYear}
              onChange={(value) => setForYear(value ?? forYear)}
            />
          )}
        </Field>
        <ToAll year={forYear} />
        <hr />
        <ByList year={forYear} />
      </div>
    </Drawer>
  )
}

function ToAll({ year }: { readonly year: number }) {
  const words = useWords(boardWords)
  const common = useWords(terms)
  const { give } = useAssigning()
  const assignable = useAssignable()
  const [below, setBelow] = useState<string | null>(null)
  const [kinds, setKinds] = useState<readonly AssignedKindView[]>(['budget'])
  const [days, setDays] = useState({ approvedOn: '', dueOn: '' })
  const [note, setNote] = useState('')
  const { isBusy, problem, result, send } = useSend<{ given: number; changed: number; unchanged: number }>()
  const top = below ?? assignable.data?.[0]?.organisation ?? ''
  const submit = (): void => {
    const due = days.dueOn === '' ? {} : { dueOn: days.dueOn }
    send(() => give({ below: top, year, kinds, approvedOn: days.approvedOn, note, ...due }))
  }
  return (
    <form
      className="board-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="board-field">
        <span id="board-to">
          {words.to} <span className="faint">{words.toHow}</span>
        </span>
        <Select<string>
          showSearch={{ optionFilterProp: 'label' }}
          aria-labelledby="board-to"
          loading={assignable.isPending}
          value={top}
          options={(assignable.data ?? []).map(({ organisation, code, name, departments }) => ({
            value: organisation,
            label: `${code}　${name}　${words.departments(departments)}`,
          }))}
          onChange={setBelow}
          getPopupContainer={(node) => node.closest('dialog') ?? document.body}
        />
      </div>
      <fieldset className="board-field">
        <legend>{words.kinds}</legend>
        <Checkbox.Group
          value={[...kinds]}
          options={KINDS.map((kind) => ({ value: kind, label: common.kind[kind] }))}
          onChange={(chosen) => setKinds(chosen)}
        />
      </fieldset>
      <DaysFields days={days} onDays={setDays} />
      <Field label={words.note}>
        {(id) => <Input id={id} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      {problem === null ? null : <ProblemNote problem={problem} />}
      <div className="ask-ways">
        {result === null ? null : (
          <span role="status" className="grow">
            {words.given(result.given, result.changed, result.unchanged)}
          </span>
        )}
        <Button
          type="primary"
          htmlType="submit"
          loading={isBusy}
          disabled={top === '' || kinds.length === 0 || days.approvedOn === ''}
        >
          {words.submit}
        </Button>
      </div>
    </form>
  )
}

function ByList({ year }: { readonly year: number }) {
  const words = useWords(boardWords)
  const read = useReader()
  const { giveByList } = useAssigning()
  const file = useRef<HTMLInputElement>(null)
  const { isBusy, problem, result, send } = useSend<AssignmentListOutcome>()
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const [chosen] = event.target.files ?? []
    if (chosen !== undefined) send(() => giveByList(year, chosen))
    event.target.value = ''
  }
  return (
    <div className="board-form">
      <h3>{words.byList}</h3>
      <p className="muted">{words.byListHow}</p>
      <input ref={file} type="file" hidden accept=".xlsx,.xls,.csv" aria-label={words.chooseList} onChange={choose} />
      <div>
        <Button loading={isBusy} onClick={() => file.current?.click()}>
          {words.chooseList}
        </Button>
      </div>
      {problem === null ? null : <ProblemNote problem={problem} />}
      {result?.outcome == null ? null : (
        <p role="status">{words.given(result.outcome.given, result.outcome.changed, result.outcome.unchanged)}</p>
      )}
      {result === null || result.refused.length === 0 ? null : (
        <div role="alert" className="board-refused">
          <p>{words.refusedRows(result.refused.length)}</p>
          <ul>
            {result.refused.map(({ row, code, reason }) => (
              <li key={row}>
                {words.row(row, code)}：{read(reason)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
