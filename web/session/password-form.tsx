import Button from 'antd/es/button'
import { useState } from 'react'
import { useEntering } from '../api/me.ts'
import { useWords } from '../language/language.tsx'
import { FormProblem, useForm } from './door.tsx'
import { Field } from './field.tsx'
import { NewPassword, NOTHING_CHOSEN } from './new-password.tsx'
import { words as sessionWords } from './words.ts'

export function PasswordForm({ login, onDone = () => {} }: { readonly login: string; readonly onDone?: () => void }) {
  const words = useWords(sessionWords)
  const { change } = useEntering()
  const [present, setPresent] = useState('')
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const { isBusy, problem, onSubmit } = useForm(async () => {
    await change(present, chosen.next)
    setPresent('')
    setChosen(NOTHING_CHOSEN)
    onDone()
  })
  return (
    <form onSubmit={onSubmit}>
      <input type="text" hidden readOnly autoComplete="username" value={login} />
      <Field label={words.present} value={present} onChange={setPresent} autoComplete="current-password" isPassword />
      <NewPassword login={login} chosen={chosen} onChange={setChosen} />
      <FormProblem problem={problem} />
      <Button type="primary" htmlType="submit" loading={isBusy} disabled={chosen.next !== chosen.again}>
        {words.change}
      </Button>
    </form>
  )
}
