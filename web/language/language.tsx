import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

export type Language = 'zh' | 'en'
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** What a dictionary has in one language, it has in the other: the same keys, the same parameters. */
type SameShape<Entry> = Entry extends string
  ? string
  : Entry extends (...parameters: infer Parameters) => string
    ? (...parameters: Parameters) => string
    : { readonly [Key in keyof Entry]: SameShape<Entry[Key]> }

export interface Dictionary<Chinese> {
  readonly zh: Chinese
  readonly en: SameShape<Chinese>
}

export const dictionary = <const Chinese,>(zh: Chinese, en: SameShape<Chinese>): Dictionary<Chinese> => ({ zh, en })

const KEY = 'gouji.language'
const TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' }

interface LanguageChoice {
  readonly language: Language
  readonly choose: (language: Language) => void
}

const Context = createContext<LanguageChoice>({ language: 'zh', choose: () => undefined })

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'))
  useEffect(() => {
    document.documentElement.lang = TAGS[language]
    localStorage.setItem(KEY, language)
  }, [language])
  const choice = useMemo(() => ({ language, choose: setLanguage }), [language])
  return <Context.Provider value={choice}>{children}</Context.Provider>
}

export const useLanguage = (): LanguageChoice => useContext(Context)

export function useWords<Chinese>(words: Dictionary<Chinese>): SameShape<Chinese> {
  const { language } = useLanguage()
  return language === 'zh' ? (words.zh as SameShape<Chinese>) : words.en
}

/** Takes the reader's language out of a text that comes in both. */
export function useReader(): (text: Bilingual) => string {
  const { language } = useLanguage()
  return (text) => text[language]
}

/** A moment as people write it, in the time of the reader's machine. */
export function useMoment(): (iso: string) => string {
  const { language } = useLanguage()
  const format = useMemo(
    () => new Intl.DateTimeFormat(TAGS[language], { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
    [language],
  )
  return (iso) => format.format(new Date(iso))
}
