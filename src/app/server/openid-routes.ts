import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { identityProblems, type OpenIdSignIn } from '../../identity/index.ts'
import { Problem } from '../../kernel/index.ts'
import { storeProblems } from '../../store/index.ts'
import { problemView } from './contract.ts'
import { OPENID_RETURN } from './guard.ts'
import { type Route, route } from './http/route.ts'
import { giveSession } from './http/session-cookie.ts'
import { serverProblem } from './problems.ts'

/** Says which browser a sign-in began in. The provider is another site: `strict` would keep it back on the return. */
const COOKIE = 'gouji-sign-in'
const TEN_MINUTES = 600

const cookieOf = (isSecure: boolean) =>
  ({ path: OPENID_RETURN, httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: TEN_MINUTES }) as const

const goTo = (reply: FastifyReply, address: string): FastifyReply =>
  reply.header('cache-control', 'no-store').redirect(address, 303)

/** A browser is shown a page with what went wrong, not the answer of an interface. */
async function orSignInPage(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) return goTo(reply, `/?problem=${error.code}`)
    throw error
  }
}

/** Everything that signing in elsewhere can end with. */
const ENDINGS = new Map(Object.entries({ ...storeProblems, ...identityProblems }))

/** Signing in at an OpenID provider: out to it, and back from it. */
export function openIdRoutes(openId: OpenIdSignIn | null, isSecure: boolean): readonly Route[] {
  const cookie = cookieOf(isSecure)
  const demandOpenId = (): OpenIdSignIn => {
    if (openId === null) throw serverProblem('address-unknown')
    return openId
  }
  return [
    route({
      method: 'GET',
      path: '/api/openid',
      access: 'anyone',
      title: { zh: '去统一身份认证登录', en: 'Leads to the identity provider' },
      query: z.object({ returnTo: z.string().max(2_000).default('/') }),
      answer: 'bytes',
      handle: ({ query, reply }) => {
        const provider = demandOpenId()
        return orSignInPage(reply, async () => {
          const { address, state } = await provider.begin(query.returnTo)
          return goTo(reply.setCookie(COOKIE, state, cookie), address)
        })
      },
    }),
    route({
      method: 'GET',
      path: OPENID_RETURN,
      access: 'anyone',
      title: { zh: '从统一身份认证回来', en: 'Comes back from the identity provider' },
      answer: 'bytes',
      handle: ({ request, reply }) => {
        const provider = demandOpenId()
        return orSignInPage(reply, async () => {
          reply.clearCookie(COOKIE, cookie)
          const state = request.cookies[COOKIE] ?? ''
          const came = new URL(request.url, 'http://here')
          const { session, returnTo } = await provider.complete(came, state, request.headers['user-agent'] ?? '')
          giveSession(reply, session.token, isSecure)
          return goTo(reply, returnTo)
        })
      },
    }),
    route({
      method: 'GET',
      path: '/api/sign-in-problems/:code',
      access: 'anyone',
      title: { zh: '登录没有成功的原因', en: 'Why signing in did not succeed' },
      params: z.object({ code: z.string().max(100) }),
      answer: problemView,
      handle: ({ params: { code } }) => {
        const known = ENDINGS.get(code)
        if (known === undefined) throw serverProblem('address-unknown')
        return { code, title: known.title, remedy: known.remedy, detail: '' }
      },
    }),
  ]
}
