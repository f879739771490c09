import Input from 'antd/es/input'
import { useId } from 'react'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly autoComplete: 'username' | 'current-password' | 'new-password'
  readonly isPassword?: boolean
  readonly isFirst?: boolean
  readonly fault?: string | undefined
}

/** A labelled box of a form. */
export function Field({ label, value, onChange, autoComplete, isPassword = false, isFirst = false, fault }: Props) {
  const id = useId()
  const Box = isPassword ? Input.Password : Input
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Box
        id={id}
        value={value}
        autoComplete={autoComplete}
        autoFocus={isFirst}
        required
        {...(fault === undefined ? {} : { status: 'error', 'aria-describedby': `${id}-fault` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault === undefined ? null : (
        <p id={`${id}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </div>
  )
}
