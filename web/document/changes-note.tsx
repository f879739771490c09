import { useState } from 'react'
import type { ChangesView, DiscussedView, DocumentView } from '../../src/app/server/index.ts'
import { useChanges } from '../api/decisions.ts'
import { useReader, useWords } from '../language/language.tsx'
import { useDiscussion } from './discussion.ts'
import { Statements } from './finding-talk.tsx'
import { words as documentWords } from './words.ts'

/** What this version of the program finds otherwise than the one before. */
export function ChangesNote({ document }: { readonly document: DocumentView }) {
  const words = useWords(documentWords)
  const [isOpen, setIsOpen] = useState(false)
  const { appeared, gone } = document.changes ?? { appeared: 0, gone: 0 }
  if (appeared + gone === 0) return null
  return (
    <details className="pane-note no-print" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{words.changes(appeared, gone)}</summary>
      {isOpen ? <Changes document={document} /> : null}
    </details>
  )
}

function Changes({ document }: { readonly document: DocumentView }) {
  const words = useWords(documentWords)
  const { data } = useChanges(document)
  if (data === undefined) return null
  return (
    <>
      <ChangedList head={words.appeared} findings={data.appeared} />
      <ChangedList head={words.noLonger} findings={data.gone} />
    </>
  )
}

function ChangedList({ head, findings }: { readonly head: string; readonly findings: ChangesView['gone'] }) {
  const read = useReader()
  if (findings.length === 0) return null
  return (
    <>
      <h3>{head}</h3>
      <ul>
        {findings.map(({ key, title, message }) => (
          <li key={key}>
            <b>{read(title)}</b> <span className="muted">{read(message)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What was said of findings that are not found any more. */
export function GoneFindings() {
  const words = useWords(documentWords)
  const { gone } = useDiscussion()
  if (gone.length === 0) return null
  return (
    <details className="pane-note no-print">
      <summary>{words.goneFindings(gone.length)}</summary>
      <ul>
        {gone.map((finding) => (
          <GoneFinding key={finding.key} finding={finding} />
        ))}
      </ul>
    </details>
  )
}

function GoneFinding({ finding }: { readonly finding: DiscussedView }) {
  const read = useReader()
  return (
    <li>
      <b>{read(finding.title)}</b> <span className="muted">{read(finding.message)}</span>
      <Statements statements={finding.statements} />
    </li>
  )
}
