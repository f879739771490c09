import { type LookupAddress, lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { Problem } from '../../kernel/index.ts'
import { identityProblem } from '../problems.ts'
import { isOpenAddress, type OutgoingPolicy, urlFault } from './addresses.ts'

export interface Fetched {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface FetchLimits {
  readonly bytes?: number
  readonly milliseconds?: number
  readonly method?: 'GET' | 'HEAD'
  /** How names become addresses: the system's way where nothing is said. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>
}

const BYTES = 32 * 1024 * 1024
const MILLISECONDS = 30_000

const systemResolve = (host: string): Promise<LookupAddress[]> =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true, verbatim: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    )
  })

/**
 * Gives a connection only addresses that were checked. What is looked up is what is connected to: a name that answers
 * otherwise the next time gains nothing. One closed address among several closes the name.
 */
function guardedLookup(
  policy: OutgoingPolicy,
  resolve: (host: string) => Promise<readonly LookupAddress[]>,
): LookupFunction {
  return (host, { all }, done) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses
        const isOpen = first !== undefined && addresses.every(({ address }) => isOpenAddress(address, policy))
        if (!isOpen) done(identityProblem('address-refused', 'address'), '', 0)
        else if (all === true) done(null, [...addresses])
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
}

async function bodyOf(response: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw identityProblem('address-unreachable', 'size')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const answerOf = (request: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end()
  })

/** A network error by its code; its text may carry the address that was tried. */
function unreachable(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : error.name
  return identityProblem('address-unreachable', code)
}

/**
 * Fetches what a user named, where the policy allows it. Redirections are not followed: they are handed back as they
 * came. Throws Problems: `address-refused`, `address-unreachable`.
 */
export async function fetchOutside(
  address: string,
  policy: OutgoingPolicy,
  limits: FetchLimits = {},
): Promise<Fetched> {
  const url = URL.canParse(address) ? new URL(address) : null
  const fault = url === null ? 'syntax' : urlFault(url, policy)
  if (url === null || fault !== null) throw identityProblem('address-refused', fault ?? 'syntax')
  const { bytes = BYTES, milliseconds = MILLISECONDS, method = 'GET', resolve = systemResolve } = limits
  const signal = AbortSignal.timeout(milliseconds)
  const begin = url.protocol === 'https:' ? requestHttps : requestHttp
  const request = begin(url, { method, agent: false, signal, lookup: guardedLookup(policy, resolve) })
  try {
    const response = await answerOf(request)
    const { statusCode: status = 0, headers } = response
    return { status, headers, body: await bodyOf(response, bytes) }
  } catch (error) {
    throw unreachable(error)
  } finally {
    request.destroy()
  }
}
