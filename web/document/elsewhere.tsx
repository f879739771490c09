import type { DocumentView, FindingView, PlaceView, SameFactView } from '../../src/app/server/index.ts'
import { usePart } from '../api/documents.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { isSamePlace, type NamedPlace } from './places.ts'
import { useLinks, useSignal } from './signal.ts'
import { words as documentWords } from './words.ts'

interface Props {
  readonly document: DocumentView
  readonly active: FindingView | null
  readonly onPlace: (place: NamedPlace) => void
}

const CHIP = { exactly: 'right', 'within-rounding': '', no: 'wrong' } as const
const SIGN = { exactly: '✓', 'within-rounding': '≈', no: '✕' } as const

const factAt = (facts: readonly SameFactView[], sought: PlaceView): SameFactView | undefined =>
  facts.find(({ places }) => places.some(({ at }) => isSamePlace(at, sought)))

/** Where else the fact of the cell pointed at, or of the open finding, is printed. */
export function Elsewhere({ document, active, onPlace }: Props) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const pointed = useSignal(useLinks().pointed)
  const facts = usePart(document, 'same-facts').data ?? []
  const candidates = [
    pointed?.at,
    ...(active?.where.filter(({ document: other }) => other === undefined).map(({ at }) => at) ?? []),
  ]
  const found = candidates
    .map((at) => (at === undefined ? undefined : factAt(facts, at)))
    .find((fact) => fact !== undefined)
  if (facts.length === 0) return null
  return (
    <div className={`elsewhere ${found === undefined ? 'no-print' : ''}`}>
      <h3>{words.elsewhere}</h3>
      {found === undefined ? (
        <p className="faint">{words.elsewhereHow}</p>
      ) : (
        <ul>
          {found.places.map(({ at, label, text, agrees }) => (
            <li key={`${label} ${JSON.stringify(at)}`}>
              <button type="button" className="plain-button" onClick={() => onPlace({ at })}>
                <span className="cut" title={label}>
                  {label}
                </span>
                <span className="num">{text ?? common.blank}</span>
                <span className={`chip ${CHIP[agrees]}`}>
                  <span aria-hidden="true">{SIGN[agrees]}</span>
                  {words.agrees[agrees]}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
