import Skeleton from 'antd/es/skeleton'
import type { OrganisationHistory } from '../../src/app/server/index.ts'
import { useOrganisationHistory } from '../api/organisations.ts'
import { useWords } from '../language/language.tsx'
import { Drawer } from '../look/drawer.tsx'
import { FailedQuery } from '../look/state.tsx'
import { words as organisationWords } from './words.ts'

/** What an organisation was called, with which code and under whom, from which year on. */
export function History({
  id,
  name,
  onClose,
}: {
  readonly id: string
  readonly name: string
  readonly onClose: () => void
}) {
  const words = useWords(organisationWords)
  const history = useOrganisationHistory(id)
  return (
    <Drawer title={`${name} · ${words.history}`} onClose={onClose}>
      {history.isPending ? <Skeleton active /> : null}
      {history.isError ? <FailedQuery error={history.error} retry={() => void history.refetch()} /> : null}
      {history.isSuccess ? <Versions history={history.data} /> : null}
    </Drawer>
  )
}

function Versions({ history }: { readonly history: OrganisationHistory }) {
  const words = useWords(organisationWords)
  return (
    <div className="organisation-history">
      <ol>
        {history.versions.map((version) => (
          <li key={version.from}>
            <span className="num">{words.from(version.from)}</span>
            {version.isEnded ? (
              <b>{version.mergedInto === null ? words.ended : words.mergedInto(version.mergedInto.name)}</b>
            ) : (
              <span>
                <b>{version.name}</b>
                <br />
                <span className="muted">
                  {words.code} {version.code} · {words.kind[version.kind]}
                  {version.parent === null ? '' : ` · ${words.parent} ${version.parent.name}`}
                </span>
              </span>
            )}
          </li>
        ))}
      </ol>
      {history.absorbed.length === 0 ? null : (
        <>
          <h3>{words.absorbed}</h3>
          <ol>
            {history.absorbed.map(({ from, organisation }) => (
              <li key={organisation.id}>
                <span className="num">{words.from(from)}</span>
                <span>
                  {organisation.name} <span className="muted">{organisation.code}</span>
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}
