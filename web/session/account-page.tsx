import Button from 'antd/es/button'
import Skeleton from 'antd/es/skeleton'
import { useEffect, useState } from 'react'
import type { SessionView } from '../../src/app/server/index.ts'
import { useEndSession, useEntering, useMay, useMe, useSessions } from '../api/me.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { FailedQuery } from '../look/state.tsx'
import { TopBar } from '../look/top-bar.tsx'
import { Keys } from '../people/keys.tsx'
import { words as peopleWords } from '../people/words.ts'
import { deviceOf } from './device.ts'
import { PasswordForm } from './password-form.tsx'
import './session.css'
import { words as sessionWords } from './words.ts'

/** One's own account: the password, and where one is signed in. */
export default function AccountPage() {
  const words = useWords(sessionWords)
  const common = useWords(terms)
  const people = useWords(peopleWords)
  const me = useMe()
  const may = useMay()
  const [isChanged, setIsChanged] = useState(false)
  useEffect(() => {
    document.title = `${words.account} · ${common.brand}`
  }, [words, common])
  const account = me.data?.account
  return (
    <div className="room">
      <TopBar title={words.account} />
      <main className="room-body account">
        {account ? (
          <section className="card account-part">
            <h2>
              {account.name} <span className="muted">{account.login}</span>
            </h2>
            <h3>{words.change}</h3>
            <PasswordForm login={account.login} onDone={() => setIsChanged(true)} />
            {isChanged ? <p role="status">{words.changed}</p> : null}
          </section>
        ) : null}
        <Devices />
        {may('key.own') && account ? (
          <section className="card account-part">
            <h2>{people.ownKeys}</h2>
            <Keys base="/api/keys" mayMake mayRevoke />
          </section>
        ) : null}
      </main>
    </div>
  )
}

function Devices() {
  const words = useWords(sessionWords)
  const sessions = useSessions()
  const { signOutEverywhere } = useEntering()
  return (
    <section className="card account-part">
      <h2>{words.devices}</h2>
      {sessions.isPending ? <Skeleton active /> : null}
      {sessions.isError ? <FailedQuery error={sessions.error} retry={() => void sessions.refetch()} /> : null}
      {sessions.isSuccess ? (
        <table>
          <thead>
            <tr>
              <th>{words.device}</th>
              <th className="num">{words.since}</th>
              <th className="num">{words.lastUsed}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {sessions.data.map((session) => (
              <Device key={session.session} session={session} />
            ))}
          </tbody>
        </table>
      ) : null}
      <Button danger onClick={() => void signOutEverywhere()}>
        {words.everywhere}
      </Button>
    </section>
  )
}

function Device({ session }: { readonly session: SessionView }) {
  const words = useWords(sessionWords)
  const moment = useMoment()
  const end = useEndSession()
  const { browser, system } = deviceOf(session.device)
  return (
    <tr>
      <td>
        {words.browserOn(browser ?? words.otherBrowser, system ?? words.otherSystem)}{' '}
        {session.isThis ? <span className="chip accent">{words.thisDevice}</span> : null}
      </td>
      <td className="num">{moment(session.createdAt)}</td>
      <td className="num">{moment(session.seenAt)}</td>
      <td className="num">
        {session.isThis ? null : (
          <button type="button" className="plain-button link" onClick={() => void end(session.session)}>
            {words.end}
          </button>
        )}
      </td>
    </tr>
  )
}
