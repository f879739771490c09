import type { AccountStatusView } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { words as peopleWords } from './words.ts'

const TONE: Readonly<Record<AccountStatusView, string>> = { invited: 'doubt', active: 'right', disabled: '' }

export function StatusChip({ status }: { readonly status: AccountStatusView }) {
  return <span className={`chip ${TONE[status]}`}>{useWords(peopleWords).status[status]}</span>
}
