import {
  type Credentials,
  type DirectoryOptions,
  type OpenedSession,
  type OpenIdSignIn,
  openIdSignIn,
  type SessionLimits,
  signIn,
  signInAtDirectory,
} from '../../identity/index.ts'
import { Problem } from '../../kernel/index.ts'
import type { Store } from '../../store/index.ts'
import type { Settings } from '../settings.ts'
import { OPENID_RETURN } from './guard.ts'

/** Ways to sign in beside the product's own accounts; null where none is configured. */
export interface ExternalSignIn {
  readonly openId: OpenIdSignIn | null
  readonly directory: DirectoryOptions | null
}

export const NO_EXTERNAL: ExternalSignIn = { openId: null, directory: null }

/** As the settings say. `address`: where people reach the server; the provider sends them back below it. */
export const externalSignIn = (store: Store, { openId, directory }: Settings, address: URL): ExternalSignIn => ({
  openId: openId && openIdSignIn(store, { ...openId, redirectUri: new URL(OPENID_RETURN, address).href }),
  directory,
})

/** With an account of ours, else with one of the directory. */
export async function signInAnywhere(
  store: Store,
  { directory }: ExternalSignIn,
  credentials: Credentials,
  limits: SessionLimits,
): Promise<OpenedSession> {
  try {
    return await signIn(store, credentials, { limits })
  } catch (error) {
    const isUnknown = error instanceof Problem && error.code === 'sign-in-refused'
    if (!isUnknown || directory === null) throw error
    return signInAtDirectory(store, directory, credentials)
  }
}
