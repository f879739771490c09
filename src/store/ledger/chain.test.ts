import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, type Json } from './canonical.ts'
import { chain, EMPTY_LEDGER, headAfter, type LedgerDraft, type LedgerEntry, NOTHING_BEFORE, sha256 } from './entry.ts'
import { entryLine, FIRST_LINE, keyLine, lastLine, sealLine } from './lines.ts'
import { introduce, makeSigningKey, type SealAlgorithm, type SigningKey, signSeal } from './seal.ts'
import { verifyLedgerLines } from './verify.ts'

const NOW = new Date('2026-03-01T08:00:00.000Z')

const draft: fc.Arbitrary<LedgerDraft> = fc.record(
  {
    who: fc.constantFrom('system', 'account:7', 'key:3'),
    what: fc.constantFrom('account.created', 'grant.given', '文件.上传'),
    subject: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
    payload: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  },
  { requiredKeys: ['who', 'what', 'subject'] },
)

function seal(entries: readonly LedgerEntry[], key: SigningKey, number = 1, previous = NOTHING_BEFORE): string {
  const last = headAfter(entries.at(-1) as LedgerEntry)
  const body = {
    at: '2026-03-01T09:00:00.000Z',
    head: last.hash,
    key: key.fingerprint,
    number,
    previous,
    upTo: last.number,
  }
  return sealLine(signSeal(last.sm3 === NOTHING_BEFORE ? body : { ...body, sm3: last.sm3 }, key))
}

function exported(drafts: readonly LedgerDraft[], usesSm3: boolean, algorithm: SealAlgorithm = 'Ed25519'): string[] {
  const entries = chain(EMPTY_LEDGER, drafts, { now: NOW, usesSm3 })
  const key = makeSigningKey(algorithm)
  return [
    FIRST_LINE,
    ...entries.map(entryLine),
    keyLine(introduce(key, null, NOW.toISOString())),
    seal(entries, key),
    lastLine(entries.length, entries.at(-1)?.hash ?? NOTHING_BEFORE),
  ]
}

const drafts = fc.array(draft, { minLength: 1, maxLength: 12 })

describe('canonical JSON', () => {
  it('is read back as the same value and does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = canonical(value as Json)
        expect(canonical(JSON.parse(text) as Json)).toBe(text)
        expect(canonical(Object.fromEntries(Object.entries(value).reverse()) as Json)).toBe(text)
      }),
    )
  })

  it('writes what RFC 8785 shows', () => {
    const value = {
      numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
      '10': 1,
      '9': 2,
    }
    expect(canonical(value)).toBe(
      '{"10":1,"9":2,"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it.each([[Number.NaN], ['\ud800'], [{ '\udc00': 1 }], [new Date()], [undefined], [[Number.POSITIVE_INFINITY]]])(
    'refuses %o',
    (value) => {
      expect(() => canonical(value as Json)).toThrow(TypeError)
    },
  )
})

