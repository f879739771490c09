import Button from 'antd/es/button'
import { useEffect, useId, useRef, useState } from 'react'
import type { DocumentView, ProblemView } from '../../src/app/server/index.ts'
import { removeDocument } from '../api/documents.ts'
import { RequestProblem } from '../api/request.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { titleOf } from './filters.ts'
import { words as libraryWords } from './words.ts'

interface Props {
  readonly document: DocumentView
  readonly onClose: () => void
}

/** Asks before a document is deleted, for nothing brings it back. */
export function Removal({ document, onClose }: Props) {
  const words = useWords(libraryWords)
  const common = useWords(terms)
  const read = useReader()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  useEffect(() => dialog.current?.showModal(), [])
  const remove = (): void => {
    setIsBusy(true)
    removeDocument(document.sha256)
      .then(() => dialog.current?.close())
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
      .finally(() => setIsBusy(false))
  }
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{words.deleteTitle}</h2>
      <p className="ask-subject">{titleOf(document)}</p>
      <p className="muted">{words.deleteText}</p>
      {problem === null ? null : (
        <p role="alert" className="ask-problem">
          {read(problem.title)} {read(problem.remedy)}
        </p>
      )}
      <div className="ask-ways">
        <Button onClick={() => dialog.current?.close()}>{common.cancel}</Button>
        <Button danger type="primary" loading={isBusy} onClick={remove}>
          {common.delete}
        </Button>
      </div>
    </dialog>
  )
}
