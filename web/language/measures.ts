import { useMemo } from 'react'
import { useLanguage } from './language.tsx'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const STEP = 1024

/** Bytes as people write them: 1.2 GB. */
export function useBytes(): (bytes: number) => string {
  const { language } = useLanguage()
  return useMemo(() => {
    const locale = language === 'zh' ? 'zh-CN' : 'en'
    const formats = UNITS.map(
      (unit) =>
        new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 }),
    )
    return (bytes) => {
      const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(STEP))))
      return formats[step]?.format(bytes / STEP ** step) ?? ''
    }
  }, [language])
}

const SPANS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** How long ago a moment was: 3 hours ago. */
export function useAge(): (iso: string) => string {
  const { language } = useLanguage()
  return useMemo(() => {
    const format = new Intl.RelativeTimeFormat(language === 'zh' ? 'zh-CN' : 'en', { numeric: 'auto' })
    return (iso) => {
      const seconds = Math.round((Date.now() - new Date(iso).getTime()) / 1_000)
      const [unit, length] = SPANS.find(([, span]) => Math.abs(seconds) >= span) ?? SPANS[3]
      return format.format(-Math.floor(seconds / length), unit)
    }
  }, [language])
}

/** A count with its groups: 1,234. */
export const grouped = (count: number): string => count.toLocaleString('en')
