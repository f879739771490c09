import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOpenAddress, urlFault } from './addresses.ts'
import { fetchOutside } from './fetch.ts'

const octet = fc.integer({ min: 0, max: 255 })
const privately = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
)

describe('addresses', () => {
  it('that are private stay closed in every way to write them', () => {
    fc.assert(
      fc.property(privately, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d
        const hex = number.toString(16).padStart(8, '0')
        const policy = { hosts: ['*'], ports: [80] }
        const hosts = [`${a}.${b}.${c}.${d}`, String(number), `0x${hex}`, `0${a.toString(8)}.${b}.${c * 256 + d}`]
        for (const host of hosts) {
          const { hostname } = new URL(`http://${host}/`)
          expect(urlFault(new URL(`http://${host}/`), { ...policy, hosts: [hostname] })).toBe('address')
        }
        const mapped = [
          `::ffff:${a}.${b}.${c}.${d}`,
          `::ffff:${hex.slice(0, 4)}:${hex.slice(4)}`,
          `64:ff9b::${hex.slice(0, 4)}:${hex.slice(4)}`,
          `2002:${hex.slice(0, 4)}:${hex.slice(4)}::1`,
          `::${a}.${b}.${c}.${d}`,
        ]
        for (const address of mapped) expect(isOpenAddress(address, {})).toBe(false)
      }),
    )
  })

  it.each([
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    'fe80::1%eth0',
    'localhost',
    '',
    '1.2.3',
  ])('%s is closed', (address) => {
    expect(isOpenAddress(address, {})).toBe(false)
  })

  it.each(['1.2.4.8', '2400:3200::1', '223.5.5.5'])('%s is open', (address) => {
    expect(isOpenAddress(address, {})).toBe(true)
  })

  it('of a range that is configured are open', () => {
    expect(isOpenAddress('10.20.3.4', { ranges: ['10.20.0.0/16'] })).toBe(true)
    expect(isOpenAddress('10.21.3.4', { ranges: ['10.20.0.0/16'] })).toBe(false)
  })

  it.each([
    ['ftp://a.example.cn/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['http://user:x@a.example.cn/', 'credentials'],
    ['http://a.example.cn:22/', 'port'],
    ['http://example.cn.evil.test/', 'host'],
    ['http://evilexample.cn/', 'host'],
    ['http://a.example.cn./', null],
    ['http://A.EXAMPLE.cn/', null],
  ])('%s: %s', (address, fault) => {
    expect(urlFault(new URL(address), { hosts: ['*.example.cn'] })).toBe(fault)
  })
})

describe('fetching', () => {
  let server: Server
  let port = 0
  let asked = 0
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1
      if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1/' }).end()
      else response.end('x'.repeat(2_000))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  const policy = (ranges: string[] = []) => ({ hosts: ['data.example.cn'], ports: [port], ranges })
  const loopback = async () => [{ address: '127.0.0.1', family: 4 }]

  it('reaches what is allowed, and hands redirections back', async () => {
    const open = policy(['127.0.0.0/8'])
    const limits = { resolve: loopback }
    expect((await fetchOutside(`http://data.example.cn:${port}/`, open, limits)).body.length).toBe(2_000)
    expect((await fetchOutside(`http://data.example.cn:${port}/away`, open, limits)).status).toBe(302)
    await expect(
      fetchOutside(`http://data.example.cn:${port}/`, open, { ...limits, bytes: 1_000 }),
    ).rejects.toMatchObject({ code: 'address-unreachable' })
  })

  it('never connects to a name that stands for a closed address, also beside an open one or the second time', async () => {
    const before = asked
    const answers = [
      [
        { address: '223.5.5.5', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
      [{ address: '::ffff:127.0.0.1', family: 6 }],
      [],
    ]
    for (const answer of answers)
      await expect(
        fetchOutside(`http://data.example.cn:${port}/`, policy(), { resolve: async () => answer }),
      ).rejects.toMatchObject({ code: 'address-refused' })
    await expect(
      fetchOutside(`http://127.0.0.1:${port}/`, { ...policy(), hosts: ['127.0.0.1'] }),
    ).rejects.toMatchObject({ code: 'address-refused' })
    await expect(fetchOutside('no address', policy())).rejects.toMatchObject({ code: 'address-refused' })
    expect(asked).toBe(before)
  })
})
