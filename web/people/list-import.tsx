import Button from 'antd/es/button'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import type { ListReport } from '../../src/app/server/index.ts'
import { download, sendFile } from '../api/files.ts'
import { useLanguage, useReader, useWords } from '../language/language.tsx'
import { useAction } from '../look/action.tsx'
import { FormProblem } from '../session/door.tsx'
import { words as peopleWords } from './words.ts'

interface Props {
  /** /api/accounts or /api/organisations. */
  readonly base: string
  /** What goes along with the list: ?year=2026. */
  readonly query?: string
  /** The name of the button that takes the list, given how many rows change something. */
  readonly take: (count: number) => string
  readonly onTaken: (answer: Response, count: number) => Promise<void>
}

const ACCEPT = '.xlsx,.xls,.csv,.txt'

/** A list from a file: every row is reported on first; it is taken when the reader says so. */
export function ListImport({ base, query = '', take, onTaken }: Props) {
  const words = useWords(peopleWords)
  const { language } = useLanguage()
  const [file, setFile] = useState<File | null>(null)
  const [report, setReport] = useState<ListReport | null>(null)
  const { isBusy, problem, run } = useAction()
  const choose = (chosen: File | undefined): void => {
    if (chosen === undefined) return
    setFile(chosen)
    setReport(null)
    run(async () => {
      const answer = await sendFile(`${base}/import/check${query}`, chosen)
      setReport((await answer.json()) as ListReport)
    })
  }
  const changes = report?.rows.filter(({ outcome }) => outcome !== 'unchanged').length ?? 0
  const isWhole =
    report?.missingColumns.length === 0 && changes > 0 && report.rows.every(({ outcome }) => outcome !== 'refused')
  const takeAll = (): void => {
    if (file === null) return
    const sign = query === '' ? '?' : '&'
    run(async () => onTaken(await sendFile(`${base}/import${query}${sign}language=${language}`, file), changes))
  }
  return (
    <div className="list-import">
      <FileArea file={file} onFile={choose}>
        <Button type="link" onClick={() => run(() => download(`${base}/template.xlsx?language=${language}`))}>
          {words.template}
        </Button>
      </FileArea>
      <FormProblem problem={problem} />
      {isBusy && report === null ? <p className="muted">{words.checking}</p> : null}
      {report === null ? null : <Report report={report} />}
      {isWhole ? (
        <Button type="primary" className="take-list" loading={isBusy} onClick={takeAll}>
          {take(changes)}
        </Button>
      ) : null}
    </div>
  )
}

interface FileAreaProps {
  readonly file: File | null
  readonly onFile: (file: File | undefined) => void
  readonly children: ReactNode
}

function FileArea({ file, onFile, children }: FileAreaProps) {
  const words = useWords(peopleWords)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    onFile(event.dataTransfer.files[0])
  }
  return (
    <section
      className="file-area"
      aria-label={words.chooseFile}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        hidden
        aria-label={words.chooseFile}
        onChange={(event) => {
          onFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <p className={file === null ? '' : 'file-chosen'}>{file?.name ?? words.dropList}</p>
      <p className="faint">{words.dropNote}</p>
      <span className="file-ways">
        <Button onClick={() => input.current?.click()}>{file === null ? words.chooseFile : words.chooseAnother}</Button>
        {children}
      </span>
    </section>
  )
}

type Outcome = ListReport['rows'][number]['outcome']

const OUTCOMES: readonly Outcome[] = ['refused', 'created', 'changed', 'ended', 'unchanged']
const TONE: Readonly<Record<Outcome, string>> = {
  refused: 'wrong',
  created: 'right',
  changed: 'accent',
  ended: 'doubt',
  unchanged: '',
}
/** Lines of a report that are shown; the rest is counted. */
const LINES = 200

function Report({ report: { rows, missingColumns } }: { readonly report: ListReport }) {
  const words = useWords(peopleWords)
  const read = useReader()
  if (missingColumns.length > 0)
    return <p className="door-problem">{words.missing(missingColumns.map(read).join('、'))}</p>
  if (rows.length === 0) return <p className="door-problem">{words.empty}</p>
  const countOf = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length
  const sorted = OUTCOMES.flatMap((outcome) => rows.filter((row) => row.outcome === outcome))
  const refused = countOf('refused')
  return (
    <section className="list-report" aria-live="polite">
      <p className="report-counts">
        {OUTCOMES.filter((outcome) => countOf(outcome) > 0).map((outcome) => (
          <span key={outcome} className={`chip ${TONE[outcome]}`}>
            {words.outcomes(countOf(outcome), words.outcome[outcome])}
          </span>
        ))}
      </p>
      {refused === 0 ? null : <p className="door-problem">{words.refusedTitle(refused)}</p>}
      <table>
        <thead>
          <tr>
            <th className="num">{words.row}</th>
            <th>{words.content}</th>
            <th>{words.result}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, LINES).map(({ row, text, outcome, reason }) => (
            <tr key={`${row} ${text}`}>
              <td className="num">{row === 0 ? '–' : row}</td>
              <td className="report-text">{text}</td>
              <td className={outcome === 'refused' ? 'report-refused' : 'muted'}>
                {reason === null ? words.outcome[outcome] : read(reason)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > LINES ? <p className="muted">{words.more(sorted.length - LINES)}</p> : null}
    </section>
  )
}
