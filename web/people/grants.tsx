import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useId, useState } from 'react'
import type { AccountView, GrantView, Role } from '../../src/app/server/index.ts'
import { useMay } from '../api/me.ts'
import { useOrganisations } from '../api/organisations.ts'
import { usePeople } from '../api/people.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { useAction } from '../look/action.tsx'
import { FormProblem, useForm } from '../session/door.tsx'
import { useRoleOptions } from './new-account.tsx'
import { OrganisationSelect } from './organisation-select.tsx'
import { RoleChip } from './role-chips.tsx'
import { words as peopleWords } from './words.ts'

/** What an account is and was, and giving it more. */
export function Grants({ account }: { readonly account: AccountView }) {
  const words = useWords(peopleWords)
  const may = useMay()
  const [isOpen, setIsOpen] = useState(false)
  const past = account.grants.filter(({ state }) => state === 'past')
  const others = account.grants.filter(({ state }) => state !== 'past')
  return (
    <>
      {others.length === 0 ? <p className="faint">{words.noRole}</p> : <GrantList account={account} grants={others} />}
      {past.length === 0 ? null : (
        <details>
          <summary className="muted">{words.past(past.length)}</summary>
          <GrantList account={account} grants={past} />
        </details>
      )}
      {isOpen ? <GrantForm account={account} onDone={() => setIsOpen(false)} /> : null}
      {!isOpen && account.mayGive && may('grant.give') ? (
        <Button onClick={() => setIsOpen(true)}>{words.give}</Button>
      ) : null}
    </>
  )
}

interface ListProps {
  readonly account: AccountView
  readonly grants: readonly GrantView[]
}

function GrantList({ account, grants }: ListProps) {
  const words = useWords(peopleWords)
  const moment = useMoment()
  const { take } = usePeople()
  const { isBusy, problem, run } = useAction()
  return (
    <>
      <ul className="plain-list">
        {grants.map((grant) => (
          <li key={grant.id} className={grant.state === 'past' ? 'faint' : ''}>
            <RoleChip role={grant.role} organisation={grant.organisation} />
            {grant.isExternal ? <span className="faint">{words.external}</span> : null}
            {grant.state === 'future' ? <span className="chip doubt">{words.state.future}</span> : null}
            <span className="grow" />
            <span className="num">
              {words.from} {moment(grant.from)}
              {grant.until === null ? '' : ` ${words.until} ${moment(grant.until)}`}
            </span>
            {grant.mayTake && grant.state !== 'past' ? (
              <Button size="small" loading={isBusy} onClick={() => run(() => take(account.id, grant.id))}>
                {words.take}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <FormProblem problem={problem} />
    </>
  )
}

/** The first moment of a day as the reader's clock has it; of the day after, where the day itself still counts. */
const momentOf = (day: string, after = 0): string => {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + after)
  return date.toISOString()
}

function GrantForm({ account, onDone }: { readonly account: AccountView; readonly onDone: () => void }) {
  const words = useWords(peopleWords)
  const { give } = usePeople()
  const organisations = useOrganisations()
  const { items = [], mayManageAll = false } = organisations.data ?? {}
  const [role, setRole] = useState<Role>('finance')
  const [organisation, setOrganisation] = useState<string | null>(account.organisation?.id ?? null)
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const id = useId()
  const roles = useRoleOptions()
  const { isBusy, problem, onSubmit } = useForm(async () => {
    const period = { ...(from && { from: momentOf(from) }), until: until === '' ? null : momentOf(until, 1) }
    await give(account.id, { role, organisation, ...period })
    onDone()
  })
  return (
    <form className="people-form nested-form" onSubmit={onSubmit}>
      <div className="field">
        <span className="field-name">{words.chooseRole}</span>
        <Select<Role>
          aria-label={words.chooseRole}
          showSearch={{ optionFilterProp: 'label' }}
          value={role}
          options={roles}
          onChange={setRole}
        />
      </div>
      <div className="field">
        <span className="field-name">{words.organisation}</span>
        <OrganisationSelect
          label={words.chooseOrganisation}
          organisations={items.filter(({ mayManage }) => mayManage)}
          everywhere={mayManageAll ? words.everywhere : undefined}
          value={organisation}
          onChange={setOrganisation}
        />
      </div>
      <div className="field-row">
        <div className="field">
          <label htmlFor={`${id}-from`}>{words.fromDate}</label>
          <Input id={`${id}-from`} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={`${id}-until`}>{words.untilDate}</label>
          <Input id={`${id}-until`} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </div>
      </div>
      <FormProblem problem={problem} />
      <span className="file-ways">
        <Button type="primary" htmlType="submit" loading={isBusy} disabled={organisation === null && !mayManageAll}>
          {words.give}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </span>
    </form>
  )
}
