import type { Bilingual, Finding, Severity, Where } from '../budget/index.ts'
import type { Source } from '../documents/index.ts'

/** What a scan seems to show is a question to whoever holds the paper, never a fact. */
const DOUBTED: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'hint', hint: 'hint' }

const DOUBT: Bilingual = {
  zh: '（存疑：所涉页面由扫描件识别而来，可能是识别错误，请先核对原件）',
  en: ' (doubtful: read from a scan, which may have been misread; check the original first)',
}

const pageOf = ({ at }: Where): number | null => ('page' in at ? at.page : null)

/** Findings that rest on pages read by recognition are one degree less grave and say so. */
export function doubtRecognised(findings: readonly Finding[], { pages }: Source): readonly Finding[] {
  const recognised = new Set<number | null>(pages.filter(({ ocr }) => ocr === 'done').map(({ number }) => number))
  if (recognised.size === 0) return findings
  return findings.map((finding) => {
    if (!finding.where.some((where) => recognised.has(pageOf(where)))) return finding
    const { severity, message } = finding
    return {
      ...finding,
      severity: DOUBTED[severity],
      message: { zh: `${message.zh}${DOUBT.zh}`, en: `${message.en}${DOUBT.en}` },
    }
  })
}
