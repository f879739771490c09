import Input from 'antd/es/input'
import { useWords } from '../language/language.tsx'
import { Field } from './field.tsx'
import { words as boardWords } from './words.ts'

export interface Days {
  readonly approvedOn: string
  /** Empty: as the law says. */
  readonly dueOn: string
}

export function DaysFields({ days, onDays }: { readonly days: Days; readonly onDays: (days: Days) => void }) {
  const words = useWords(boardWords)
  return (
    <div className="board-days">
      <Field label={words.approvedOn}>
        {(id) => (
          <Input
            id={id}
            type="date"
            required
            value={days.approvedOn}
            onChange={(event) => onDays({ ...days, approvedOn: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.dueOn} hint={words.dueHow}>
        {(id) => (
          <Input
            id={id}
            type="date"
            min={days.approvedOn}
            value={days.dueOn}
            onChange={(event) => onDays({ ...days, dueOn: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
