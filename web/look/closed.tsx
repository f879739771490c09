import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Action } from '../../src/app/server/index.ts'
import { useMay } from '../api/me.ts'
import { useReader } from '../language/language.tsx'
import { ROOMS } from '../rooms.ts'
import { ProblemNote } from './state.tsx'
import { TopBar } from './top-bar.tsx'

const closed = {
  code: 'not-allowed',
  title: { zh: '你的角色不能打开这一页', en: 'Your roles do not open this page' },
  remedy: {
    zh: '如工作需要，请联系管理员授予相应角色。',
    en: 'Ask an administrator for the role if your work needs it.',
  },
  detail: '',
}
const account = { path: '/account', name: { zh: '我的账号', en: 'My account' } } as const

/** A room for those who may do something in it; whoever comes by its address is told, and shown the way to their own. */
export function Closed({ unless, children }: { readonly unless: Action; readonly children: ReactNode }) {
  const may = useMay()
  const read = useReader()
  if (may(unless)) return children
  const { path, name } = ROOMS.find(({ needs }) => may(needs)) ?? account
  return (
    <>
      <TopBar title={read(closed.title)} />
      <ProblemNote problem={closed}>
        <Link href={path}>{read(name)}</Link>
      </ProblemNote>
    </>
  )
}
