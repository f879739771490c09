import type { HeldRole } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { words as peopleWords } from './words.ts'

/** What somebody is, and where. */
export function RoleChip({ role, organisation }: HeldRole) {
  const words = useWords(peopleWords)
  const where = organisation?.name ?? words.everywhere
  return (
    <span className="chip accent role-chip" title={`${words.role[role]} · ${where}`}>
      <span>{words.role[role]}</span>
      <span className="cut role-where">{where}</span>
    </span>
  )
}

export function RoleChips({ roles }: { readonly roles: readonly HeldRole[] }) {
  const words = useWords(peopleWords)
  if (roles.length === 0) return <span className="faint">{words.noRole}</span>
  return (
    <span className="role-chips">
      {roles.map(({ role, organisation }) => (
        <RoleChip key={`${role} ${organisation?.id}`} role={role} organisation={organisation} />
      ))}
    </span>
  )
}
