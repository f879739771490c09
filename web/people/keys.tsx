import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Skeleton from 'antd/es/skeleton'
import { useId, useState } from 'react'
import type { Action, KeyPage, KeyView } from '../../src/app/server/index.ts'
import { useOrganisations } from '../api/organisations.ts'
import { useKeys, usePeople } from '../api/people.ts'
import { useMoment, useReader, useWords } from '../language/language.tsx'
import { useAction } from '../look/action.tsx'
import { FailedQuery } from '../look/state.tsx'
import { FormProblem, useForm } from '../session/door.tsx'
import { ACTION_WORDS } from './action-words.ts'
import { OnceShown } from './once-shown.tsx'
import './people.css'
import { words as peopleWords } from './words.ts'

interface Props {
  /** /api/keys for one's own, /api/accounts/ID/keys for another's. */
  readonly base: string
  readonly mayMake: boolean
  readonly mayRevoke: boolean
}

/** The keys with which machines sign in as an account. */
export function Keys({ base, mayMake, mayRevoke }: Props) {
  const words = useWords(peopleWords)
  const keys = useKeys(base)
  if (keys.isPending) return <Skeleton active />
  if (keys.isError) return <FailedQuery error={keys.error} retry={() => void keys.refetch()} />
  return (
    <>
      <p className="muted">{words.keysNote}</p>
      <KeyList base={base} keys={keys.data.items} mayRevoke={mayRevoke} />
      {mayMake ? <Making base={base} page={keys.data} /> : null}
    </>
  )
}

const stateOf = ({ revokedAt, expiresAt }: KeyView): 'revoked' | 'expired' | 'valid' =>
  revokedAt !== null ? 'revoked' : Date.parse(expiresAt) <= Date.now() ? 'expired' : 'valid'

interface ListProps {
  readonly base: string
  readonly keys: readonly KeyView[]
  readonly mayRevoke: boolean
}

function KeyList({ base, keys, mayRevoke }: ListProps) {
  const words = useWords(peopleWords)
  const read = useReader()
  const moment = useMoment()
  const { revokeKey } = usePeople()
  const { isBusy, problem, run } = useAction()
  if (keys.length === 0) return <p className="faint">{words.noKeys}</p>
  return (
    <>
      <ul className="plain-list">
        {keys.map((key) => (
          <li key={key.id} className={stateOf(key) === 'valid' ? '' : 'faint'}>
            <b className="cut" title={key.label}>
              {key.label}
            </b>
            <span className="muted" title={key.actions.map((action) => read(ACTION_WORDS[action])).join('、')}>
              {words.keyCount(key.actions.length)}
            </span>
            <span className="cut" title={key.organisations?.map(({ name }) => name).join('、') ?? words.everywhere}>
              {key.organisations?.map(({ name }) => name).join('、') ?? ''}
            </span>
            <span className="grow" />
            <span className="num">
              {words.until} {moment(key.expiresAt)}
            </span>
            <span className={stateOf(key) === 'valid' ? 'chip right' : 'chip'}>{words.keyState[stateOf(key)]}</span>
            {mayRevoke && stateOf(key) === 'valid' ? (
              <Button size="small" loading={isBusy} onClick={() => run(() => revokeKey(base, key.id))}>
                {words.revoke}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <FormProblem problem={problem} />
    </>
  )
}

function Making({ base, page }: { readonly base: string; readonly page: KeyPage }) {
  const words = useWords(peopleWords)
  const [isOpen, setIsOpen] = useState(false)
  const [token, setToken] = useState<string | null>(null)
  if (page.actions.length === 0) return null
  const made = (made: string): void => {
    setToken(made)
    setIsOpen(false)
  }
  return (
    <>
      {token === null ? null : <OnceShown label={words.keyToken} value={token} note={words.keyTokenNote} />}
      {isOpen ? (
        <KeyForm base={base} actions={page.actions} onMade={made} onCancel={() => setIsOpen(false)} />
      ) : (
        <Button onClick={() => setIsOpen(true)}>{words.makeKey}</Button>
      )}
    </>
  )
}

const DAYS = [30, 90, 180, 365] as const
const DAY_MS = 86_400_000

interface FormProps {
  readonly base: string
  readonly actions: readonly Action[]
  readonly onMade: (token: string) => void
  readonly onCancel: () => void
}

function KeyForm({ base, actions, onMade, onCancel }: FormProps) {
  const words = useWords(peopleWords)
  const read = useReader()
  const { makeKey } = usePeople()
  const organisations = useOrganisations()
  const [label, setLabel] = useState('')
  const [chosen, setChosen] = useState<Action[]>([])
  const [within, setWithin] = useState<string[]>([])
  const [days, setDays] = useState<number>(90)
  const id = useId()
  const { isBusy, problem, onSubmit } = useForm(async () => {
    const expiresAt = new Date(Date.now() + days * DAY_MS).toISOString()
    const order = { label, actions: chosen, organisations: within.length === 0 ? null : within, expiresAt }
    onMade((await makeKey(base, order)).token)
  })
  return (
    <form className="people-form nested-form" onSubmit={onSubmit}>
      <div className="field">
        <label htmlFor={id}>{words.keyLabel}</label>
        <Input id={id} value={label} required maxLength={100} onChange={(event) => setLabel(event.target.value)} />
      </div>
      <div className="field">
        <span className="field-name">{words.keyActions}</span>
        <Select<Action[]>
          mode="multiple"
          aria-label={words.keyActions}
          value={chosen}
          options={actions.map((action) => ({ value: action, label: read(ACTION_WORDS[action]) }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setChosen}
        />
      </div>
      <div className="field">
        <span className="field-name">{words.keyOrganisations}</span>
        <Select<string[]>
          mode="multiple"
          aria-label={words.keyOrganisations}
          value={within}
          options={(organisations.data?.items ?? []).map((one) => ({
            value: one.id,
            label: `${one.code} ${one.name}`,
          }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setWithin}
        />
      </div>
      <div className="field">
        <span className="field-name">{words.keyDays}</span>
        <Select<number>
          aria-label={words.keyDays}
          value={days}
          options={DAYS.map((count) => ({ value: count, label: words.days(count) }))}
          onChange={setDays}
        />
      </div>
      <FormProblem problem={problem} />
      <span className="file-ways">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={chosen.length === 0}>
          {words.makeKey}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </span>
    </form>
  )
}
