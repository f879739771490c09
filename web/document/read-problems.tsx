import type { DocumentView } from '../../src/app/server/index.ts'
import { useReader, useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'

/** What could not be read, with what to do about it: a scan that needs OCR, characters without a meaning. */
export function ReadProblems({ document }: { readonly document: DocumentView }) {
  const common = useWords(terms)
  const read = useReader()
  const problems = document.overview?.problems ?? []
  const [first] = problems
  if (first === undefined) return null
  return (
    <details className="read-problems">
      <summary>
        <i className="mark warning" aria-hidden="true" /> {common.readProblems(problems.length)}：{read(first.title)}
        {first.page === undefined ? '' : ` · ${common.page(first.page)}`}　<span>{read(first.remedy)}</span>
      </summary>
      <ul>
        {problems.slice(1).map((problem) => (
          <li key={`${problem.code} ${problem.page ?? ''} ${problem.detail}`}>
            {problem.page === undefined ? '' : `${common.page(problem.page)}：`}
            {read(problem.title)} {problem.detail}
          </li>
        ))}
      </ul>
    </details>
  )
}
