import { canonical } from './canonical.ts'
import type { LedgerEntry } from './entry.ts'
import type { LedgerKey, Seal } from './seal.ts'

/** The lines of an exported ledger. Each is canonical JSON, in UTF-8, ended by a line feed; docs/ledger.md. */

export const FIRST_LINE = '{"format":"gouji-ledger","version":1}'

export function entryLine({ body, hash, sm3, payload }: LedgerEntry): string {
  const kept = payload === null ? '' : `,"payload":${payload.body},"salt":"${payload.salt}"`
  const second = sm3 === null ? '' : `,"sm3":"${sm3}"`
  return `{"entry":${canonical(body)},"hash":"${hash}"${kept}${second}}`
}

export const keyLine = ({ body, endorsement }: LedgerKey): string => canonical({ endorsement, key: body })

/** Also what the next seal and a time stamp take their digest of. */
export const sealLine = ({ body, signature }: Seal): string => canonical({ seal: body, signature })

export const timeStampLine = (seal: number, token: string): string => canonical({ timeStamp: { seal, token } })

export const lastLine = (entries: number, hash: string): string => canonical({ end: { entries, hash } })
