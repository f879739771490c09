import Button from 'antd/es/button'
import { Link } from 'wouter'
import { useWords } from '../language/language.tsx'
import { words as peopleWords } from './words.ts'

interface Props {
  /** How many organisations there are. */
  readonly organisations: number
  readonly onAdd: () => void
  readonly onImport: () => void
}

/** What an administrator does first, who is alone so far. */
export function FirstSteps({ organisations, onAdd, onImport }: Props) {
  const words = useWords(peopleWords)
  return (
    <section className="card first-steps" aria-label={words.firstTitle}>
      <h2>{words.firstTitle}</h2>
      <p className="muted">{words.firstText}</p>
      <ol>
        <li>
          <h3>
            {words.firstOrganisations}{' '}
            {organisations === 0 ? null : (
              <span className="chip right">✓ {words.firstOrganisationsDone(organisations)}</span>
            )}
          </h3>
          <p className="muted">{words.firstOrganisationsText}</p>
          <Link href="/organisations" className={organisations === 0 ? 'step-link is-next' : 'step-link'}>
            {words.firstOrganisations}
          </Link>
        </li>
        <li>
          <h3>{words.firstPeople}</h3>
          <p className="muted">{words.firstPeopleText}</p>
          <span className="file-ways">
            <Button type={organisations === 0 ? 'default' : 'primary'} onClick={onAdd}>
              {words.add}
            </Button>
            <Button onClick={onImport}>{words.importList}</Button>
          </span>
        </li>
      </ol>
    </section>
  )
}
