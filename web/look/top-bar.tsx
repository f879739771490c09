import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useLanguage, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { Navigation, PersonMenu } from './navigation.tsx'

interface Props {
  /** The way to a place within a room; the rooms stand aside for it. */
  readonly crumbs?: ReactNode
  /** What a room without others beside it is called. */
  readonly title?: string
  readonly children?: ReactNode
}

/** Where the user stands, and what can be done there. */
export function TopBar({ crumbs, title, children }: Props) {
  const words = useWords(terms)
  return (
    <header className={crumbs === undefined ? 'top-bar' : 'top-bar within'}>
      <Link href="/" className="brand" aria-label={words.brand}>
        勾<b>稽</b>
      </Link>
      <Navigation />
      {crumbs === undefined ? (
        <h1 className="crumb here">{title ?? words.library}</h1>
      ) : (
        <nav className="crumb cut" aria-label={words.library}>
          {crumbs}
        </nav>
      )}
      {children ?? <span className="grow" />}
      <PersonMenu />
      <LanguageSwitch />
    </header>
  )
}

function LanguageSwitch() {
  const { language, choose } = useLanguage()
  const words = useWords(terms)
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className="plain-button muted no-print language-switch"
      aria-label={`${words.language}: ${other === 'en' ? 'English' : '中文'}`}
      onClick={() => choose(other)}
    >
      {other === 'en' ? 'English' : '中文'}
    </button>
  )
}
