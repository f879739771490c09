import Skeleton from 'antd/es/skeleton'
import { lazy, Suspense } from 'react'
import { Link, Route, Switch } from 'wouter'
import { useLiveDocuments } from './api/documents.ts'
import { useWords } from './language/language.tsx'
import { terms } from './language/terms.ts'
import { LibraryPage } from './library/library-page.tsx'
import { ProblemNote } from './look/state.tsx'
import { TopBar } from './look/top-bar.tsx'
import { words as lookWords } from './look/words.ts'

const DocumentPage = lazy(() => import('./document/document-page.tsx'))

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

export function App() {
  const isLive = useLiveDocuments()
  return (
    <Suspense fallback={<Loading />}>
      {isLive ? null : <Offline />}
      <Switch>
        <Route path="/">
          <LibraryPage />
        </Route>
        <Route path="/documents/:sha256/findings/:finding">
          {({ sha256, finding }) => <DocumentPage key={sha256} sha256={sha256} finding={finding} />}
        </Route>
        <Route path="/documents/:sha256">
          {({ sha256 }) => <DocumentPage key={sha256} sha256={sha256} finding={null} />}
        </Route>
        <Route>
          <NowherePage />
        </Route>
      </Switch>
    </Suspense>
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
