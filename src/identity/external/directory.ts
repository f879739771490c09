import type { ConnectionOptions } from 'node:tls'
import { Client, EqualityFilter, InvalidCredentialsError, ResultCodeError } from 'ldapts'
import { Problem } from '../../kernel/index.ts'
import type { Store } from '../../store/index.ts'
import { isLogin, loginOf } from '../accounts/login.ts'
import { LONGEST_PASSWORD } from '../accounts/password.ts'
import type { OpenedSession, SessionLimits } from '../accounts/sessions.ts'
import { type Credentials, countSignIn, signInSucceeded } from '../accounts/sign-in.ts'
import { identityProblem } from '../problems.ts'
import { admit } from './admission.ts'
import type { ClaimRules, Claims } from './claims.ts'

export interface DirectoryOptions {
  /** `ldaps://…`, or `ldap://…` with `startTls`; plain `ldap://` sends passwords readable. */
  readonly address: string
  readonly startTls?: boolean
  readonly tls?: ConnectionOptions
  /** Below which people are looked for. */
  readonly base: string
  /** The attribute that people sign in with: uid, sAMAccountName. */
  readonly loginAttribute: string
  /** Attributes to be read, for the rules. */
  readonly attributes: readonly string[]
  /** Who may look for people, where the directory does not let everybody. */
  readonly reader?: { readonly name: string; readonly password: string }
  readonly rules: ClaimRules
  readonly limits?: SessionLimits
}

const WITHIN_MS = 10_000

/** One connection, closed whatever happens. */
async function connected<Result>(
  { address, startTls = false, tls = {} }: DirectoryOptions,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  // Told of TLS, the client speaks it from the first byte, to ldap:// addresses too.
  const secured = address.startsWith('ldaps:') ? { tlsOptions: tls } : {}
  const client = new Client({ url: address, timeout: WITHIN_MS, connectTimeout: WITHIN_MS, strictDN: true, ...secured })
  try {
    // Over a socket that is open already, the name in the certificate is compared with what is said here.
    if (startTls) await client.startTLS({ ...tls, host: new URL(address).hostname })
    return await use(client)
  } finally {
    await client.unbind()
  }
}

type Entry = Awaited<ReturnType<Client['search']>>['searchEntries'][number]

/** The one entry with this name; the filter is built, not written, so that no name can change it. */
async function entryOf(options: DirectoryOptions, login: string): Promise<Entry | null> {
  const { base, loginAttribute, attributes, reader } = options
  return connected(options, async (client) => {
    if (reader !== undefined) await client.bind(reader.name, reader.password)
    const filter = new EqualityFilter({ attribute: loginAttribute, value: login })
    const wanted = [...new Set([loginAttribute, ...attributes])]
    const { searchEntries } = await client.search(base, { scope: 'sub', filter, attributes: wanted, sizeLimit: 2 })
    return searchEntries.length === 1 ? (searchEntries[0] ?? null) : null
  })
}

async function isBound(options: DirectoryOptions, name: string, password: string): Promise<boolean> {
  try {
    await connected(options, (client) => client.bind(name, password))
    return true
  } catch (error) {
    if (error instanceof InvalidCredentialsError) return false
    throw error
  }
}

const claimsOf = ({ dn: _, ...attributes }: Entry): Claims => attributes

/** Network and directory errors by their code; their texts may carry the name that was looked for. */
function unavailable(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const code = error instanceof ResultCodeError ? error.code : 'code' in error ? error.code : error.name
  return identityProblem('external-unavailable', String(code))
}

/** An empty password binds as nobody, which directories answer with success (RFC 4513, 5.1.2). */
const isPassword = (password: string): boolean => password !== '' && password.length <= LONGEST_PASSWORD

/**
 * Signs in with a name and password of a directory: binds as the person, then opens a session here. Throws
 * `sign-in-refused`, `too-many-attempts`, `external-not-admitted`, `external-unavailable`.
 */
export async function signInAtDirectory(
  store: Store,
  options: DirectoryOptions,
  { login: given, password, address, device }: Credentials,
  now = new Date(),
): Promise<OpenedSession> {
  const login = loginOf(given)
  await countSignIn(store, login, address, now)
  if (!isLogin(login) || !isPassword(password)) throw identityProblem('sign-in-refused')
  const entry = await proven(options, login, password)
  if (entry === null) throw identityProblem('sign-in-refused')
  await signInSucceeded(store, login, address)
  const identity = { issuer: options.address, subject: entry.dn, claims: claimsOf(entry) }
  return admit(store, identity, options.rules, { device, now, ...(options.limits && { limits: options.limits }) })
}

async function proven(options: DirectoryOptions, login: string, password: string): Promise<Entry | null> {
  try {
    const entry = await entryOf(options, login)
    return entry !== null && (await isBound(options, entry.dn, password)) ? entry : null
  } catch (error) {
    throw unavailable(error)
  }
}
