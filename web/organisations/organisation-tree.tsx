import { type KeyboardEvent, useRef, useState } from 'react'
import { useWords } from '../language/language.tsx'
import type { TreeLine } from './tree.ts'
import { words as organisationWords } from './words.ts'

interface Props {
  readonly lines: readonly TreeLine[]
  readonly onFold: (organisation: string, isFolded: boolean) => void
  readonly onOpen: (organisation: string) => void
}

/** The tree by mouse and by keyboard: one line is in the order of the tab key, arrows go on from there. */
export function OrganisationTree({ lines, onFold, onOpen }: Props) {
  const words = useWords(organisationWords)
  const tree = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const at = Math.max(
    0,
    lines.findIndex(({ organisation }) => organisation.id === current),
  )
  const focus = (index: number): void => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))]
    if (line === undefined) return
    setCurrent(line.organisation.id)
    tree.current?.querySelector<HTMLElement>(`[data-organisation="${line.organisation.id}"]`)?.focus()
  }
  const press = (event: KeyboardEvent): void => {
    const line = lines[at]
    if (line === undefined) return
    const { organisation, isExpanded, children } = line
    const fold = (): void =>
      isExpanded
        ? onFold(organisation.id, true)
        : focus(lines.findIndex((one) => one.organisation.id === organisation.parent))
    const unfold = (): void => (children > 0 && !isExpanded ? onFold(organisation.id, false) : focus(at + 1))
    const act = new Map<string, () => void>([
      ['ArrowDown', () => focus(at + 1)],
      ['ArrowUp', () => focus(at - 1)],
      ['Home', () => focus(0)],
      ['End', () => focus(lines.length - 1)],
      ['ArrowRight', unfold],
      ['ArrowLeft', fold],
      ['Enter', () => onOpen(organisation.id)],
      [' ', () => onFold(organisation.id, isExpanded)],
    ]).get(event.key)
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <div ref={tree} role="tree" aria-label={words.tree} className="card organisation-tree" onKeyDown={press}>
      {lines.map((line, index) => (
        <Line
          key={line.organisation.id}
          line={line}
          isCurrent={index === at}
          onFocus={() => setCurrent(line.organisation.id)}
          onFold={onFold}
          onOpen={onOpen}
        />
      ))}
    </div>
  )
}

interface LineProps extends Omit<Props, 'lines'> {
  readonly line: TreeLine
  readonly isCurrent: boolean
  readonly onFocus: () => void
}

function Line({ line, isCurrent, onFocus, onFold, onOpen }: LineProps) {
  const words = useWords(organisationWords)
  const { organisation, level, children, isExpanded } = line
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-label={`${organisation.code} ${organisation.name}`}
      {...(children > 0 ? { 'aria-expanded': isExpanded } : {})}
      tabIndex={isCurrent ? 0 : -1}
      data-organisation={organisation.id}
      className={`organisation-line level-${level}`}
      onFocus={onFocus}
    >
      {children > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className="plain-button fold"
          aria-label={words.expand(organisation.name)}
          onClick={() => onFold(organisation.id, isExpanded)}
        >
          {isExpanded ? '▾' : '▸'}
        </button>
      ) : (
        <span className="fold" />
      )}
      <span className="organisation-code">{organisation.code}</span>
      <button
        type="button"
        tabIndex={-1}
        className="plain-button organisation-name cut"
        title={organisation.name}
        onClick={() => onOpen(organisation.id)}
      >
        {organisation.name}
      </button>
      {children > 0 ? <span className="faint">{children}</span> : null}
      <span className="grow" />
      <span className="faint organisation-kind">{words.kind[organisation.kind]}</span>
    </div>
  )
}
