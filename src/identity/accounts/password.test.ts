import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adviseOn, checkPassword, hashPassword } from './password.ts'

const CHEAP = { cost: 16, blockSize: 8, parallel: 1 }
const DEARER = { cost: 64, blockSize: 8, parallel: 1 }

describe('a kept password', () => {
  it('is told from every other, however it is composed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (password, other) => {
        const kept = await hashPassword(password, CHEAP)
        expect((await checkPassword(password.normalize('NFD'), kept, CHEAP)).isRight).toBe(true)
        const isSame = password.normalize('NFKC') === other.normalize('NFKC')
        expect((await checkPassword(other, kept, CHEAP)).isRight).toBe(isSame)
      }),
      { numRuns: 50 },
    )
  })

  it('made with less work is told when the right password is given', async () => {
    const kept = await hashPassword('x', CHEAP)
    expect(await checkPassword('x', kept, DEARER)).toEqual({ isRight: true, isOutdated: true })
    expect(await checkPassword('y', kept, DEARER)).toEqual({ isRight: false, isOutdated: false })
    expect(await checkPassword('x', await hashPassword('x', DEARER), CHEAP)).toEqual({
      isRight: true,
      isOutdated: false,
    })
  })

  it.each([null, '', 'scrypt', 'scrypt$16$8$1$$', 'plain text', 'scrypt$99999999999$8$1$AA$AA'])(
    'that is %j fits nothing',
    async (kept) => {
      for (const password of ['', 'x', '\0'.repeat(32)])
        expect((await checkPassword(password, kept, CHEAP)).isRight).toBe(false)
    },
  )
})

describe('the policy for passwords', () => {
  it.each([
    ['Xk9!vb', ['too-short']],
    ['x'.repeat(201), ['too-long']],
    ['kvbztrwqmp', ['too-uniform']],
    ['Admin@123456', ['easily-guessed']],
    ['P@ssw0rd2026', ['easily-guessed']],
    ['Aa123456789', ['easily-guessed']],
    ['aaaaaaaaaaaaaaaaaaaa', ['easily-guessed']],
    ['Caiwu!2026abc', ['easily-guessed']],
    ['deskone-Kw7vx', ['holds-name']],
  ])('says of %s: %j', (password, advice) => {
    expect(adviseOn(password, ['DeskOne', '经办甲'])).toEqual(advice)
  })

  it.each(['vR7-kupztq', '三月里桃花开了满山坡我们去走走看看吧', 'correct horse battery staple'])(
    'takes %s',
    (password) => {
      expect(adviseOn(password, ['deskone', '经办甲'])).toEqual([])
    },
  )
})
