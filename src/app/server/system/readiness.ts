import { Problem } from '../../../kernel/index.ts'
import { type Migration, recordedMigrations, type Store } from '../../../store/index.ts'
import { serverProblem } from '../problems.ts'

const keyOf = ({ module, version }: Pick<Migration, 'module' | 'version'>): string => `${module} ${version}`

/** Throws `not-ready` unless the store answers and has taken exactly the steps that this program knows. */
export async function demandReadiness(store: Store, migrations: readonly Migration[]): Promise<void> {
  const taken = await recordedMigrations(store).catch((error: unknown) => {
    if (error instanceof Problem) throw serverProblem('not-ready', error.code)
    throw error
  })
  const known = new Set(migrations.map(keyOf))
  if (taken.length !== known.size || taken.some((step) => !known.has(keyOf(step))))
    throw serverProblem('not-ready', 'migrations')
}
