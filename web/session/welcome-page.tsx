import Button from 'antd/es/button'
import Skeleton from 'antd/es/skeleton'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useEntering, useLinkLogin } from '../api/me.ts'
import { useWords } from '../language/language.tsx'
import { FailedQuery } from '../look/state.tsx'
import { Door, FormProblem, useForm } from './door.tsx'
import { NewPassword, NOTHING_CHOSEN } from './new-password.tsx'
import { words as sessionWords } from './words.ts'

/** Behind a one-time link: who holds it sets a password and is in. */
export default function WelcomePage({ token }: { readonly token: string }) {
  const words = useWords(sessionWords)
  const link = useLinkLogin(token)
  return (
    <Door title={words.welcome}>
      {link.isPending ? <Skeleton active /> : null}
      {link.isError ? <FailedQuery error={link.error} retry={() => void link.refetch()} /> : null}
      {link.isSuccess ? <Opening token={token} login={link.data.login} /> : null}
    </Door>
  )
}

function Opening({ token, login }: { readonly token: string; readonly login: string }) {
  const words = useWords(sessionWords)
  const { open } = useEntering()
  const [, go] = useLocation()
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const { isBusy, problem, onSubmit } = useForm(async () => {
    await open(token, chosen.next)
    go('/', { replace: true })
  })
  return (
    <form onSubmit={onSubmit}>
      <p>{words.opening(login)}</p>
      <input type="text" hidden readOnly autoComplete="username" value={login} />
      <NewPassword login={login} chosen={chosen} onChange={setChosen} isFirst />
      <FormProblem problem={problem} />
      <Button type="primary" htmlType="submit" block loading={isBusy} disabled={chosen.next !== chosen.again}>
        {words.setPassword}
      </Button>
    </form>
  )
}
