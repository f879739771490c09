import Button from 'antd/es/button'
import { useId, useRef, useState } from 'react'
import { useWords } from '../language/language.tsx'
import { words as peopleWords } from './words.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly note: string
}

/** A secret that is shown this once: a link, a password, a key; with a button that copies it. */
export function OnceShown({ label, value, note }: Props) {
  const words = useWords(peopleWords)
  const box = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  const id = useId()
  const copy = async (): Promise<void> => {
    box.current?.select()
    // Without https browsers offer no clipboard to other machines than this one.
    if (navigator.clipboard === undefined) document.execCommand('copy')
    else await navigator.clipboard.writeText(value).catch(() => document.execCommand('copy'))
    setIsCopied(true)
  }
  return (
    <div className="once-shown" role="status">
      <label htmlFor={id}>{label}</label>
      <span className="once-line">
        <input id={id} ref={box} readOnly value={value} onFocus={(event) => event.target.select()} />
        <Button type="primary" onClick={() => void copy()}>
          {isCopied ? words.copied : words.copy}
        </Button>
      </span>
      <p className="muted">{note}</p>
    </div>
  )
}
