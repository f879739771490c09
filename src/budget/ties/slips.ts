/** A printed figure, or one that would make sums hold, in whole steps of its finest place. */
type Figure = bigint

const magnitude = (value: Figure): Figure => (value < 0n ? -value : value)

const TENS: readonly Figure[] = Array.from({ length: 18 }, (_, power) => 10n ** BigInt(power))

/** One digit typed wrongly: another one in its place makes the two agree. */
function isOneDigit(printed: Figure, wanted: Figure, slack: Figure): boolean {
  const gap = magnitude(wanted - printed)
  for (const place of TENS) {
    // Nearer to 0 than to one step of this place, or ten steps of it and more: no other digit here makes up for it.
    if (place > 2n * gap || place > wanted + printed) return false
    if (place <= 2n * slack || gap >= 10n * place) continue
    const steps = (gap + place / 2n) / place
    const digit = ((printed / place) % 10n) + (wanted < printed ? -steps : steps)
    if (digit >= 0n && digit <= 9n && magnitude(gap - steps * place) <= slack) return true
  }
  return false
}

/** 17.40 for 71.40: two neighbours exchanged. The figures then differ by a multiple of 9. */
function areExchanged(printed: Figure, wanted: Figure): boolean {
  if ((printed - wanted) % 9n !== 0n) return false
  const [a, b] = [String(printed), String(wanted)]
  const at = [...a].findIndex((digit, index) => digit !== b[index])
  const exchanged = at < 0 ? a : `${a.slice(0, at)}${a[at + 1] ?? ''}${a[at] ?? ''}${a.slice(at + 2)}`
  return a.length === b.length && a !== b && exchanged === b
}

/** 1235.67 or 122345.67 for 12345.67: a digit left out or typed twice. */
function isOneLess(shorter: Figure, longer: Figure): boolean {
  const [a, b] = [String(shorter), String(longer)]
  const at = [...b].findIndex((digit, index) => digit !== a[index])
  return b.length === a.length + 1 && a === b.slice(0, at) + b.slice(at + 1)
}

/** True when `printed` is what a slip of the hand makes of `wanted`: a wrong digit, two exchanged, one too many or too few. */
export function isSlipOf(printed: Figure, wanted: Figure, slack: Figure): boolean {
  if (printed <= 0n || wanted <= 0n) return false
  if (magnitude(printed - wanted) <= slack) return false
  const [smaller, larger] = printed < wanted ? [printed, wanted] : [wanted, printed]
  return isOneDigit(printed, wanted, slack) || areExchanged(printed, wanted) || isOneLess(smaller, larger)
}
