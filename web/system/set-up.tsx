import type { ReactNode } from 'react'
import type { SystemReport } from '../../src/app/server/index.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { words as systemWords } from './words.ts'

const ITEMS = ['publicAddress', 'backup', 'openId', 'directory', 'timeStamp', 'outgoing'] as const
type ItemName = (typeof ITEMS)[number]

/** What is set up, and how to do what is not. */
export function SetUp({ report }: { readonly report: SystemReport }) {
  const words = useWords(systemWords)
  const { setUp, backup } = report
  const told: Readonly<Record<ItemName, ReactNode>> = {
    publicAddress: setUp.publicAddress === null ? null : <PublicAddress address={setUp.publicAddress} />,
    backup: backup.at === null ? null : <span className="code">{backup.at}</span>,
    openId: setUp.openId,
    directory: setUp.directory,
    timeStamp: setUp.timeStamp === null ? null : <TimeStamp stamp={setUp.timeStamp} />,
    outgoing: setUp.outgoing === null ? null : setUp.outgoing.join(', '),
  }
  return (
    <section className="card system-part is-wide" aria-label={words.parts.setUp}>
      <h2>{words.parts.setUp}</h2>
      <table>
        <tbody>
          {ITEMS.map((item) => (
            <tr key={item}>
              <th scope="row">{words.items[item]}</th>
              <td>
                {told[item] === null ? (
                  <span className="chip">{words.notSetUp}</span>
                ) : (
                  <span className="chip right">{words.isSetUp}</span>
                )}
              </td>
              <td className="system-told">{told[item] ?? <span className="muted">{words.howTo[item]}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PublicAddress({ address }: { readonly address: string }) {
  const words = useWords(systemWords)
  return (
    <>
      <span className="code">{address}</span>{' '}
      {address.startsWith('https:') ? null : <span className="chip doubt">{words.insecure}</span>}
    </>
  )
}

type Stamp = NonNullable<SystemReport['setUp']['timeStamp']>

function TimeStamp({ stamp: { address, stampedAt, certificates } }: { readonly stamp: Stamp }) {
  const words = useWords(systemWords)
  const moment = useMoment()
  return (
    <>
      <span className="code">{address}</span>{' '}
      <span className="muted">{stampedAt === null ? words.notStamped : words.stampedAt(moment(stampedAt))}</span>
      {certificates.map(({ subject, validTo }) => (
        <div key={subject + validTo} className="muted">
          {words.certificate(subject, moment(validTo))}{' '}
          {new Date(validTo) < new Date() ? <span className="chip wrong">{words.expired}</span> : null}
        </div>
      ))}
    </>
  )
}
