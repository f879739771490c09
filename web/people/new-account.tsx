import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Input from 'antd/es/input'
import { useId, useState } from 'react'
import type { LinkView, Role } from '../../src/app/server/index.ts'
import { useOrganisations } from '../api/organisations.ts'
import { usePeople } from '../api/people.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { Drawer } from '../look/drawer.tsx'
import { FormProblem, useForm } from '../session/door.tsx'
import { OnceShown } from './once-shown.tsx'
import { OrganisationSelect } from './organisation-select.tsx'
import { words as peopleWords } from './words.ts'

/** Opens accounts one after another, each with its link. */
export function NewAccount({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(peopleWords)
  const [made, setMade] = useState<LinkView | null>(null)
  return (
    <Drawer title={words.add} onClose={onClose}>
      {made === null ? <AccountForm onMade={setMade} /> : <Made made={made} onAnother={() => setMade(null)} />}
    </Drawer>
  )
}

function Made({ made, onAnother }: { readonly made: LinkView; readonly onAnother: () => void }) {
  const words = useWords(peopleWords)
  const moment = useMoment()
  return (
    <div className="people-form">
      <p>{words.created}</p>
      <OnceShown label={words.oneTimeLink} value={made.link} note={words.linkNote(moment(made.until))} />
      <Button onClick={onAnother}>{words.another}</Button>
    </div>
  )
}

function AccountForm({ onMade }: { readonly onMade: (made: LinkView) => void }) {
  const words = useWords(peopleWords)
  const { open } = usePeople()
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState<string | null>(null)
  const [roles, setRoles] = useState<Role[]>([])
  const { isBusy, problem, onSubmit } = useForm(async () => onMade(await open({ login, name, organisation, roles })))
  const organisations = useOrganisations()
  const id = useId()
  const { items = [], mayManageAll = false } = organisations.data ?? {}
  return (
    <form className="people-form" onSubmit={onSubmit}>
      <div className="field">
        <label htmlFor={`${id}-login`}>{words.login}</label>
        <Input id={`${id}-login`} value={login} required autoFocus onChange={(event) => setLogin(event.target.value)} />
        <p className="faint">{words.loginNote}</p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-name`}>{words.name}</label>
        <Input
          id={`${id}-name`}
          value={name}
          required
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field">
        <span className="field-name">{words.organisation}</span>
        <OrganisationSelect
          label={words.chooseOrganisation}
          organisations={items.filter(({ mayManage }) => mayManage)}
          everywhere={mayManageAll ? words.noOrganisation : undefined}
          value={organisation}
          onChange={setOrganisation}
        />
      </div>
      <fieldset className="field plain-set">
        <legend className="field-name">{words.roles}</legend>
        <RoleBoxes value={roles} onChange={setRoles} />
        <p className="faint">{organisation === null && mayManageAll ? words.rolesEverywhereNote : words.rolesNote}</p>
      </fieldset>
      <FormProblem problem={problem} />
      <Button type="primary" htmlType="submit" loading={isBusy} disabled={organisation === null && !mayManageAll}>
        {words.create}
      </Button>
    </form>
  )
}

export const useRoleOptions = () => {
  const words = useWords(peopleWords)
  return (Object.keys(words.role) as Role[]).map((role) => ({ value: role, label: words.role[role] }))
}

function RoleBoxes({ value, onChange }: { readonly value: Role[]; readonly onChange: (roles: Role[]) => void }) {
  return <Checkbox.Group<Role> className="role-boxes" value={value} options={useRoleOptions()} onChange={onChange} />
}
