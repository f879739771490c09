import type { FastifyReply, FastifyRequest } from 'fastify'

const NAME = 'gouji-session'

/** `isSecure`: people reach the server by https; browsers then never send the cookie otherwise. */
const optionsOf = (isSecure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure }) as const

/** The token of the session that a browser sends along; null when it sends none. */
export const sessionOf = (request: FastifyRequest): string | null => request.cookies[NAME] ?? null

/** It ends with the browser, or when the store says so. */
export const giveSession = (reply: FastifyReply, token: string, isSecure: boolean): void => {
  void reply.setCookie(NAME, token, optionsOf(isSecure))
}

export const takeSession = (reply: FastifyReply, isSecure: boolean): void => {
  void reply.clearCookie(NAME, optionsOf(isSecure))
}
