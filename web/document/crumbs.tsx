import { Link } from 'wouter'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'

interface Props {
  readonly title: string
  readonly organisation?: string
}

/** The place of a document in the library. */
export function Crumbs({ title, organisation }: Props) {
  const common = useWords(terms)
  return (
    <>
      <Link href="/" className="muted">
        {common.library}
      </Link>
      <span aria-hidden="true">/</span>
      {organisation === undefined || organisation === '' || title.includes(organisation) ? null : (
        <>
          <span className="cut crumb-organisation">{organisation}</span>
          <span aria-hidden="true" className="crumb-organisation">
            /
          </span>
        </>
      )}
      <h1 className="here cut" title={title}>
        {title}
      </h1>
    </>
  )
}
