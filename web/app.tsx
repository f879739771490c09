import Skeleton from 'antd/es/skeleton'
import { lazy, Suspense } from 'react'
import { Link, Redirect, Route, Switch } from 'wouter'
import { useLiveDocuments } from './api/documents.ts'
import { useMay, useMe } from './api/me.ts'
import { useWords } from './language/language.tsx'
import { terms } from './language/terms.ts'
import { LibraryPage } from './library/library-page.tsx'
import { Closed } from './look/closed.tsx'
import { FailedQuery, ProblemNote } from './look/state.tsx'
import { TopBar } from './look/top-bar.tsx'
import { words as lookWords } from './look/words.ts'
import { ROOMS } from './rooms.ts'
import { FirstPasswordPage } from './session/first-password-page.tsx'
import { useReturnProblem } from './session/return-problem.ts'
import { SignInPage } from './session/sign-in-page.tsx'

const DocumentPage = lazy(() => import('./document/document-page.tsx'))
const BoardPage = lazy(() => import('./board/board-page.tsx'))
const WelcomePage = lazy(() => import('./session/welcome-page.tsx'))
const LedgerPage = lazy(() => import('./ledger/ledger-page.tsx'))
const JobsPage = lazy(() => import('./jobs/jobs-page.tsx'))
const SystemPage = lazy(() => import('./system/system-page.tsx'))
const AccountPage = lazy(() => import('./session/account-page.tsx'))
const PeoplePage = lazy(() => import('./people/people-page.tsx'))
const OrganisationsPage = lazy(() => import('./organisations/organisations-page.tsx'))

const nowhere = {
  code: 'address-unknown',
  title: { zh: '没有这个页面', en: 'There is no such page' },
  remedy: { zh: '检查网址，或回到文档库。', en: 'Check the address, or go back to the library.' },
  detail: '',
}

function NowherePage() {
  const words = useWords(terms)
  return (
    <>
      <TopBar />
      <ProblemNote problem={nowhere}>
        <Link href="/">{words.back}</Link>
      </ProblemNote>
    </>
  )
}

/** Whoever holds a one-time link comes in by it; everybody else says who they are where that is asked for. */
export function App() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/welcome/:token">{({ token }) => <WelcomePage key={token} token={token} />}</Route>
        <Route>
          <Entrance />
        </Route>
      </Switch>
    </Suspense>
  )
}

function Entrance() {
  const me = useMe()
  const problem = useReturnProblem()
  if (me.isPending) return <Loading />
  if (me.isError) return <FailedQuery error={me.error} retry={() => void me.refetch()} />
  const isOut = me.data.account === null && (me.data.entrance === 'none' || problem !== null)
  if (isOut) return <SignInPage external={me.data.external} problem={problem} />
  if (me.data.mustChangePassword) return <FirstPasswordPage login={me.data.account?.login ?? ''} />
  return <Rooms />
}

function Rooms() {
  const isLive = useLiveDocuments()
  const may = useMay()
  const first = ROOMS.find(({ needs }) => may(needs))?.path ?? '/account'
  return (
    <>
      {isLive ? null : <Offline />}
      <Switch>
        <Route path="/">{may('document.read') ? <LibraryPage /> : <Redirect to={first} replace />}</Route>
        <Route path="/documents/:sha256/findings/:finding">
          {({ sha256, finding }) => <DocumentPage key={sha256} sha256={sha256} finding={finding} />}
        </Route>
        <Route path="/documents/:sha256">
          {({ sha256 }) => <DocumentPage key={sha256} sha256={sha256} finding={null} />}
        </Route>
        <Route path="/board">
          <Closed unless="assignment.read">
            <BoardPage />
          </Closed>
        </Route>
        <Route path="/people/:account?">
          {({ account }) => (
            <Closed unless="account.read">
              <PeoplePage account={account ?? null} />
            </Closed>
          )}
        </Route>
        <Route path="/organisations">
          <Closed unless="organisation.read">
            <OrganisationsPage />
          </Closed>
        </Route>
        <Route path="/ledger">
          <Closed unless="ledger.verify">
            <LedgerPage />
          </Closed>
        </Route>
        <Route path="/jobs">
          <Closed unless="job.read">
            <JobsPage />
          </Closed>
        </Route>
        <Route path="/system">
          <Closed unless="system.read">
            <SystemPage />
          </Closed>
        </Route>
        <Route path="/account">
          <AccountPage />
        </Route>
        <Route>
          <NowherePage />
        </Route>
      </Switch>
    </>
  )
}

function Offline() {
  return (
    <p className="offline" role="alert">
      {useWords(lookWords).offline}
    </p>
  )
}

function Loading() {
  return (
    <>
      <TopBar />
      <div style={{ padding: 20 }}>
        <Skeleton active />
      </div>
    </>
  )
}
