import Skeleton from 'antd/es/skeleton'
import { useState } from 'react'
import type { DocumentView, Overview, ReceiptView } from '../../src/app/server/index.ts'
import { usePart } from '../api/documents.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { Drawer } from '../look/drawer.tsx'
import { FailedQuery, TieMeter } from '../look/state.tsx'
import { words as documentWords } from './words.ts'

/** How complete the check is: what held, what broke and what could not be evaluated. */
export function Foot({ document }: { readonly document: DocumentView }) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const [isOpen, setIsOpen] = useState(false)
  const { overview } = document
  if (overview === null) return null
  const { held, broken, notEvaluated } = overview.ties
  return (
    <footer className="foot">
      <span>{words.footTables(overview.tables)}</span>
      <span className="num">{words.footTies(held + broken + notEvaluated)}</span>
      <TieMeter ties={overview.ties} width={140} />
      <span className="num tie-held">✓ {words.held(held)}</span>
      <span className="num tie-broken">● {words.broken(broken)}</span>
      <span className="num">○ {words.open(notEvaluated)}</span>
      <button type="button" className="plain-button foot-link no-print" onClick={() => setIsOpen(true)}>
        {words.receipts}
      </button>
      <span className="grow" />
      <span className={`chip ${overview.certified ? 'right' : ''}`}>
        {overview.certified ? `✓ ${common.certified}` : `○ ${common.notCertified}`}
      </span>
      <span className="foot-local">{words.local}</span>
      {isOpen ? (
        <Drawer title={words.receiptsTitle} onClose={() => setIsOpen(false)}>
          <Receipts document={document} overview={overview} />
        </Drawer>
      ) : null}
    </footer>
  )
}

function Receipts({ document, overview }: { readonly document: DocumentView; readonly overview: Overview }) {
  const words = useWords(documentWords)
  const read = useReader()
  const receipts = usePart(document, 'receipts')
  if (receipts.isError) return <FailedQuery error={receipts.error} retry={() => void receipts.refetch()} />
  if (!receipts.isSuccess) return <Skeleton active />
  return (
    <>
      {overview.uncertain.length === 0 ? null : (
        <section className="receipts-note">
          <h3>{words.whyNotCertified}</h3>
          <ul>
            {overview.uncertain.map((reason) => (
              <li key={reason.zh}>{read(reason)}</li>
            ))}
          </ul>
        </section>
      )}
      {overview.problems.length === 0 ? null : (
        <section className="receipts-note">
          <h3>{words.readProblems}</h3>
          <ul>
            {overview.problems.map((problem) => (
              <li key={`${problem.code} ${problem.page ?? ''} ${problem.detail}`}>
                <b>{read(problem.title)}</b> {problem.detail} <span className="muted">{read(problem.remedy)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <table className="receipts">
        <thead>
          <tr>
            <th>{words.receiptRule}</th>
            <th className="num">{words.receiptHeld}</th>
            <th className="num">{words.receiptBroken}</th>
            <th className="num">{words.receiptOpen}</th>
          </tr>
        </thead>
        <tbody>
          {sortReceipts(receipts.data).map((receipt) => (
            <ReceiptRow key={receipt.rule} receipt={receipt} />
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What broke first, then what is open, then what held, then what had nothing to look at. */
const sortReceipts = (receipts: readonly ReceiptView[]): ReceiptView[] => {
  const rank = ({ broken, notEvaluated, held }: ReceiptView): number =>
    broken > 0 ? 0 : notEvaluated > 0 ? 1 : held > 0 ? 2 : 3
  return [...receipts].sort((a, b) => rank(a) - rank(b))
}

function ReceiptRow({ receipt }: { readonly receipt: ReceiptView }) {
  const words = useWords(documentWords)
  const read = useReader()
  const isIdle = receipt.held + receipt.broken + receipt.notEvaluated === 0
  return (
    <tr className={isIdle ? 'is-idle' : ''}>
      <td>
        {receipt.title === null ? null : <div>{read(receipt.title)}</div>}
        <div className="faint rule-id">{receipt.rule}</div>
        {isIdle ? <div className="faint">{words.receiptNone}</div> : null}
        {receipt.why.length === 0 ? null : (
          <ul className="receipt-why">
            {receipt.why.map((reason) => (
              <li key={reason.zh}>○ {read(reason)}</li>
            ))}
          </ul>
        )}
      </td>
      <td className="num">{receipt.held || <span className="faint">—</span>}</td>
      <td className="num tie-broken">{receipt.broken || <span className="faint">—</span>}</td>
      <td className="num">{receipt.notEvaluated || <span className="faint">—</span>}</td>
    </tr>
  )
}
