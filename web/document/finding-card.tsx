import { memo, useEffect, useRef, useState } from 'react'
import type { FindingView } from '../../src/app/server/index.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { lastWord, useDiscussion } from './discussion.ts'
import { FindingState, FindingTalk } from './finding-talk.tsx'
import { type NamedPlace, nameOfPlace } from './places.ts'
import { scrollInto } from './scrolling.ts'
import { words as documentWords } from './words.ts'

interface Props {
  readonly finding: FindingView
  readonly isActive: boolean
  readonly onSelect: (finding: FindingView) => void
  readonly onPlace: (place: NamedPlace) => void
}

export const FindingCard = memo(function FindingCard({ finding, isActive, onSelect, onPlace }: Props) {
  const common = useWords(terms)
  const read = useReader()
  const card = useRef<HTMLLIElement>(null)
  const discussed = useDiscussion().of(finding)
  useEffect(() => {
    if (isActive) scrollInto(card.current?.parentElement ?? null, card.current)
  }, [isActive])
  return (
    <li ref={card} className={`finding ${finding.severity} ${isActive ? 'is-on' : ''}`} aria-current={isActive}>
      <button type="button" className="plain-button finding-open" onClick={() => onSelect(finding)}>
        <h3>
          <i className={`mark ${finding.severity}`} aria-hidden="true" />
          <span className="unseen">{common.severity[finding.severity]}：</span>
          {read(finding.title)}
          <FindingState said={lastWord(discussed)} />
        </h3>
        <span className="finding-message">{read(finding.message)}</span>
      </button>
      {isActive ? null : (
        <p className="print-only">
          {common.remedy}：{read(finding.remedy)}
          {finding.expected === null ? '' : `　${common.expected}：${read(finding.expected)}`}
        </p>
      )}
      {isActive ? <FindingDetail finding={finding} onPlace={onPlace} /> : null}
    </li>
  )
})

const FIRST_PLACES = 6

function FindingDetail({ finding, onPlace }: Pick<Props, 'finding' | 'onPlace'>) {
  const words = useWords(documentWords)
  const common = useWords(terms)
  const read = useReader()
  const [isWhole, setIsWhole] = useState(false)
  const all = finding.where.map((where, order) => ({ where, order }))
  const places = isWhole ? all : all.slice(0, FIRST_PLACES)
  const more = finding.where.length - FIRST_PLACES
  return (
    <div className="finding-detail">
      <ul className="finding-places">
        {places.map(({ where, order }) => (
          <FindingPlace key={order} where={where} isWrong={order === 0} onPlace={onPlace} />
        ))}
      </ul>
      {more <= 0 ? null : (
        <button type="button" className="plain-button more-places" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? words.fewerPlaces : words.morePlaces(more)}
        </button>
      )}
      <dl>
        {finding.expected === null ? null : (
          <>
            <dt>{common.expected}</dt>
            <dd className="expected">{read(finding.expected)}</dd>
          </>
        )}
        <dt>{common.remedy}</dt>
        <dd>{read(finding.remedy)}</dd>
        <dt>{words.basis}</dt>
        <dd className="muted">{read(finding.basis)}</dd>
      </dl>
      <FindingTalk key={finding.key} finding={finding} />
      <p className="faint rule-id">{finding.rule}</p>
    </div>
  )
}

interface PlaceProps {
  readonly where: FindingView['where'][number]
  readonly isWrong: boolean
  readonly onPlace: (place: NamedPlace) => void
}

function FindingPlace({ where, isWrong, onPlace }: PlaceProps) {
  const common = useWords(terms)
  const spot =
    'page' in where.at
      ? common.page(where.at.page)
      : 'line' in where.at
        ? common.line(where.at.line)
        : nameOfPlace(where.at)
  const names = [where.row, where.column].filter((name) => name !== undefined && name !== '')
  const title = [where.document, spot, where.table].filter((name) => name !== undefined).join('　')
  const isFigure = /^[\d,.\s%()（）-]*$/.test(where.quote)
  return (
    <li>
      <button
        type="button"
        className={`plain-button place ${isWrong ? 'is-wrong' : ''}`}
        disabled={where.document !== undefined}
        onClick={() => onPlace(where)}
      >
        <span className="place-name">
          <span className="faint">{title}</span>
          {names.length === 0 ? null : <span>{names.join('　')}</span>}
          {isFigure ? null : <q>{where.quote}</q>}
        </span>
        {isFigure ? <b className="num">{where.quote === '' ? common.blank : where.quote}</b> : null}
      </button>
    </li>
  )
}
