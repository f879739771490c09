import { changesOf } from '../../../library/index.ts'
import type { Store } from '../../../store/index.ts'
import { documentAddress } from '../contract.ts'
import { readable } from '../document-routes.ts'
import type { Caller } from '../http/caller.ts'
import { type Route, route } from '../http/route.ts'
import type { Library } from '../library.ts'
import {
  answerOrder,
  changesView,
  checksStarted,
  type DecisionsView,
  decisionOrder,
  decisionsView,
  findingAddress,
  type Said,
} from './contract.ts'
import { say, viewDecisions } from './discussion.ts'

const saying = (library: Library, store: Store): readonly Route[] => {
  const handle = async (
    caller: Caller,
    { sha256, key }: { readonly sha256: string; readonly key: string },
    statement: { readonly said: Said; readonly reason: string },
  ): Promise<DecisionsView> => {
    const document = await readable(library, caller, sha256)
    await say(store, caller, { document, key, ...statement })
    return viewDecisions(store, caller, document)
  }
  return [
    route({
      method: 'POST',
      path: '/api/documents/:sha256/answers/:key',
      access: 'finding.answer',
      title: { zh: '部门答复一个问题', en: 'A department answers a finding' },
      params: findingAddress,
      body: answerOrder,
      answer: decisionsView,
      handle: ({ params, body, caller }) => handle(caller, params, body),
    }),
    route({
      method: 'POST',
      path: '/api/documents/:sha256/decisions/:key',
      access: 'finding.decide',
      title: { zh: '审核人认定一个问题', en: 'A reviewer decides on a finding' },
      params: findingAddress,
      body: decisionOrder,
      answer: decisionsView,
      handle: ({ params, body, caller }) => handle(caller, params, body),
    }),
  ]
}

/** What people say of findings, and what a newer program finds otherwise. */
export const decisionRoutes = (library: Library, store: Store): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/documents/:sha256/decisions',
    access: 'document.read',
    title: { zh: '对各问题的答复和认定，含已消失的问题', en: 'What was said of the findings, gone ones too' },
    params: documentAddress,
    answer: decisionsView,
    handle: async ({ params, caller }) => viewDecisions(store, caller, await readable(library, caller, params.sha256)),
  }),
  ...saying(library, store),
  route({
    method: 'GET',
    path: '/api/documents/:sha256/changes',
    access: 'document.read',
    title: { zh: '新版本多查出和不再查出的问题', en: 'What a newer program finds, and finds no longer' },
    params: documentAddress,
    answer: changesView,
    handle: async ({ params, caller }) => {
      await readable(library, caller, params.sha256)
      return changesOf(store, params.sha256)
    },
  }),
  route({
    method: 'POST',
    path: '/api/checks',
    access: 'document.check',
    title: {
      zh: '用现在的版本重新核对由早先版本核对的全部文档',
      en: 'Checks again, by this version, all documents that an earlier one has checked',
    },
    answer: checksStarted,
    status: 202,
    handle: async ({ caller }) => ({
      documents: await library.recheckOutdated(caller.reach('document.check'), caller.who),
    }),
  }),
]
