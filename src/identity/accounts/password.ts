import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import type { Bilingual } from '../../kernel/index.ts'

/** How much work a guess costs (RFC 7914). Memory is 128 · cost · blockSize bytes for each of `parallel` in turn. */
export interface ScryptCost {
  /** A power of two. */
  readonly cost: number
  readonly blockSize: number
  readonly parallel: number
}

/** 32 MiB and about a fifth of a second on an office machine. */
export const CURRENT_COST: ScryptCost = Object.freeze({ cost: 32_768, blockSize: 8, parallel: 3 })

const KEY_BYTES = 32
const SALT_BYTES = 16
/** More than this is no password but an attempt to keep the machine busy. */
export const LONGEST_PASSWORD = 200

const PRINTED = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/

function derive(password: string, salt: Buffer, { cost, blockSize, parallel }: ScryptCost): Promise<Buffer> {
  const options: ScryptOptions = { N: cost, r: blockSize, p: parallel, maxmem: 160 * cost * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** `scrypt$cost$blockSize$parallel$salt$key`: what it was made with is kept with it. */
export async function hashPassword(password: string, cost: ScryptCost = CURRENT_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const key = await derive(password, salt, cost)
  return [
    'scrypt',
    cost.cost,
    cost.blockSize,
    cost.parallel,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join('$')
}

export interface PasswordCheck {
  readonly isRight: boolean
  /** True when it was right and made with less work than is asked today. */
  readonly isOutdated: boolean
}

const isCheaper = (a: ScryptCost, b: ScryptCost): boolean =>
  a.cost * a.blockSize * a.parallel < b.cost * b.blockSize * b.parallel

/**
 * Compares a password with a kept hash. Null: no such account, or one without a password; the same work is done, and the
 * answer is no.
 */
export async function checkPassword(
  password: string,
  kept: string | null,
  current: ScryptCost = CURRENT_COST,
): Promise<PasswordCheck> {
  const [, cost, blockSize, parallel, salt = '', key = ''] = PRINTED.exec(kept ?? '') ?? []
  const made =
    cost === undefined ? current : { cost: Number(cost), blockSize: Number(blockSize), parallel: Number(parallel) }
  const derived = await derive(password, Buffer.from(salt, 'base64url'), made)
  const expected = Buffer.alloc(KEY_BYTES, Buffer.from(key || 'AA', 'base64url'))
  const isRight = timingSafeEqual(derived, expected) && cost !== undefined
  return { isRight, isOutdated: isRight && isCheaper(made, current) }
}

const SHORTEST = 10
const KINDS: readonly RegExp[] = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]
const KINDS_NEEDED = 3
/** Long enough to do without a mix of signs: several words. */
const PHRASE = 16
/** What must remain when all that is guessed first is taken out. */
const REMAINING = 5

/** What people take when they are asked for a password. Longest first, lower case, after signs that stand for letters. */
const GUESSED =
  /administrator|password|passwd|welcome|woaini|qwertyuiop|qwerty|asdfgh|zxcvbn|1qaz2wsx|qazwsx|iloveyou|letmein|caiwu|gouji|admin|root|test|user|pass|mima|abc|(?:19|20)\d\d|888|666|520|1314/g
const STANDS_FOR: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'l',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
}

/** What is wrong with a password, and so what to do about it. */
export const PASSWORD_ADVICE = Object.freeze({
  'too-short': { zh: `至少 ${SHORTEST} 个字符`, en: `at least ${SHORTEST} characters` },
  'too-long': { zh: `最多 ${LONGEST_PASSWORD} 个字符`, en: `at most ${LONGEST_PASSWORD} characters` },
  'too-uniform': {
    zh: `至少包含大写字母、小写字母、数字、其他字符中的 ${KINDS_NEEDED} 类，或用 ${PHRASE} 个字符以上的短句`,
    en: `capital letters, small letters, digits, other signs: at least ${KINDS_NEEDED} of these, or a phrase of ${PHRASE} characters`,
  },
  'holds-name': { zh: '不要包含登录名或姓名', en: 'leave your sign-in name and your name out of it' },
  'easily-guessed': {
    zh: '去掉常用词、年份、连续或重复的字符后所剩太少',
    en: 'too little is left without common words, years, rows and repetitions',
  },
} as const satisfies Readonly<Record<string, Bilingual>>)

export type PasswordAdvice = keyof typeof PASSWORD_ADVICE

/** Takes rows (abcd, 4321) and repetitions (aaaa) down to their first sign. */
function withoutRows(text: string): string {
  const signs = [...text]
  const step = (index: number): number =>
    (signs[index]?.codePointAt(0) ?? Number.NaN) - (signs[index - 1]?.codePointAt(0) ?? Number.NaN)
  return signs.filter((_, index) => index < 2 || Math.abs(step(index)) > 1 || step(index) !== step(index - 1)).join('')
}

function remainderOf(password: string): number {
  const lower = password.toLowerCase()
  const plain = [...lower].map((sign) => STANDS_FOR[sign] ?? sign).join('')
  // Each sees other fragments: letters written as digits hide words, digits read as letters hide years.
  const remainders = [lower, plain].map((text) => new Set(withoutRows(text.replace(GUESSED, ''))).size)
  return Math.min(...remainders)
}

/** All that is to be mended; empty when the password may be used. Names: the sign-in name, the person's name. */
export function adviseOn(password: string, names: readonly string[] = []): PasswordAdvice[] {
  const length = [...password].length
  const lower = password.toLowerCase()
  const holdsName = names.some((name) => [...name].length >= 2 && lower.includes(name.toLowerCase()))
  const isUniform = length < PHRASE && KINDS.filter((kind) => kind.test(password)).length < KINDS_NEEDED
  return [
    ...(length < SHORTEST ? (['too-short'] as const) : []),
    ...(length > LONGEST_PASSWORD ? (['too-long'] as const) : []),
    ...(isUniform ? (['too-uniform'] as const) : []),
    ...(holdsName ? (['holds-name'] as const) : []),
    ...(length <= LONGEST_PASSWORD && remainderOf(password) < REMAINING ? (['easily-guessed'] as const) : []),
  ]
}
