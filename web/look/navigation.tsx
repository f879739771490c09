import Dropdown from 'antd/es/dropdown'
import { Link, useLocation } from 'wouter'
import { useEntering, useMay, useMe } from '../api/me.ts'
import { useReader, useWords } from '../language/language.tsx'
import { ROOMS, type Room } from '../rooms.ts'
import { words as lookWords } from './words.ts'

/** A room with everything below it; the library has the documents below it. */
const isIn = ({ path }: Room, location: string): boolean =>
  path === '/' ? location === '/' || location.startsWith('/documents/') : location.startsWith(path)

function useRooms(): readonly Room[] {
  const may = useMay()
  return ROOMS.filter(({ needs }) => may(needs))
}

/** The rooms side by side; where there is no room for them, in a menu. */
export function Navigation() {
  const words = useWords(lookWords)
  const read = useReader()
  const [location] = useLocation()
  const rooms = useRooms()
  if (rooms.length < 2) return null
  const here = rooms.find((room) => isIn(room, location))
  return (
    <nav className="rooms no-print" aria-label={words.rooms}>
      <span className="rooms-row">
        {rooms.map((room) => (
          <Link key={room.path} href={room.path} aria-current={room === here ? 'page' : undefined}>
            {read(room.name)}
          </Link>
        ))}
      </span>
      <Dropdown
        trigger={['click']}
        menu={{
          items: rooms.map((room) => ({ key: room.path, label: <Link href={room.path}>{read(room.name)}</Link> })),
        }}
      >
        <button type="button" className="plain-button rooms-menu" aria-haspopup="menu" aria-label={words.rooms}>
          <span aria-hidden="true">☰</span>{' '}
          <span className="rooms-here">{here === undefined ? '' : read(here.name)}</span>
        </button>
      </Dropdown>
    </nav>
  )
}

/** Who is signed in, and the way out. */
export function PersonMenu() {
  const words = useWords(lookWords)
  const me = useMe()
  const { signOut } = useEntering()
  const [, go] = useLocation()
  const account = me.data?.account
  if (!account) return null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'account', label: words.account, onClick: () => go('/account') },
          // The page is loaded anew: who signs in next begins at the front, and nothing of this person stays in it.
          { key: 'out', label: words.signOut, onClick: () => void signOut().then(() => window.location.assign('/')) },
        ],
      }}
    >
      <button type="button" className="plain-button muted no-print person" aria-haspopup="menu">
        <span className="cut">{account.name}</span> <span aria-hidden="true">▾</span>
      </button>
    </Dropdown>
  )
}
