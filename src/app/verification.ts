import { readFile } from 'node:fs/promises'
import { certificatesOf, describeVerdict, verifyLedgerFile } from '../store/index.ts'
import type { Language } from './contract.ts'
import { appProblem } from './problems.ts'

export interface Verification {
  /** Fingerprints of signing keys known from elsewhere. */
  readonly keys: readonly string[]
  /** PEM files. */
  readonly authorities: readonly string[]
  readonly isJson: boolean
  readonly language: Language
}

async function present<Value>(path: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && /^(ENOENT|EISDIR|EACCES)$/.test(String(error.code))
    throw isMissing ? appProblem('no-such-file', path) : error
  }
}

/** Verifies an exported ledger. Exit code 0 when it is sound, 1 when it is not. */
export async function verify(path: string, { keys, authorities, isJson, language }: Verification): Promise<number> {
  const pems = await Promise.all(authorities.map((file) => present(file, readFile(file, 'utf8'))))
  const options = { keys, authorities: pems.flatMap(certificatesOf) }
  const verdict = await present(path, verifyLedgerFile(path, options))
  process.stdout.write(isJson ? `${JSON.stringify(verdict)}\n` : describeVerdict(verdict, language === 'en'))
  return verdict.isSound ? 0 : 1
}
