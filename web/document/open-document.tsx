import Segmented from 'antd/es/segmented'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { DocumentView, FindingView, Severity, TableView } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { useKept } from '../library/kept.ts'
import { DECIDED, type Discussion, DiscussionContext, lastWord, useDocumentDiscussion } from './discussion.ts'
import { DocumentBar } from './document-bar.tsx'
import { useFindingKeys } from './finding-keys.ts'
import { FindingsPane } from './findings-pane.tsx'
import { Foot } from './foot.tsx'
import { addressOfFinding, marksOf } from './marks.ts'
import { OriginalPane } from './original-pane.tsx'
import { indexCells, type NamedPlace } from './places.ts'
import { ReadProblems } from './read-problems.tsx'
import { ReadingPane } from './reading-pane.tsx'
import { LinksContext, makeLinks } from './signal.ts'
import { words as documentWords } from './words.ts'

interface Props {
  readonly document: DocumentView
  readonly finding: string | null
  readonly tables: readonly TableView[]
  readonly findings: readonly FindingView[]
}

type PaneName = 'original' | 'reading' | 'findings'
const PANES: readonly PaneName[] = ['original', 'reading', 'findings']

const isDecided = (discussion: Discussion, finding: FindingView): boolean => {
  const said = lastWord(discussion.of(finding))
  return said !== null && DECIDED.has(said)
}

/** The original, the tables as read and the findings beside each other, each leading to the other two. */
export function OpenDocument({ document, finding, tables, findings }: Props) {
  const words = useWords(documentWords)
  const [, navigate] = useLocation()
  const [severity, setSeverity] = useState<Severity | null>(null)
  const [pane, setPane] = useState<PaneName>('findings')
  const [tableId, setTableId] = useState(tables[0]?.id ?? '')
  const [isHiding, setIsHiding] = useKept('hide-decided', false)
  const discussion = useDocumentDiscussion(document)
  const links = useMemo(makeLinks, [])
  const index = useMemo(() => indexCells(tables), [tables])
  const marks = useMemo(() => marksOf(findings, index), [findings, index])
  const shown = useMemo(
    () =>
      findings.filter(
        (known) => (severity === null || known.severity === severity) && !(isHiding && isDecided(discussion, known)),
      ),
    [findings, severity, isHiding, discussion],
  )
  const decided = useMemo(() => findings.filter((known) => isDecided(discussion, known)).length, [findings, discussion])
  const active = findings.find(({ id }) => addressOfFinding(id) === finding) ?? null

  const select = useCallback(
    (chosen: FindingView) =>
      navigate(`/documents/${document.sha256}/findings/${addressOfFinding(chosen.id)}`, { replace: true }),
    [navigate, document.sha256],
  )
  const showPlace = useCallback(
    (place: NamedPlace) => {
      const { at } = place
      const key = index.find(place)
      links.showInOriginal.set({ at })
      links.pointed.set({ at, key })
      if (key === null) return
      setTableId(key.table)
      links.showInTable.set({ key })
    },
    [index, links],
  )
  useEffect(() => {
    if (active === null) return
    const [first] = active.where
    if (first === undefined) return
    // What is wrong is shown on the page; the table shows the first place that lies in one.
    const inTable = active.where.find((place) => place.document === undefined && index.find(place) !== null)
    if (inTable !== undefined) showPlace(inTable)
    links.pointed.set(null)
    links.showInOriginal.set({ at: first.at })
  }, [active, index, links, showPlace])
  useFindingKeys(shown, active, select)

  return (
    <LinksContext value={links}>
      <div className="document">
        <DocumentBar document={document} />
        <ReadProblems document={document} />
        <div className="pane-tabs no-print">
          <Segmented<PaneName>
            block
            value={pane}
            onChange={setPane}
            options={PANES.map((name) => ({
              value: name,
              label: { original: words.original, reading: words.tables, findings: words.findings }[name],
            }))}
          />
        </div>
        <main className="view">
          <OriginalPane
            document={document}
            isShown={pane === 'original'}
            index={index}
            marks={marks}
            active={active?.id ?? null}
            onTable={setTableId}
            onFinding={(id) => {
              const chosen = findings.find((known) => known.id === id)
              if (chosen !== undefined) select(chosen)
            }}
          />
          <ReadingPane
            document={document}
            isShown={pane === 'reading'}
            tables={tables}
            tableId={tableId}
            marks={marks}
            active={active}
            onTable={setTableId}
            onPlace={showPlace}
          />
          <DiscussionContext value={discussion}>
            <FindingsPane
              document={document}
              isShown={pane === 'findings'}
              findings={findings}
              shown={shown}
              severity={severity}
              onSeverity={setSeverity}
              active={active}
              decided={decided}
              isHiding={isHiding}
              onHiding={setIsHiding}
              onSelect={select}
              onPlace={(place) => {
                showPlace(place)
                setPane('original')
              }}
            />
          </DiscussionContext>
        </main>
        <Foot document={document} />
      </div>
    </LinksContext>
  )
}
