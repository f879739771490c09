import * as z from 'zod'
import {
  acceptLink,
  accountOf,
  adviseOn,
  changePassword,
  endAllSessions,
  endSession,
  loginOfLink,
  type OpenedSession,
  PASSWORD_ADVICE,
  type SessionLimits,
  sessionsOf,
  signIn,
} from '../../identity/index.ts'
import type { Store } from '../../store/index.ts'
import { bilingual } from './contract.ts'
import { type ExternalSignIn, signInAnywhere } from './external-sign-in.ts'
import type { Caller } from './http/caller.ts'
import { type Call, type Route, route } from './http/route.ts'
import { giveSession, takeSession } from './http/session-cookie.ts'
import { serverProblem } from './problems.ts'

export interface SessionOptions {
  readonly store: Store
  readonly version: string
  /** People reach the server by https. */
  readonly isSecure: boolean
  readonly external: ExternalSignIn
  readonly limits: SessionLimits
}

/** Who the reader of the pages is, and what they may do: the pages show no more than that. */
export const me = z
  .object({
    entrance: z.enum(['open', 'session', 'key', 'none']),
    account: z
      .object({ id: z.string(), login: z.string(), name: z.string(), organisation: z.string().nullable() })
      .readonly()
      .nullable(),
    actions: z.array(z.string()).readonly(),
    mustChangePassword: z.boolean(),
    /** Other ways to sign in that are configured. */
    external: z.object({ openId: z.boolean(), directory: z.boolean() }).readonly(),
    version: z.string(),
  })
  .readonly()
export type Me = z.infer<typeof me>

const credentials = z.object({ login: z.string().min(1).max(200), password: z.string().min(1).max(1_000) })
const newPassword = z.object({ password: z.string().max(1_000) })
const passwordChange = z.object({ present: z.string().max(1_000), next: z.string().max(1_000) })
const linkAddress = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,100}$/) })
const sessionAddress = z.object({ session: z.uuid() })
const sessionView = z
  .object({ session: z.string(), createdAt: z.string(), seenAt: z.string(), device: z.string(), isThis: z.boolean() })
  .readonly()
export type SessionView = z.infer<typeof sessionView>

const deviceOf = ({ request }: Call): string => request.headers['user-agent'] ?? ''

/** Only for routes that demand a session: the gate has let nobody else in. */
function ownOf({ account, session }: Caller): { readonly account: string; readonly session: string } {
  if (account === null || session === null) throw serverProblem('sign-in-needed')
  return { account, session }
}

async function meOf({ caller }: Call, { store, version, external }: SessionOptions): Promise<Me> {
  const { entrance, account: id, mustChangePassword } = caller
  const account = entrance === 'session' && id !== null ? await accountOf(store, id) : null
  return {
    entrance,
    account: account && {
      id: account.id,
      login: account.login,
      name: account.name,
      organisation: account.organisation,
    },
    actions: mustChangePassword ? [] : caller.actions,
    mustChangePassword,
    external: { openId: external.openId !== null, directory: external.directory !== null },
    version,
  }
}

const signingIn = (options: SessionOptions): readonly Route[] => {
  const { store, isSecure, external, limits } = options
  const open = (call: Call, session: OpenedSession): void => giveSession(call.reply, session.token, isSecure)
  return [
    route({
      method: 'GET',
      path: '/api/me',
      access: 'anyone',
      title: { zh: '我是谁，能做什么', en: 'Who asks, and what they may do' },
      answer: me,
      handle: (call) => meOf(call, options),
    }),
    route({
      method: 'POST',
      path: '/api/session',
      access: 'anyone',
      title: { zh: '登录', en: 'Signs in' },
      body: credentials,
      answer: 'nothing',
      handle: async (call) => {
        const given = { ...call.body, address: call.request.ip, device: deviceOf(call) }
        open(call, await signInAnywhere(store, external, given, limits))
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/session',
      access: 'signed-in',
      title: { zh: '退出登录', en: 'Signs out' },
      answer: 'nothing',
      handle: async ({ caller, reply }) => {
        const { account, session } = ownOf(caller)
        await endSession(store, account, session)
        takeSession(reply, isSecure)
      },
    }),
  ]
}

const links = ({ store, isSecure, limits }: SessionOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/links/:token',
    access: 'anyone',
    title: { zh: '一次性链接：谁的账号', en: 'A one-time link: whose account it opens' },
    params: linkAddress,
    answer: z.object({ login: z.string() }).readonly(),
    handle: async ({ params, reply }) => {
      reply.header('cache-control', 'no-store')
      return { login: await loginOfLink(store, params.token) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/links/:token',
    access: 'anyone',
    title: { zh: '用一次性链接设置密码并登录', en: 'Sets a password through a one-time link and signs in' },
    params: linkAddress,
    body: newPassword,
    answer: 'nothing',
    handle: async (call) => {
      const { token } = call.params
      const login = await loginOfLink(store, token)
      await acceptLink(store, token, call.body.password)
      const given = { login, password: call.body.password, address: call.request.ip, device: deviceOf(call) }
      giveSession(call.reply, (await signIn(store, given, { limits })).token, isSecure)
    },
  }),
  route({
    method: 'POST',
    path: '/api/password-advice',
    access: 'anyone',
    title: { zh: '密码还差什么', en: 'What a password still lacks' },
    body: z.object({ password: z.string().max(1_000), login: z.string().max(200).default('') }),
    answer: z.object({ advice: z.array(bilingual).readonly() }).readonly(),
    handle: ({ body: { password, login } }) => ({
      advice: adviseOn(password, [login]).map((code) => PASSWORD_ADVICE[code]),
    }),
  }),
]

const own = ({ store, isSecure, limits }: SessionOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/sessions',
    access: 'signed-in',
    title: { zh: '我在哪些设备上登录着', en: 'Where the caller is signed in' },
    answer: z.object({ items: z.array(sessionView).readonly() }).readonly(),
    handle: async ({ caller }) => {
      const { account, session: current } = ownOf(caller)
      const entries = await sessionsOf(store, account, limits)
      const items = entries.map(({ session, createdAt, seenAt, device }) => ({
        session,
        createdAt: createdAt.toISOString(),
        seenAt: seenAt.toISOString(),
        device,
        isThis: session === current,
      }))
      return { items }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/sessions/:session',
    access: 'signed-in',
    title: { zh: '退出一台设备', en: 'Signs one device out' },
    params: sessionAddress,
    answer: 'nothing',
    handle: ({ caller, params }) => endSession(store, ownOf(caller).account, params.session),
  }),
  route({
    method: 'DELETE',
    path: '/api/sessions',
    access: 'signed-in',
    title: { zh: '退出所有设备', en: 'Signs out everywhere' },
    answer: 'nothing',
    handle: async ({ caller, reply }) => {
      await endAllSessions(store, ownOf(caller).account, caller.who)
      takeSession(reply, isSecure)
    },
  }),
  route({
    method: 'PUT',
    path: '/api/password',
    access: 'signed-in',
    title: { zh: '修改密码', en: 'Changes the password' },
    body: passwordChange,
    answer: 'nothing',
    handle: ({ caller, body }) => changePassword(store, { ...ownOf(caller), ...body }),
  }),
]

/** Signing in and out, one's own sessions and password. */
export const sessionRoutes = (options: SessionOptions): readonly Route[] => [
  ...signingIn(options),
  ...links(options),
  ...own(options),
]
