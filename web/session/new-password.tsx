import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { advise } from '../api/me.ts'
import { useReader, useWords } from '../language/language.tsx'
import { Field } from './field.tsx'
import { words as sessionWords } from './words.ts'

export interface Chosen {
  readonly next: string
  readonly again: string
}

interface Props {
  readonly login: string
  readonly chosen: Chosen
  readonly onChange: (chosen: Chosen) => void
  readonly isFirst?: boolean
}

export const NOTHING_CHOSEN: Chosen = { next: '', again: '' }

/** A new password twice, with what it still lacks as it is typed. */
export function NewPassword({ login, chosen, onChange, isFirst = false }: Props) {
  const words = useWords(sessionWords)
  const { next, again } = chosen
  const differ = again !== '' && again !== next
  return (
    <>
      <Field
        label={words.next}
        value={next}
        onChange={(value) => onChange({ ...chosen, next: value })}
        autoComplete="new-password"
        isPassword
        isFirst={isFirst}
      />
      <Advice password={next} login={login} />
      <Field
        label={words.again}
        value={again}
        onChange={(value) => onChange({ ...chosen, again: value })}
        autoComplete="new-password"
        isPassword
        fault={differ ? words.different : undefined}
      />
    </>
  )
}

function Advice({ password, login }: { readonly password: string; readonly login: string }) {
  const words = useWords(sessionWords)
  const read = useReader()
  const asked = useDeferredValue(password)
  const { data } = useQuery({
    // What is typed is asked about and kept nowhere.
    queryKey: ['advice', asked.length, login, asked],
    queryFn: () => advise(asked, login),
    enabled: asked !== '',
    gcTime: 0,
  })
  if (password === '' || data === undefined) return <p className="faint advice">　</p>
  if (data.length === 0) return <p className="advice right">{words.strong}</p>
  return <p className="faint advice">{words.lacking + data.map(read).join('；')}</p>
}
