import { existsSync, readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import {
  type ClaimRules,
  type DirectoryOptions,
  type OpenIdOptions,
  type OutgoingPolicy,
  ROLES,
  SESSION_LIMITS,
  type SessionLimits,
} from '../identity/index.ts'
import { isCronPattern, type SealAlgorithm } from '../store/index.ts'
import { appProblem } from './problems.ts'

/** What the settings file says, with the secrets and certificates that it names. docs/settings.md describes the file. */
export interface Settings {
  readonly openId: Omit<OpenIdOptions, 'redirectUri'> | null
  readonly directory: DirectoryOptions | null
  readonly ledger: { readonly algorithm: SealAlgorithm; readonly timeStamp: TimeStampSettings | null }
  readonly backup: BackupSettings | null
  readonly outgoing: OutgoingPolicy
  readonly sessions: SessionLimits
}

export interface TimeStampSettings {
  readonly address: string
  /** PEM: under which of these certificates time stamps must have been issued; null: any. */
  readonly authorities: string | null
}

export interface BackupSettings {
  readonly folder: string
  /** The newest that stay. */
  readonly keep: number
  /** A cron pattern in Beijing's time. */
  readonly at: string
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)

const isSafeUrl = (text: string): boolean => {
  const url = urlOf(text)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
}

const isRange = (text: string): boolean => {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const family = isIP(address)
  return family !== 0 && Number(prefix) <= (family === 4 ? 32 : 128)
}

const text = z.string().min(1).max(1_000)

const claimRules = z.strictObject({
  login: text,
  name: text,
  organisation: text.exactOptional(),
  roles: z
    .array(
      z.strictObject({
        claim: text,
        has: text,
        role: z.enum(ROLES),
        in: z.union([z.literal('all'), z.literal('own'), z.strictObject({ code: text })]),
      }),
    )
    .default([]),
  admit: z.enum(['link', 'create']),
}) satisfies z.ZodType<ClaimRules>

const openId = z
  .strictObject({
    issuer: z.string().refine(isSafeUrl),
    clientId: text,
    clientSecret: text.exactOptional(),
    clientSecretFile: text.exactOptional(),
    scope: text.exactOptional(),
    rules: claimRules,
  })
  .refine(({ clientSecret, clientSecretFile }) => (clientSecret === undefined) !== (clientSecretFile === undefined), {
    path: ['clientSecret'],
  })

const reader = z
  .strictObject({ name: text, password: text.exactOptional(), passwordFile: text.exactOptional() })
  .refine(({ password, passwordFile }) => (password === undefined) !== (passwordFile === undefined), {
    path: ['password'],
  })

const directory = z
  .strictObject({
    address: z.string().refine((address) => /^ldaps?:$/.test(urlOf(address)?.protocol ?? '')),
    startTls: z.boolean().default(false),
    caFile: text.exactOptional(),
    base: text,
    loginAttribute: text,
    attributes: z.array(text).default([]),
    reader: reader.exactOptional(),
    rules: claimRules,
  })
  // Passwords do not go over a network as they are.
  .refine(({ address, startTls }) => startTls || isSafeUrl(address.replace(/^ldap/, 'http')), { path: ['startTls'] })

const schema = z.strictObject({
  openId: openId.exactOptional(),
  directory: directory.exactOptional(),
  ledger: z
    .strictObject({
      algorithm: z.enum(['Ed25519', 'SM2']).default('Ed25519'),
      timeStamp: z
        .strictObject({
          address: z.string().refine((address) => /^https?:$/.test(urlOf(address)?.protocol ?? '')),
          caFile: text.exactOptional(),
        })
        .exactOptional(),
    })
    .prefault({}),
  backup: z
    .strictObject({
      folder: text,
      keep: z.int().min(1).max(1_000).default(7),
      at: z.string().refine(isCronPattern).default('30 2 * * *'),
    })
    .exactOptional(),
  outgoing: z
    .strictObject({
      hosts: z.array(text).default([]),
      ranges: z.array(z.string().refine(isRange)).default([]),
      ports: z.array(z.int().min(1).max(65_535)).default([80, 443]),
    })
    .prefault({}),
  sessions: z
    .strictObject({
      idleMinutes: z.int().min(1).max(1_440).default(SESSION_LIMITS.idleMinutes),
      absoluteHours: z.int().min(1).max(168).default(SESSION_LIMITS.absoluteHours),
    })
    .prefault({}),
})

type Written = z.output<typeof schema>

/** The field that is wrong, as one would look for it in the file. */
function fieldOf({ issues }: z.ZodError): string {
  const [issue] = issues
  const path = issue?.path ?? []
  const more = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return [...path, ...more].join('.')
}

function parse(file: string, content: string): Written {
  let json: unknown
  try {
    json = JSON.parse(content)
  } catch (error) {
    // What the parser says quotes the file, and with it perhaps a secret.
    if (error instanceof SyntaxError) throw appProblem('settings-unreadable', file)
    throw error
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw appProblem('settings-invalid', `${file}: ${fieldOf(parsed.error)}`)
  return parsed.data
}

const OTHERS = 0o077

/** A file with a secret is for its owner alone. */
function demandClosed(file: string): void {
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0) throw appProblem('settings-exposed', file)
}

const holdsSecret = ({ openId, directory }: Written): boolean =>
  openId?.clientSecret !== undefined || directory?.reader?.password !== undefined

/** Reads files that the settings name; their paths are taken from the folder of the settings. */
const filesBeside = (settings: string) => {
  const pathOf = (field: string, name: string): string => {
    const path = resolve(dirname(settings), name)
    if (!existsSync(path)) throw appProblem('settings-invalid', `${settings}: ${field}: ${path}`)
    return path
  }
  return {
    text: (field: string, name: string): string => readFileSync(pathOf(field, name), 'utf8'),
    secret: (field: string, name: string): string => {
      const path = pathOf(field, name)
      demandClosed(path)
      return readFileSync(path, 'utf8').trim()
    },
  }
}

type Files = ReturnType<typeof filesBeside>

function openIdOf({ openId, sessions }: Written, files: Files): Settings['openId'] {
  if (openId === undefined) return null
  const { clientSecret, clientSecretFile = '', ...options } = openId
  return {
    ...options,
    clientSecret: clientSecret ?? files.secret('openId.clientSecretFile', clientSecretFile),
    isInsecure: openId.issuer.startsWith('http:'),
    limits: sessions,
  }
}

function readerOf({ name, password, passwordFile = '' }: z.output<typeof reader>, files: Files) {
  return { name, password: password ?? files.secret('directory.reader.passwordFile', passwordFile) }
}

function directoryOf({ directory, sessions }: Written, files: Files): Settings['directory'] {
  if (directory === undefined) return null
  const { caFile, reader, ...options } = directory
  return {
    ...options,
    limits: sessions,
    ...(caFile && { tls: { ca: files.text('directory.caFile', caFile) } }),
    ...(reader && { reader: readerOf(reader, files) }),
  }
}

function settingsOf(written: Written, file: string): Settings {
  const files = filesBeside(file)
  const { timeStamp, algorithm } = written.ledger
  const { backup } = written
  const stamp = timeStamp && {
    address: timeStamp.address,
    authorities: timeStamp.caFile === undefined ? null : files.text('ledger.timeStamp.caFile', timeStamp.caFile),
  }
  return {
    openId: openIdOf(written, files),
    directory: directoryOf(written, files),
    ledger: { algorithm, timeStamp: stamp ?? null },
    backup: backup === undefined ? null : { ...backup, folder: resolve(dirname(file), backup.folder) },
    outgoing: written.outgoing,
    sessions: written.sessions,
  }
}

/** What holds where nothing is set. */
export const NO_SETTINGS: Settings = settingsOf(schema.parse({}), '')

const NAME = 'settings.json'

/**
 * Reads the settings file: `named` (GOUJI_SETTINGS), which must be there, or settings.json in the data folder, which may
 * be. Throws a Problem that names the field that cannot be taken, or the file that others may read although it holds a secret.
 */
export function readSettings(dataDir: string, named?: string): Settings {
  const file = resolve(named || resolve(dataDir, NAME))
  if (!existsSync(file)) {
    if (named) throw appProblem('no-such-file', file)
    return NO_SETTINGS
  }
  const written = parse(file, readFileSync(file, 'utf8'))
  if (holdsSecret(written)) demandClosed(file)
  return settingsOf(written, file)
}
