import Button from 'antd/es/button'
import Skeleton from 'antd/es/skeleton'
import { useState } from 'react'
import type { AccountView } from '../../src/app/server/index.ts'
import { useMay } from '../api/me.ts'
import { useAccount, usePeople } from '../api/people.ts'
import { useMoment, useWords } from '../language/language.tsx'
import { useAction } from '../look/action.tsx'
import { Drawer } from '../look/drawer.tsx'
import { FailedQuery } from '../look/state.tsx'
import { FormProblem } from '../session/door.tsx'
import { Grants } from './grants.tsx'
import { Keys } from './keys.tsx'
import { OnceShown } from './once-shown.tsx'
import { StatusChip } from './status-chip.tsx'
import { words as peopleWords } from './words.ts'

/** One account: who it is, its roles, its keys, and what can be done about signing in. */
export function AccountDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useWords(peopleWords)
  const account = useAccount(id)
  return (
    <Drawer title={account.data?.name ?? words.account} onClose={onClose}>
      {account.isPending ? <Skeleton active paragraph={{ rows: 8 }} /> : null}
      {account.isError ? <FailedQuery error={account.error} retry={() => void account.refetch()} /> : null}
      {account.isSuccess ? <Account account={account.data} /> : null}
    </Drawer>
  )
}

function Account({ account }: { readonly account: AccountView }) {
  const words = useWords(peopleWords)
  const moment = useMoment()
  const may = useMay()
  const isManaged = account.mayManage && !account.isOwn
  return (
    <div className="account-parts">
      <dl className="facts">
        <dt>{words.login}</dt>
        <dd>{account.login}</dd>
        <dt>{words.organisation}</dt>
        <dd>
          {account.organisation === null
            ? words.noOrganisation
            : `${account.organisation.code} ${account.organisation.name}`}
        </dd>
        <dt>{words.heads.status}</dt>
        <dd>
          <StatusChip status={account.status} />
        </dd>
        <dt>{words.createdAt}</dt>
        <dd>{moment(account.createdAt)}</dd>
      </dl>
      <section aria-label={words.grants}>
        <h3>{words.grants}</h3>
        <Grants account={account} />
      </section>
      {may('account.manage') ? (
        <section aria-label={words.access}>
          <h3>{words.access}</h3>
          {account.isOwn ? <p className="muted">{words.own}</p> : null}
          {account.isOwn || account.mayManage ? null : <p className="muted">{words.beyond}</p>}
          {isManaged ? <SigningIn account={account} /> : null}
        </section>
      ) : null}
      {may('key.read') ? (
        <section aria-label={words.keys}>
          <h3>{words.keys}</h3>
          <Keys
            base={`/api/accounts/${account.id}/keys`}
            mayMake={isManaged && account.status === 'active'}
            mayRevoke={may('key.manage')}
          />
        </section>
      ) : null}
    </div>
  )
}

type Shown = { readonly label: string; readonly value: string; readonly note: string }

/** Ways to let somebody in again, or to keep them out. */
function SigningIn({ account }: { readonly account: AccountView }) {
  const words = useWords(peopleWords)
  const moment = useMoment()
  const { reset, givePassword, disable } = usePeople()
  const { isBusy, problem, run } = useAction()
  const [shown, setShown] = useState<Shown | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const showLink = async (): Promise<void> => {
    const { link, until } = await reset(account.id)
    setShown({ label: words.oneTimeLink, value: link, note: words.linkNote(moment(until)) })
  }
  const showPassword = async (): Promise<void> => {
    const { password } = await givePassword(account.id)
    setShown({ label: words.firstPassword, value: password, note: words.passwordNote })
  }
  const isDisabled = account.status === 'disabled'
  return (
    <>
      <span className="file-ways">
        <Button loading={isBusy} onClick={() => run(showLink)}>
          {isDisabled ? words.reopen : words.reset}
        </Button>
        <Button disabled={isBusy} onClick={() => run(showPassword)}>
          {words.givePassword}
        </Button>
        {isDisabled || isAsking ? null : (
          <Button danger disabled={isBusy} onClick={() => setIsAsking(true)}>
            {words.disable}
          </Button>
        )}
      </span>
      {account.status === 'active' && shown === null ? <p className="faint">{words.resetNote}</p> : null}
      {shown === null ? null : <OnceShown key={shown.value} {...shown} />}
      {isAsking ? (
        <div className="asking" role="alert">
          <p>{words.disableAsk}</p>
          <span className="file-ways">
            <Button
              danger
              type="primary"
              loading={isBusy}
              onClick={() => run(() => disable(account.id).then(() => setIsAsking(false)))}
            >
              {words.disableSure}
            </Button>
            <Button onClick={() => setIsAsking(false)}>{words.cancel}</Button>
          </span>
        </div>
      ) : null}
      <FormProblem problem={problem} />
    </>
  )
}
