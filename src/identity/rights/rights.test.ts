import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Grant, may, type Person, reachOf } from './may.ts'
import { ACTIONS, type Action, permissionOf, ROLES } from './permissions.ts'

/** district d → departments a, b → units a1, a2, b1. */
const ABOVE: Readonly<Record<string, string>> = { a: 'd', b: 'd', a1: 'a', a2: 'a', b1: 'b' }
const ORGANISATIONS = ['d', 'a', 'b', 'a1', 'a2', 'b1']
const scopes = {
  isWithin: (organisation: string, above: string): boolean => {
    for (let at: string | undefined = organisation; at !== undefined; at = ABOVE[at]) if (at === above) return true
    return false
  },
}
const AT = new Date('2026-06-01T00:00:00Z')
const NOBODY: ReadonlyMap<string, ReadonlySet<string>> = new Map()

const organisation = fc.constantFrom<string | null>(null, ...ORGANISATIONS)
const day = fc.integer({ min: 1, max: 300 }).map((n) => new Date(Date.UTC(2026, 0, n)))
const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...ROLES),
  organisation,
  from: day,
  until: fc.option(day),
})
const person = fc.record({ account: fc.constant('p'), grants: fc.array(grant, { maxLength: 4 }) })
const action = fc.constantFrom<Action>(...ACTIONS)
const circumstances = { scopes, at: AT, doneBy: NOBODY }
const rights = (who: Person): string[] =>
  ACTIONS.flatMap((one) =>
    [null, ...ORGANISATIONS].filter((where) => may(who, one, where, circumstances)).map((where) => `${one} ${where}`),
  )

describe('rights', () => {
  it('only grow with a further grant, and with a grant higher up', () => {
    fc.assert(
      fc.property(person, grant, (who, further) => {
        const before = rights(who)
        const more = rights({ ...who, grants: [...who.grants, further] })
        expect(more).toEqual(expect.arrayContaining(before))
        const lifted = who.grants.map((one) => ({
          ...one,
          organisation: one.organisation === null ? null : (ABOVE[one.organisation] ?? null),
        }))
        expect(rights({ ...who, grants: lifted })).toEqual(expect.arrayContaining(before))
      }),
    )
  })

  it('reach down the tree, never up or across', () => {
    const who: Person = {
      account: 'p',
      grants: [{ role: 'finance', organisation: 'a', from: new Date(0), until: null }],
    }
    const where = [null, ...ORGANISATIONS].filter((one) => may(who, 'budget.fill', one, circumstances))
    expect(where).toEqual(['a', 'a1', 'a2'])
  })

  it('begin and end with the validity of the grant', () => {
    const who: Person = {
      account: 'p',
      grants: [{ role: 'auditor', organisation: null, from: AT, until: new Date('2026-07-01T00:00:00Z') }],
    }
    const at = (text: string): boolean => may(who, 'ledger.read', null, { ...circumstances, at: new Date(text) })
    expect(
      ['2026-05-31T23:59:59.999Z', '2026-06-01T00:00:00Z', '2026-06-30T23:59:59.999Z', '2026-07-01T00:00:00Z'].map(at),
    ).toEqual([false, true, true, false])
  })

  it('of a key are never more than those of its owner', () => {
    fc.assert(
      fc.property(
        person,
        fc.array(action),
        fc.option(fc.array(fc.constantFrom(...ORGANISATIONS))),
        (who, actions, organisations) => {
          const own = rights(who)
          const narrowed = rights({ ...who, key: { actions, organisations } })
          expect(own).toEqual(expect.arrayContaining(narrowed))
          for (const right of narrowed) expect(actions).toContain(right.split(' ')[0])
        },
      ),
    )
  })

  it('to lists reach exactly where single things may be seen', () => {
    fc.assert(
      fc.property(
        person,
        action.filter((one) => permissionOf(one).scope === 'within'),
        fc.option(
          fc.record({
            actions: fc.array(action),
            organisations: fc.option(fc.array(fc.constantFrom(...ORGANISATIONS))),
          }),
          { nil: undefined },
        ),
        (who, one, key) => {
          const asking: Person = key === undefined ? who : { ...who, key }
          const reach = reachOf(asking, one, AT, scopes)
          for (const where of ORGANISATIONS) {
            const isReached = reach === null || reach.some((top) => scopes.isWithin(where, top))
            expect(isReached).toBe(may(asking, one, where, circumstances))
          }
        },
      ),
    )
  })
})

describe('the table of permissions', () => {
  it('shows administrators no business data', () => {
    for (const one of ACTIONS)
      if (permissionOf(one).matter === 'business') expect(permissionOf(one).roles).not.toContain('administrator')
  })

  it('lets auditors and leaders change nothing but what leaders approve', () => {
    // Keys of one's own change nothing but how one comes in.
    const changing = ACTIONS.filter((one) => !/\.(read|verify|export|own)$/.test(one))
    for (const one of changing) {
      expect(permissionOf(one).roles).not.toContain('auditor')
      if (permissionOf(one).roles.includes('leader')) expect(permissionOf(one).notAfter).toBeDefined()
    }
  })

  it('has an auditor read everything that can be read', () => {
    for (const one of ACTIONS.filter((name) => name.endsWith('.read')))
      expect(permissionOf(one).roles).toContain('auditor')
  })

  it('demands two persons wherever something is approved', () => {
    const everything: Person = {
      account: 'p',
      grants: ROLES.map((role) => ({ role, organisation: null, from: new Date(0), until: null })),
    }
    const approvals = ACTIONS.filter((one) => permissionOf(one).notAfter !== undefined)
    expect(approvals).toEqual(expect.arrayContaining(ACTIONS.filter((one) => one.endsWith('.approve'))))
    for (const one of approvals) {
      const [filling = ''] = permissionOf(one).notAfter ?? []
      expect(ACTIONS).toContain(filling)
      const by = (account: string) => ({ ...circumstances, doneBy: new Map([[filling, new Set([account])]]) })
      expect(may(everything, one, 'a', by('p'))).toBe(false)
      expect(may(everything, one, 'a', by('q'))).toBe(true)
      expect(may(everything, one, 'a', { scopes, at: AT })).toBe(false)
    }
  })
})
