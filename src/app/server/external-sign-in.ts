import {
  type Credentials,
  type DirectoryOptions,
  type OpenedSession,
  type OpenIdSignIn,
  signIn,
  signInAtDirectory,
} from '../../identity/index.ts'
import { Problem } from '../../kernel/index.ts'
import type { Store } from '../../store/index.ts'

/** Ways to sign in beside the product's own accounts; null where none is configured. */
export interface ExternalSignIn {
  readonly openId: OpenIdSignIn | null
  readonly directory: DirectoryOptions | null
}

/** With an account of ours, else with one of the directory. */
export async function signInAnywhere(
  store: Store,
  { directory }: ExternalSignIn,
  credentials: Credentials,
): Promise<OpenedSession> {
  try {
    return await signIn(store, credentials)
  } catch (error) {
    const isUnknown = error instanceof Problem && error.code === 'sign-in-refused'
    if (!isUnknown || directory === null) throw error
    return signInAtDirectory(store, directory, credentials)
  }
}