describe('an exported ledger', () => {
  it('holds, with one chain and with two, sealed with either algorithm', async () => {
    await fc.assert(
      fc.asyncProperty(
        drafts,
        fc.boolean(),
        fc.constantFrom<SealAlgorithm>('Ed25519', 'SM2'),
        async (made, usesSm3, algorithm) => {
          const verdict = await verifyLedgerLines(exported(made, usesSm3, algorithm))
          expect(verdict).toMatchObject({ isSound: true, entries: made.length, seals: 1, sealedUpTo: made.length })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('breaks exactly at the line in which one byte was flipped', async () => {
    const many = fc.array(draft, { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(
        many,
        fc.boolean(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (made, usesSm3, at, flip) => {
          const bytes = Buffer.from(exported(made, usesSm3).join('\n'))
          const place = at % bytes.length
          bytes.writeUInt8(bytes.readUInt8(place) ^ flip, place)
          const { broken } = await verifyLedgerLines(split(bytes))
          const line = split(Buffer.from(bytes.subarray(0, place))).length
          expect(broken).not.toBeNull()
          // A line feed that was changed joins two lines; one that came parts them: the first of them is at fault.
          expect(Math.abs((broken?.line ?? 0) - line)).toBeLessThanOrEqual(1)
          if (line > 1 && line <= made.length + 1)
            expect(broken).toMatchObject({ thing: 'entry', number: (broken?.line ?? 0) - 1 })
        },
      ),
      { numRuns: 400 },
    )
  })

  it('names the entry that was removed, doubled or moved', async () => {
    const made = Array.from({ length: 6 }, (_, n) => ({ who: 'system', what: 'a.b', subject: `s:${n}` }))
    const lines = exported(made, true)
    const without = lines.toSpliced(3, 1)
    const doubled = lines.toSpliced(3, 0, lines[3] ?? '')
    const moved = lines.toSpliced(3, 2, lines[4] ?? '', lines[3] ?? '')
    for (const [changed, number] of [
      [without, 3],
      [doubled, 4],
      [moved, 3],
    ] as const) {
      const { broken } = await verifyLedgerLines(changed)
      expect(broken).toMatchObject({ thing: 'entry', number, reason: 'wrong-number' })
    }
  })

  it('cut short, lengthened or empty is refused', async () => {
    const lines = exported([{ who: 'system', what: 'a.b', subject: 's:1' }], false)
    expect((await verifyLedgerLines(lines.slice(0, -1))).broken?.reason).toBe('file-cut-short')
    expect((await verifyLedgerLines([...lines, lines[1] ?? ''])).broken?.reason).toBe('unexpected-line')
    expect((await verifyLedgerLines([])).broken?.reason).toBe('not-a-ledger')
  })

  it('rewritten from one entry on fails at the seal, which the writer cannot sign', async () => {
    const made = Array.from({ length: 4 }, (_, n) => ({ who: 'account:1', what: 'a.b', subject: `s:${n}` }))
    const lines = exported(made, false)
    const forged = chain(EMPTY_LEDGER, made.with(1, { who: 'account:2', what: 'a.b', subject: 's:1' }), {
      now: NOW,
      usesSm3: false,
    })
    const { broken } = await verifyLedgerLines([
      FIRST_LINE,
      ...forged.map(entryLine),
      ...lines.slice(5, 7),
      lastLine(4, forged[3]?.hash ?? ''),
    ])
    expect(broken).toMatchObject({ thing: 'seal', number: 1, reason: 'seal-mismatch' })
  })
})

describe('keys of seals', () => {
  const entries = chain(EMPTY_LEDGER, [{ who: 'system', what: 'a.b', subject: 's:1' }], { now: NOW, usesSm3: false })
  const first = makeSigningKey('Ed25519')
  const second = makeSigningKey('SM2')
  const at = NOW.toISOString()
  const before = { number: 1, fingerprint: first.fingerprint }
  const firstSeal = seal(entries, first)
  const file = (endorsing: SigningKey | null): string[] => [
    FIRST_LINE,
    ...entries.map(entryLine),
    keyLine(introduce(first, null, at)),
    firstSeal,
    keyLine(introduce(second, { ...before, signing: endorsing }, at)),
    seal(entries, second, 2, sha256(firstSeal)),
    lastLine(1, entries[0]?.hash ?? ''),
  ]

  it('hand over when the old one endorses the new one', async () => {
    const { keys, broken } = await verifyLedgerLines(file(first))
    expect(broken).toBeNull()
    expect(keys.map(({ fingerprint }) => fingerprint)).toEqual([first.fingerprint, second.fingerprint])
  })

  it('without endorsement hold only when their fingerprint is known from elsewhere', async () => {
    expect((await verifyLedgerLines(file(null))).broken).toMatchObject({ thing: 'key', reason: 'key-not-endorsed' })
    expect((await verifyLedgerLines(file(second))).broken).toMatchObject({ thing: 'key', reason: 'key-not-endorsed' })
    const keys = [first.fingerprint, second.fingerprint]
    expect((await verifyLedgerLines(file(null), { keys })).isSound).toBe(true)
  })

  it('other than those given are not trusted', async () => {
    const { broken } = await verifyLedgerLines(file(first), { keys: ['0'.repeat(64)] })
    expect(broken).toMatchObject({ thing: 'key', number: 1, reason: 'key-not-trusted' })
  })
})

/** As the verifier reads a file: bytes between line feeds. */
function split(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return [...lines, bytes.subarray(start)]
}
