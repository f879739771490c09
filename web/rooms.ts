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
]
