import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import type { BoardLine, ProblemView } from '../../src/app/server/index.ts'
import { useAssigning } from '../api/board.ts'
import { RequestProblem } from '../api/request.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { Drawer } from '../look/drawer.tsx'
import { ProblemNote } from '../look/state.tsx'
import { type Days, DaysFields } from './days-fields.tsx'
import { Field } from './field.tsx'
import { words as boardWords } from './words.ts'

/** Other days or another note for one assignment, or taking it back. */
export function ChangeForm({ line, onClose }: { readonly line: BoardLine; readonly onClose: () => void }) {
  const words = useWords(boardWords)
  const common = useWords(terms)
  const { change, withdraw } = useAssigning()
  const [days, setDays] = useState<Days>({ approvedOn: line.approvedOn ?? '', dueOn: line.dueOn ?? '' })
  const [note, setNote] = useState(line.note)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const run = (work: Promise<unknown>): void => {
    setProblem(null)
    work.then(onClose).catch((error: unknown) => {
      if (!(error instanceof RequestProblem)) throw error
      setProblem(error.view)
    })
  }
  const assignment = line.assignment ?? ''
  const due = days.dueOn === '' ? {} : { dueOn: days.dueOn }
  return (
    <Drawer title={words.changeTitle} onClose={onClose}>
      <form
        className="board-form"
        onSubmit={(event) => {
          event.preventDefault()
          run(change(assignment, { approvedOn: days.approvedOn, note, ...due }))
        }}
      >
        <p>
          <b>{line.name}</b>　{common.kind[line.kind]}　{common.year(line.year)}
        </p>
        <DaysFields days={days} onDays={setDays} />
        <Field label={words.note}>
          {(id) => <Input id={id} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        {problem === null ? null : <ProblemNote problem={problem} />}
        <p className="faint">{words.withdrawHow}</p>
        <div className="ask-ways">
          <Button danger onClick={() => run(withdraw(assignment))}>
            {words.withdraw}
          </Button>
          <span className="grow" />
          <Button type="primary" htmlType="submit" disabled={days.approvedOn === ''}>
            {words.save}
          </Button>
        </div>
      </form>
    </Drawer>
  )
}
