import { useEffect } from 'react'
import type { FindingView } from '../../src/app/server/index.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable], [role="combobox"]') !== null

/** J goes to the next finding, K to the one before, wherever the focus is unless something is being typed. */
export function useFindingKeys(
  findings: readonly FindingView[],
  active: FindingView | null,
  select: (finding: FindingView) => void,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const step = { j: 1, k: -1 }[event.key.toLowerCase()]
      if (step === undefined || findings.length === 0) return
      const current = active === null ? -1 : findings.indexOf(active)
      const next = current === -1 ? (step === 1 ? 0 : findings.length - 1) : current + step
      const chosen = findings[Math.max(0, Math.min(findings.length - 1, next))]
      if (chosen !== undefined) select(chosen)
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [findings, active, select])
}
