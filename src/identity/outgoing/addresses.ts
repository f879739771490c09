import { BlockList, isIP } from 'node:net'

/** Where the product may go when a user names the address. From the configuration. */
export interface OutgoingPolicy {
  /** Hosts as `data.example.cn` or `*.example.cn`; nothing else is fetched. */
  readonly hosts: readonly string[]
  /** Private ranges that are open all the same, as `10.20.0.0/16` or `fd00:1::/64`. */
  readonly ranges?: readonly string[]
  /** 80 and 443 where nothing is said. */
  readonly ports?: readonly number[]
}

/** Everything that is not the public internet. Source: IANA special-purpose address registries (RFC 6890). */
const CLOSED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Only 2000::/3 is given out to anybody; in it these are not the public internet, or carry an IPv4 address inside. */
const OPEN6 = '2000::/3'
const CLOSED6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return list
}

const closed = listOf(CLOSED)
const open6 = listOf([OPEN6])
const closed6 = listOf(CLOSED6)

/** The IPv4 address in ::ffff:a.b.c.d, however it is written; BlockList looks into these by itself. */
const isMapped = listOf(['::ffff:0:0/96'])

/** True for addresses of the public internet and for what the policy opens. */
export function isOpenAddress(address: string, { ranges = [] }: Pick<OutgoingPolicy, 'ranges'>): boolean {
  const version = isIP(address)
  if (version === 0) return false
  const family = version === 6 ? 'ipv6' : 'ipv4'
  if (listOf(ranges).check(address, family)) return true
  if (version === 4) return !closed.check(address, 'ipv4')
  return open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6') && !isMapped.check(address, 'ipv6')
}

function isListedHost(host: string, hosts: readonly string[]): boolean {
  return hosts.some((pattern) => {
    const listed = pattern.toLowerCase()
    return listed.startsWith('*.') ? host.endsWith(listed.slice(1)) : host === listed
  })
}

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))

/** The host of a URL as the system understands it: without brackets and without the final dot. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/** Why a URL may not be fetched whatever its name stands for; null when its addresses decide. */
export function urlFault(
  url: URL,
  policy: OutgoingPolicy,
): 'scheme' | 'credentials' | 'port' | 'host' | 'address' | null {
  const host = hostOf(url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme'
  if (url.username !== '' || url.password !== '') return 'credentials'
  if (!(policy.ports ?? [80, 443]).includes(portOf(url))) return 'port'
  if (!isListedHost(host, policy.hosts)) return 'host'
  return isIP(host) !== 0 && !isOpenAddress(host, policy) ? 'address' : null
}
