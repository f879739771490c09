import { testServer } from '../src/store/testing.ts'
import { hostileRequests } from '../test/hostile-requests.ts'
import { openOffice } from '../test/office.ts'
import { conclude } from './support/bench.ts'

/**
 * Sends every request that must not get through, derived from the routes of a real server, and counts those that are refused
 * with the right status.
 *
 * npm run bench -- hostile
 */
const LEAST = 200

const cluster = await testServer()
const office = await openOffice(cluster)
const requests = await hostileRequests(office)
let refused = 0
for (const { what, send, right } of requests) {
  const status = await send()
  if (right.includes(status)) refused += 1
  else console.info(`${what}: ${status}`)
}
await office.close()
await cluster.close()
conclude(
  'hostile',
  `${refused} of ${requests.length} refused with the right status`,
  `all of ${LEAST} at least`,
  refused === requests.length && requests.length >= LEAST,
)
