import { createHash, randomBytes } from 'node:crypto'

const BYTES = 32

/** 256 random bits, for addresses and headers. Shown once and never kept. */
export const newToken = (): string => randomBytes(BYTES).toString('base64url')

/** What is kept of a token. Random bits need no salt and no slow hash. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')
