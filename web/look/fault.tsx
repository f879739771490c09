import { Component, type ReactNode } from 'react'
import { words as faultWords } from './words.ts'

interface Props {
  readonly children: ReactNode
}

/**
 * A defect of the page is said in both languages, for the page can no longer tell which was chosen, and the way on is
 * to load it again: documents and results lie with the server.
 */
export class Fault extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <div className="problem" role="alert">
        <h2>
          {faultWords.zh.fault} {faultWords.en.fault}
        </h2>
        <p>{faultWords.zh.faultRemedy}</p>
        <p>{faultWords.en.faultRemedy}</p>
        <p className="faint">{error.message}</p>
        <a href={window.location.pathname}>
          {faultWords.zh.reload} {faultWords.en.reload}
        </a>
      </div>
    )
  }
}
