import type { Action } from '../src/app/server/index.ts'

/** A room of the app: its address, its name and what somebody must be able to do to see it. */
export interface Room {
  readonly path: `/${string}`
  readonly name: { readonly zh: string; readonly en: string }
  readonly needs: Action
}

/** In the order of the navigation. */
export const ROOMS: readonly Room[] = [
  { path: '/', name: { zh: '文档库', en: 'Library' }, needs: 'document.read' },
  { path: '/board', name: { zh: '看板', en: 'Board' }, needs: 'assignment.read' },
  { path: '/people', name: { zh: '人员', en: 'People' }, needs: 'account.read' },
  { path: '/organisations', name: { zh: '单位', en: 'Organisations' }, needs: 'organisation.read' },
  { path: '/ledger', name: { zh: '账本', en: 'Ledger' }, needs: 'ledger.verify' },
  { path: '/jobs', name: { zh: '任务', en: 'Jobs' }, needs: 'job.read' },
  { path: '/system', name: { zh: '系统', en: 'System' }, needs: 'system.read' },
]
