import { type ReactNode, useId } from 'react'

interface Props {
  readonly name: string
  readonly title: string
  readonly tools?: ReactNode
  readonly isShown: boolean
  readonly children: ReactNode
}

/** One of the panes beside each other; on a narrow screen only the one chosen shows. */
export function Pane({ name, title, tools, isShown, children }: Props) {
  const id = useId()
  return (
    <section className={`card pane pane-${name} ${isShown ? 'is-shown' : ''}`} aria-labelledby={id}>
      <div className="pane-head">
        <h2 id={id}>{title}</h2>
        {tools}
      </div>
      {children}
    </section>
  )
}
