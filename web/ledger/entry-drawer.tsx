import Skeleton from 'antd/es/skeleton'
import type { LedgerEntryDetails } from '../../src/app/server/index.ts'
import { type LedgerFilters, useLedgerEntry } from '../api/ledger.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { grouped } from '../language/measures.ts'
import { Drawer } from '../look/drawer.tsx'
import { FailedQuery } from '../look/state.tsx'
import { Party } from './party.tsx'
import { words as ledgerWords } from './words.ts'

interface Props {
  readonly number: number
  readonly onNarrow: (filters: Partial<LedgerFilters>) => void
  readonly onClose: () => void
}

/** One entry with everything that it is held by. */
export function EntryDrawer({ number, onNarrow, onClose }: Props) {
  const words = useWords(ledgerWords)
  const details = useLedgerEntry(number)
  return (
    <Drawer title={words.entry(grouped(number))} onClose={onClose}>
      {details.isPending ? <Skeleton active /> : null}
      {details.isError ? <FailedQuery error={details.error} retry={() => void details.refetch()} /> : null}
      {details.isSuccess ? <Facts details={details.data} onNarrow={onNarrow} /> : null}
    </Drawer>
  )
}

const inLines = (json: string): string => JSON.stringify(JSON.parse(json), null, 2)

function Facts({ details, onNarrow }: { readonly details: LedgerEntryDetails } & Pick<Props, 'onNarrow'>) {
  const words = useWords(ledgerWords)
  const moment = useMoment()
  const { entry, payload, digest, salt, hash, previous, sm3, seal } = details
  const { facts } = words
  return (
    <dl className="facts">
      <dt>{facts.at}</dt>
      <dd>
        {moment(entry.at)} <span className="code faint">{entry.at}</span>
      </dd>
      <dt>{facts.who}</dt>
      <dd>
        <Party id={entry.who} name={entry.whoName} />{' '}
        <button type="button" className="plain-button link" onClick={() => onNarrow({ who: entry.who })}>
          {words.ofWho}
        </button>
      </dd>
      <dt>{facts.what}</dt>
      <dd>
        {words.acts[entry.what] ?? entry.what} <span className="code faint">{entry.what}</span>
      </dd>
      <dt>{facts.subject}</dt>
      <dd>
        <Party id={entry.subject} name={entry.subjectName} />{' '}
        <button type="button" className="plain-button link" onClick={() => onNarrow({ subject: entry.subject })}>
          {words.ofSubject}
        </button>
        <br />
        <span className="code faint">{entry.subject}</span>
      </dd>
      <dt>{facts.payload}</dt>
      <dd>{payload === null ? digest === null ? words.noPayload : words.erased : <pre>{inLines(payload)}</pre>}</dd>
      <Digest name={facts.digest} value={digest} />
      <Digest name={facts.salt} value={salt} />
      <Digest name={facts.hash} value={hash} />
      <Digest name={facts.previous} value={previous} />
      <Digest name={facts.sm3} value={sm3} />
      <dt>{facts.seal}</dt>
      <dd>{seal === null ? words.unsealed : words.sealNumber(grouped(seal))}</dd>
    </dl>
  )
}

function Digest({ name, value }: { readonly name: string; readonly value: string | null }) {
  if (value === null) return null
  return (
    <>
      <dt>{name}</dt>
      <dd className="code">{value}</dd>
    </>
  )
}
