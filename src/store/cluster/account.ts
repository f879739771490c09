import { existsSync, readFileSync, statSync } from 'node:fs'
import { storeProblem } from '../problems.ts'

/** Whom PostgreSQL runs as: it refuses root. Null: as whoever runs this program. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** System users that own nothing else which matters, the fittest first. */
const CANDIDATES = ['gouji', 'postgres', 'nobody']

interface Entry extends Account {
  readonly name: string
}

const entries = (): Entry[] =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))

/** A folder that is there already says by its owner who works in it. */
function ownerOf(folder: string, known: readonly Entry[]): Account | null {
  if (!existsSync(folder)) return null
  const { uid, gid } = statSync(folder)
  return uid === 0 ? null : (known.find((entry) => entry.uid === uid) ?? { uid, gid })
}

/** Throws a Problem when the folder belongs to somebody else, or root finds no user to run PostgreSQL as. */
export function accountFor(dataFolder: string): Account | null {
  const self = process.getuid?.()
  if (self === undefined) return null
  if (self !== 0) {
    if (existsSync(dataFolder) && statSync(dataFolder).uid !== self) throw storeProblem('data-of-another', dataFolder)
    return null
  }
  const known = entries()
  const candidates = CANDIDATES.flatMap((name) => known.find((entry) => entry.name === name && entry.uid !== 0) ?? [])
  const account = ownerOf(dataFolder, known) ?? candidates[0]
  if (account === undefined) throw storeProblem('no-database-user', CANDIDATES.join(', '))
  return account
}
