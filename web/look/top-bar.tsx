import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useLanguage, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'

/** Where the user stands, and what can be done there. */
export function TopBar({ crumbs, children }: { readonly crumbs?: ReactNode; readonly children?: ReactNode }) {
  const words = useWords(terms)
  return (
    <header className="top-bar">
      <Link href="/" className="brand" aria-label={words.brand}>
        勾<b>稽</b>
      </Link>
      <nav className="crumb cut" aria-label={words.library}>
        {crumbs ?? <span className="here">{words.library}</span>}
      </nav>
      {children ?? <span className="grow" />}
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
