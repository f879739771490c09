import { useWords } from '../language/language.tsx'
import { words as ledgerWords } from './words.ts'

const SHOWN = 12

/** Who did it or what it was done to: its name where the reader may know it, else what kind and the beginning of its id. */
export function Party({ id, name }: { readonly id: string; readonly name: string | null }) {
  const words = useWords(ledgerWords)
  const [kind = '', ...rest] = id.split(':')
  const own = rest.join(':')
  if (name !== null) return <span title={id}>{name}</span>
  if (own === '') return <span>{words.parties[id] ?? id}</span>
  return (
    <span title={id}>
      {words.kinds[kind] ?? kind} <span className="code faint">{own.slice(0, SHOWN)}</span>
    </span>
  )
}
