import { useWords } from '../language/language.tsx'
import { Door } from './door.tsx'
import { PasswordForm } from './password-form.tsx'
import { words as sessionWords } from './words.ts'

/** Before anything else: the password that somebody else knows is changed. */
export function FirstPasswordPage({ login }: { readonly login: string }) {
  const words = useWords(sessionWords)
  return (
    <Door title={words.change}>
      <p>{words.firstPassword}</p>
      <PasswordForm login={login} />
    </Door>
  )
}
