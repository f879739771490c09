import Button from 'antd/es/button'
import { useEffect, useState } from 'react'
import type { Me, ProblemView } from '../../src/app/server/index.ts'
import { useEntering } from '../api/me.ts'
import { useWords } from '../language/language.tsx'
import { terms } from '../language/terms.ts'
import { Door, FormProblem, useForm } from './door.tsx'
import { Field } from './field.tsx'
import { words as sessionWords } from './words.ts'

/** Stands in the place of whatever page was asked for; once signed in, that page is there. */
export function SignInPage({
  external,
  problem: came,
}: Pick<Me, 'external'> & { readonly problem: ProblemView | null }) {
  const words = useWords(sessionWords)
  const common = useWords(terms)
  const { signIn } = useEntering()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const { isBusy, problem, onSubmit } = useForm(() => signIn(login, password))
  useEffect(() => {
    document.title = `${words.signIn} · ${common.brand}`
  }, [words, common])
  const returnTo = encodeURIComponent(window.location.pathname)
  return (
    <Door title={words.signIn}>
      <form onSubmit={onSubmit}>
        <Field label={words.login} value={login} onChange={setLogin} autoComplete="username" isFirst />
        <Field
          label={words.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          isPassword
        />
        <FormProblem problem={isBusy ? null : (problem ?? came)} />
        <Button type="primary" htmlType="submit" block loading={isBusy}>
          {words.signIn}
        </Button>
      </form>
      {external.openId ? (
        <Button block href={`/api/openid?returnTo=${returnTo}`}>
          {words.openId}
        </Button>
      ) : null}
      <p className="faint">{external.directory ? words.directory : words.forgotten}</p>
      <p className="faint">{words.privacy}</p>
    </Door>
  )
}
