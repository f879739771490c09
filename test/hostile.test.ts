import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../src/store/index.ts'
import { type TestServer, testServer } from '../src/store/testing.ts'
import { hostileRequests } from './hostile-requests.ts'
import { type Office, openOffice } from './office.ts'

let cluster: TestServer
let office: Office

beforeAll(async () => {
  cluster = await testServer()
  office = await openOffice(cluster)
})
afterAll(async () => {
  await office.close()
  await cluster.close()
})

it('no hostile request gets through, each is refused with the right status', async () => {
  const requests = await hostileRequests(office)
  expect(requests.length).toBeGreaterThan(200)
  const wrong: string[] = []
  for (const { what, send, right } of requests) {
    const status = await send()
    if (!right.includes(status)) wrong.push(`${what}: ${status}`)
  }
  expect(wrong).toEqual([])
  expect((await office.ask('/api/me')).status).toBe(200)
  expect((await verifyLedger(office.store)).isSound).toBe(true)
})
