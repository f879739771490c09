import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client'
import type { Store } from '../../store/index.ts'
import type { OpenedSession, SessionLimits } from '../accounts/sessions.ts'
import { identityProblem } from '../problems.ts'
import type { IdentityTables } from '../tables.ts'
import { digestOf, newToken } from '../token.ts'
import { admit } from './admission.ts'
import type { ClaimRules } from './claims.ts'

export interface OpenIdOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the provider sends people back to: registered there, character by character. */
  readonly redirectUri: string
  readonly scope?: string
  readonly rules: ClaimRules
  /** http instead of https; for a provider on the same machine only. */
  readonly isInsecure?: boolean
  readonly limits?: SessionLimits
}

export interface BegunSignIn {
  /** Where the browser goes. */
  readonly address: string
  /** For a cookie of this browser: whoever comes back has to bring it. */
  readonly state: string
}

const MINUTES = 10

/** The path of a page of ours; anything that could lead elsewhere becomes the first page. */
export const localPath = (path: string): string => (/^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(path) ? path : '/')

/** Signing in at an OpenID provider: authorization code with PKCE, state and nonce (RFC 6749, 7636, OpenID Connect Core 1.0). */
export interface OpenIdSignIn {
  /** Throws `external-unavailable`. */
  begin(returnTo: string, now?: Date): Promise<BegunSignIn>
  /** `address`: the whole address that the browser came back with. Each state works once. */
  complete(
    address: URL,
    state: string,
    device: string,
    now?: Date,
  ): Promise<{ readonly session: OpenedSession; readonly returnTo: string }>
}

export function openIdSignIn(store: Store, options: OpenIdOptions): OpenIdSignIn {
  let discovered: Promise<Configuration> | null = null
  const configuration = async (): Promise<Configuration> => {
    discovered ??= discover(options)
    try {
      return await discovered
    } catch (error) {
      discovered = null
      throw error
    }
  }
  return {
    begin: async (returnTo, now = new Date()) => begin(store, await configuration(), options, returnTo, now),
    complete: async (address, state, device, now = new Date()) =>
      complete(store, await configuration(), options, { address, state, device, now }),
  }
}

async function discover({ issuer, clientId, clientSecret, isInsecure = false }: OpenIdOptions): Promise<Configuration> {
  const execute = isInsecure ? { execute: [allowInsecureRequests] } : {}
  try {
    return await discovery(new URL(issuer), clientId, clientSecret, undefined, execute)
  } catch (error) {
    throw failed(error, 'external-unavailable')
  }
}

/** What the provider, the network or the one who came back did wrong; the texts may carry names and stay out. */
function failed(error: unknown, code: 'external-unavailable' | 'external-sign-in-failed'): unknown {
  if (!(error instanceof Error)) return error
  return identityProblem(code, 'code' in error ? String(error.code) : '')
}

async function begin(
  store: Store,
  provider: Configuration,
  { redirectUri, scope = 'openid profile' }: OpenIdOptions,
  returnTo: string,
  now: Date,
): Promise<BegunSignIn> {
  const [state, verifier, nonce] = [newToken(), randomPKCECodeVerifier(), randomNonce()]
  const expires_at = new Date(now.getTime() + MINUTES * 60_000)
  await store
    .tables<IdentityTables>()
    .insertInto('identity_sign_in')
    .values({ digest: digestOf(state), verifier, nonce, return_to: localPath(returnTo), expires_at })
    .execute()
  const address = buildAuthorizationUrl(provider, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { address: address.href, state }
}

interface Return {
  readonly address: URL
  readonly state: string
  readonly device: string
  readonly now: Date
}

async function complete(
  store: Store,
  provider: Configuration,
  options: OpenIdOptions,
  { address, state, device, now }: Return,
) {
  const begun = await store
    .tables<IdentityTables>()
    .deleteFrom('identity_sign_in')
    .where('digest', '=', digestOf(state))
    .returningAll()
    .executeTakeFirst()
  if (begun === undefined || begun.expires_at <= now) throw identityProblem('external-sign-in-failed', 'state')
  const came = new URL(options.redirectUri)
  came.search = address.search
  const claims = await claimsOf(provider, came, { state, verifier: begun.verifier, nonce: begun.nonce })
  const identity = { issuer: provider.serverMetadata().issuer, subject: claims.sub, claims }
  const { rules, limits } = options
  const session = await admit(store, identity, rules, { device, now, ...(limits && { limits }) })
  return { session, returnTo: begun.return_to }
}

/** The claims of the ID token, whose issuer, audience, signature, times and nonce are checked. */
async function claimsOf(
  provider: Configuration,
  came: URL,
  { state, verifier, nonce }: { state: string; verifier: string; nonce: string },
) {
  try {
    const tokens = await authorizationCodeGrant(provider, came, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims === undefined) throw identityProblem('external-sign-in-failed', 'claims')
    return claims
  } catch (error) {
    throw failed(error, 'external-sign-in-failed')
  }
}
