import type { FastifyReply, FastifyRequest } from 'fastify'
import type * as z from 'zod'
import type { Bilingual } from '../../../kernel/index.ts'
import type { Action, Caller } from './caller.ts'

/** Who may ask: anyone who reaches the server, anyone who has signed in, or whose roles allow an action. */
export type Access = 'anyone' | 'signed-in' | Action

/** What a route is given: everything from outside already checked by the schemas of its declaration. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

/**
 * What comes back: JSON of a schema; `bytes` for a file or a part that is sent as it lies on disk; `events` for a stream
 * that the route itself writes; `nothing` for 204.
 */
export type Answer = z.ZodType | 'bytes' | 'events' | 'nothing'

/**
 * One address of the interface. The declaration is all there is to say of it: the server mounts it, checks what comes
 * in, asks whether the caller may, and describes it in OpenAPI.
 */
export interface Route {
  readonly method: Method
  /** As Fastify writes it: `/api/documents/:sha256`. */
  readonly path: `/${string}`
  readonly access: Access
  readonly title: Bilingual
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  /** A schema for JSON; `bytes` for a file, which the route reads as a stream. */
  readonly body?: z.ZodType | 'bytes'
  readonly answer: Answer
  /** 200 unless told otherwise; 204 where nothing comes back. */
  readonly status?: 200 | 201 | 202
  readonly handle: (call: Call) => unknown
}

type Given<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

interface Declared<Params, Query, Body, Answered>
  extends Omit<Route, 'params' | 'query' | 'body' | 'answer' | 'handle'> {
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer: Answered
  readonly handle: (
    call: Call<Given<Params>, Given<Query>, Given<Body>>,
  ) => Answered extends z.ZodType ? z.input<Answered> | Promise<z.input<Answered>> : unknown
}

/** Declares a route; the handler is typed by the schemas. */
export const route = <
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | 'bytes' | undefined = undefined,
  Answered extends Answer = 'nothing',
>(
  declared: Declared<Params, Query, Body, Answered>,
): Route => Object.freeze(declared as unknown as Route)
