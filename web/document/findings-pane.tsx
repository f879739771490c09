import Checkbox from 'antd/es/checkbox'
import Segmented from 'antd/es/segmented'
import type { DocumentView, FindingView, Severity } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { ChangesNote, GoneFindings } from './changes-note.tsx'
import { FindingCard } from './finding-card.tsx'
import { Pane } from './pane.tsx'
import type { NamedPlace } from './places.ts'
import { words as documentWords } from './words.ts'

interface Props {
  readonly document: DocumentView
  readonly isShown: boolean
  readonly findings: readonly FindingView[]
  readonly shown: readonly FindingView[]
  readonly severity: Severity | null
  readonly onSeverity: (severity: Severity | null) => void
  readonly active: FindingView | null
  /** How many are decided, and whether they are hidden. */
  readonly decided: number
  readonly isHiding: boolean
  readonly onHiding: (isHiding: boolean) => void
  readonly onSelect: (finding: FindingView) => void
  readonly onPlace: (place: NamedPlace) => void
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint']

export function FindingsPane(props: Props) {
  const words = useWords(documentWords)
  const { findings, shown, active, document } = props
  const step = (by: number): void => {
    const next = shown[(active === null ? (by > 0 ? -1 : shown.length) : shown.indexOf(active)) + by]
    if (next !== undefined) props.onSelect(next)
  }
  const tools = (
    <>
      <span className="muted num">
        {active === null || !shown.includes(active) ? shown.length : `${shown.indexOf(active) + 1} / ${shown.length}`}
      </span>
      <span className="grow" />
      <span className="faint finding-keys no-print">
        <button type="button" className="plain-button" aria-label={words.next} onClick={() => step(1)}>
          <kbd>J</kbd>
        </button>{' '}
        <button type="button" className="plain-button" aria-label={words.previous} onClick={() => step(-1)}>
          <kbd>K</kbd>
        </button>{' '}
        {words.nextPrevious}
      </span>
    </>
  )
  return (
    <Pane name="findings" title={words.findings} tools={tools} isShown={props.isShown}>
      {findings.length === 0 ? (
        <NoFindings document={document} />
      ) : (
        <>
          <div className="finding-tools no-print">
            <SeverityFilter findings={findings} severity={props.severity} onSeverity={props.onSeverity} />
            {props.decided === 0 ? null : (
              <Checkbox checked={props.isHiding} onChange={(event) => props.onHiding(event.target.checked)}>
                {words.hideDecided(props.decided)}
              </Checkbox>
            )}
          </div>
          {shown.length === 0 ? <p className="pane-empty muted">{words.allDecided}</p> : null}
          <ol className="findings">
            {shown.map((finding) => (
              <FindingCard
                key={finding.id}
                finding={finding}
                isActive={finding === active}
                onSelect={props.onSelect}
                onPlace={props.onPlace}
              />
            ))}
          </ol>
        </>
      )}
      <ChangesNote document={document} />
      <GoneFindings />
    </Pane>
  )
}

/** Nothing found is good news only where something was looked at. */
function NoFindings({ document }: { readonly document: DocumentView }) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const held = document.overview?.ties.held ?? 0
  const isChecked = document.overview?.kind !== 'other' && held > 0
  return (
    <div className="pane-empty">
      <p className={isChecked ? 'clean' : ''}>
        <span aria-hidden="true">{isChecked ? '✓' : '○'}</span> {isChecked ? common.noFindings : common.notChecked}
      </p>
      <p className="muted">{isChecked ? words.noFindingsText(held) : common.notCheckedWhy}</p>
    </div>
  )
}

function SeverityFilter({ findings, severity, onSeverity }: Pick<Props, 'findings' | 'severity' | 'onSeverity'>) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const counts = SEVERITIES.map((name) => ({ name, count: findings.filter((known) => known.severity === name).length }))
  const present = counts.filter(({ count }) => count > 0)
  if (present.length < 2) return null
  return (
    <div className="severity-filter">
      <Segmented<Severity | 'all'>
        size="small"
        aria-label={words.filterLabel}
        value={severity ?? 'all'}
        onChange={(value) => onSeverity(value === 'all' ? null : value)}
        options={[
          { value: 'all', label: `${words.all} ${findings.length}` },
          ...present.map(({ name, count }) => ({
            value: name,
            label: (
              <>
                <i className={`mark ${name}`} aria-hidden="true" /> {common.severity[name]} {count}
              </>
            ),
          })),
        ]}
      />
    </div>
  )
}
