import { Link } from 'wouter'
import type { AccountRow } from '../../src/app/server/index.ts'
import { useWords } from '../language/language.tsx'
import { RoleChips } from './role-chips.tsx'
import { StatusChip } from './status-chip.tsx'
import { words as peopleWords } from './words.ts'

/** A line for each account; the whole line opens it. */
export function AccountTable({ accounts }: { readonly accounts: readonly AccountRow[] }) {
  const words = useWords(peopleWords)
  return (
    <table className="account-table">
      <thead>
        <tr>
          <th className="account-name">{words.heads.name}</th>
          <th className="account-organisation">{words.heads.organisation}</th>
          <th>{words.heads.roles}</th>
          <th className="account-status">{words.heads.status}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Line key={account.id} account={account} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ account }: { readonly account: AccountRow }) {
  const words = useWords(peopleWords)
  const organisation = account.organisation?.name ?? words.noOrganisation
  return (
    <tr className="account-line">
      <td className="account-name">
        <Link href={`/people/${account.id}`} className="account-link cut" title={account.name}>
          {account.name}
        </Link>
        <span className="faint cut account-login" title={account.login}>
          {account.login}
        </span>
      </td>
      <td className="account-organisation">
        <span className={account.organisation === null ? 'faint cut' : 'cut'} title={organisation}>
          {organisation}
        </span>
      </td>
      <td>
        <RoleChips roles={account.roles} />
      </td>
      <td className="account-status">
        <StatusChip status={account.status} />
      </td>
    </tr>
  )
}
