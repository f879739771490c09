/** A printed figure, or one that would make sums hold, in whole steps of its finest place. */
type Figure = number

/** All places that a whole number has which is exact. */
const TENS: readonly Figure[] = Array.from({ length: 16 }, (_, power) => 10 ** power)

/** One digit typed wrongly: another one in its place makes the two agree. */
function isOneDigit(printed: Figure, wanted: Figure, slack: Figure): boolean {
  const gap = Math.abs(wanted - printed)
  for (const place of TENS) {
    // Nearer to 0 than to one step of this place, or ten steps of it and more: no other digit here makes up for it.
    if (place > 2 * gap || place > wanted + printed) return false
    if (place <= 2 * slack || gap >= 10 * place) continue
    const steps = Math.floor((gap + Math.floor(place / 2)) / place)
    const digit = (Math.floor(printed / place) % 10) + (wanted < printed ? -steps : steps)
    if (digit >= 0 && digit <= 9 && Math.abs(gap - steps * place) <= slack) return true
  }
  return false
}

/** 17.40 for 71.40: two neighbours exchanged. The figures then differ by a multiple of 9. */
function areExchanged(printed: Figure, wanted: Figure): boolean {
  if ((printed - wanted) % 9 !== 0) return false
  const [a, b] = [String(printed), String(wanted)]
  const at = [...a].findIndex((digit, index) => digit !== b[index])
  const exchanged = at < 0 ? a : `${a.slice(0, at)}${a[at + 1] ?? ''}${a[at] ?? ''}${a.slice(at + 2)}`
  return a.length === b.length && a !== b && exchanged === b
}

/** 1235.67 or 122345.67 for 12345.67: a digit left out or typed twice. */
function isOneLess(shorter: Figure, longer: Figure): boolean {
  // Asked for thousands of sums that might be meant: plain loops.
  let first = 1
  while (first * 10 <= longer) first *= 10
  if (shorter >= first || shorter * 10 < first) return false
  for (let place = 1; place <= first; place *= 10)
    if (Math.floor(longer / (place * 10)) * place + (longer % place) === shorter) return true
  return false
}

/** True when `printed` is what a slip of the hand makes of `wanted`: a wrong digit, two exchanged, one too many or too few. */
export function isSlipOf(printed: Figure, wanted: Figure, slack: Figure): boolean {
  if (printed <= 0 || wanted <= 0) return false
  if (Math.abs(printed - wanted) <= slack) return false
  if (isOneDigit(printed, wanted, slack) || areExchanged(printed, wanted)) return true
  return printed < wanted ? isOneLess(printed, wanted) : isOneLess(wanted, printed)
}
