import Button from 'antd/es/button'
import TextArea from 'antd/es/input/TextArea'
import { useState } from 'react'
import type { FindingView, ProblemView, Said, StatementView } from '../../src/app/server/index.ts'
import { RequestProblem } from '../api/request.ts'
import { useMoment, useReader, useWords } from '../language/language.tsx'
import { DECIDED, lastWord, useDiscussion } from './discussion.ts'
import { words as documentWords } from './words.ts'

const CHIP: Readonly<Record<Said, string>> = {
  'will-correct': '',
  explained: '',
  accepted: 'accent',
  corrected: 'right',
  waived: '',
}

/** What became of a finding, in a word. */
export function FindingState({ said }: { readonly said: Said | null }) {
  const words = useWords(documentWords)
  return said === null ? null : <span className={`chip finding-state ${CHIP[said]}`}>{words.said[said]}</span>
}

export function Statements({ statements }: { readonly statements: readonly StatementView[] }) {
  const words = useWords(documentWords)
  const moment = useMoment()
  return (
    <ol className="statements">
      {statements.map(({ said, reason, by, name, at }) => (
        <li key={at + said}>
          <b>{words.said[said]}</b>
          <span className="faint">
            {name ?? (by === 'local' ? words.atMachine : words.machine)}　{moment(at)}
          </span>
          {reason === '' ? null : <p>{reason}</p>}
        </li>
      ))}
    </ol>
  )
}

const ANSWERS: readonly Said[] = ['will-correct', 'explained']
const DECISIONS: readonly Said[] = ['accepted', 'corrected', 'waived']

/** What was said of the open finding, and the buttons of who may answer or decide. */
export function FindingTalk({ finding }: { readonly finding: FindingView }) {
  const words = useWords(documentWords)
  const discussion = useDiscussion()
  const discussed = discussion.of(finding)
  const last = lastWord(discussed)
  const mayDecide = discussion.mayDecide(finding)
  return (
    <section className="finding-talk no-print" aria-label={words.talk}>
      {discussed === null ? null : <Statements statements={discussed.statements} />}
      {mayDecide || discussion.mayAnswer ? (
        <Saying
          finding={finding}
          says={[...(discussion.mayAnswer ? ANSWERS : []), ...(mayDecide ? DECISIONS : [])]}
          last={last}
        />
      ) : null}
    </section>
  )
}

interface SayingProps {
  readonly finding: FindingView
  readonly says: readonly Said[]
  readonly last: Said | null
}

function Saying({ finding, says, last }: SayingProps) {
  const words = useWords(documentWords)
  const read = useReader()
  const { say } = useDiscussion()
  const [reason, setReason] = useState('')
  const [doing, setDoing] = useState<Said | null>(null)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const send = (said: Said): void => {
    setDoing(said)
    setProblem(null)
    say(finding.key, said, reason)
      .then(() => setReason(''))
      .catch((error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error
        setProblem(error.view)
      })
      .finally(() => setDoing(null))
  }
  return (
    <div className="saying">
      <TextArea
        aria-label={words.reason}
        placeholder={words.reasonHint}
        rows={2}
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="saying-ways">
        {says.map((said) => (
          <Button
            key={said}
            size="small"
            title={words.saidWhy[said]}
            aria-pressed={last === said}
            loading={doing === said}
            disabled={doing !== null}
            onClick={() => send(said)}
            className={DECIDED.has(said) ? 'decides' : ''}
          >
            {words.said[said]}
          </Button>
        ))}
      </div>
      {problem === null ? null : (
        <p role="alert" className="saying-problem">
          {read(problem.title)}。{read(problem.remedy)}
        </p>
      )}
    </div>
  )
}
