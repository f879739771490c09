import Button from 'antd/es/button'
import { useState } from 'react'
import type { LedgerState, VerificationView } from '../../src/app/server/index.ts'
import { download } from '../api/files.ts'
import { useLedgerState, useVerification, useVerifying } from '../api/ledger.ts'
import { useMay } from '../api/me.ts'
import { useMoment, useReader, useWords } from '../language/language.tsx'
import { grouped, useAge } from '../language/measures.ts'
import { Refusal, useActing } from '../look/acting.tsx'
import { FailedQuery, ProgressMeter } from '../look/state.tsx'
import { KeysDrawer } from './keys-drawer.tsx'
import { words as ledgerWords } from './words.ts'

const isRunning = (verification: VerificationView | null | undefined): boolean =>
  verification?.state === 'queued' || verification?.state === 'running'

/** Where the ledger ends, how far it is sealed, and whether it holds. */
export function Soundness() {
  const words = useWords(ledgerWords)
  const may = useMay()
  const state = useLedgerState()
  const verification = useVerification()
  const verify = useVerifying()
  const { isBusy, problem, act } = useActing()
  const [isOpen, setIsOpen] = useState(false)
  if (state.isError) return <FailedQuery error={state.error} retry={() => void state.refetch()} />
  return (
    <section className="card soundness" aria-label={words.verify}>
      <div className="soundness-line">
        {state.data === undefined ? null : <Ends state={state.data} />}
        <span className="grow" />
        <Button
          type="primary"
          loading={isRunning(verification.data)}
          disabled={isBusy}
          onClick={() => act(() => verify())}
        >
          {isRunning(verification.data) ? words.verifying : words.verify}
        </Button>
        {may('ledger.export') ? (
          <Button disabled={isBusy} onClick={() => act(() => download('/api/ledger/export'))}>
            {words.export}
          </Button>
        ) : null}
        <Button onClick={() => setIsOpen(true)}>{words.keys}</Button>
      </div>
      <div role="status">
        {verification.isSuccess ? <Verdict verification={verification.data} /> : null}
        <Refusal problem={problem} />
      </div>
      {isOpen && state.data !== undefined ? <KeysDrawer state={state.data} onClose={() => setIsOpen(false)} /> : null}
    </section>
  )
}

function Ends({ state: { head, seal } }: { readonly state: LedgerState }) {
  const words = useWords(ledgerWords)
  const moment = useMoment()
  const age = useAge()
  return (
    <>
      <b className="num">{words.entries(grouped(head.number))}</b>
      {head.number === 0 ? null : <span className="muted">{words.lastAt(moment(head.at))}</span>}
      {seal === null ? (
        <span className="chip doubt">{words.notSealed}</span>
      ) : (
        <span className="chip right">{words.sealedTo(grouped(seal.upTo), age(seal.at))}</span>
      )}
      {seal?.stampedAt == null ? null : <span className="chip right">{words.stamped}</span>}
    </>
  )
}

function Verdict({ verification }: { readonly verification: VerificationView | null }) {
  const words = useWords(ledgerWords)
  const read = useReader()
  const moment = useMoment()
  if (verification === null) return <p className="faint">{words.neverVerified}</p>
  const { verdict, failure, done, total, finishedAt } = verification
  if (isRunning(verification))
    return (
      <div className="soundness-progress">
        <ProgressMeter done={done} total={total ?? 0} />
        {total === null ? null : (
          <span className="muted num">
            {grouped(done)} / {grouped(total)}
          </span>
        )}
      </div>
    )
  if (verdict?.broken != null) {
    const { thing, number, reason } = verdict.broken
    return (
      <p className="soundness-broken">
        <i className="mark error" aria-hidden="true" />
        <b>{words.broken(words.things[thing], grouped(number))}</b>
        <span>{read(reason)}</span>
        <span className="muted">{words.brokenRemedy}</span>
      </p>
    )
  }
  if (verdict !== null)
    return <p className="soundness-held">✓ {words.holds(grouped(verdict.entries), moment(finishedAt ?? ''))}</p>
  return (
    <p className="muted">{failure === null ? words.neverVerified : `${read(failure.title)} ${read(failure.remedy)}`}</p>
  )
}
