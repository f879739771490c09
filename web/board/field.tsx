import { type ReactNode, useId } from 'react'

interface Props {
  readonly label: string
  readonly hint?: string
  /** The input, under the id that the label names. */
  readonly children: (id: string) => ReactNode
}

export function Field({ label, hint, children }: Props) {
  const id = useId()
  return (
    <div className="board-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint === undefined ? null : <span className="faint">{hint}</span>}
    </div>
  )
}
