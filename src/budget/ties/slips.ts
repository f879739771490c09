/** A printed figure, or one that would make sums hold, in whole steps of its finest place. */
type Figure = bigint

const magnitude = (value: Figure): Figure => (value < 0n ? -value : value)

const TENS: readonly Figure[] = Array.from({ length: 18 }, (_, power) => 10n ** BigInt(power))

/** One digit typed wrongly: the two differ by 1 to 9 in one decimal place. */
function isOneDigit(gap: Figure, larger: Figure, slack: Figure): boolean {
  return TENS.some((place) => {
    if (place > larger || place <= 2n * slack) return false
    const digit = (gap + place / 2n) / place
    return digit >= 1n && digit <= 9n && magnitude(gap - digit * place) <= slack
  })
}

/** 17.40 for 71.40: two neighbours exchanged. */
function areExchanged(printed: Figure, wanted: Figure): boolean {
  const [a, b] = [String(printed), String(wanted)]
  const at = [...a].findIndex((digit, index) => digit !== b[index])
  const exchanged = at < 0 ? a : `${a.slice(0, at)}${a[at + 1] ?? ''}${a[at] ?? ''}${a.slice(at + 2)}`
  return a.length === b.length && a !== b && exchanged === b
}

/** True when `printed` is what a slip of the hand makes of `wanted`: a wrong digit, two exchanged, a place too many. */
export function isSlipOf(printed: Figure, wanted: Figure, slack: Figure): boolean {
  if (printed <= 0n || wanted <= 0n) return false
  const gap = magnitude(printed - wanted)
  if (gap <= slack) return false
  const [smaller, larger] = printed < wanted ? [printed, wanted] : [wanted, printed]
  return isOneDigit(gap, larger, slack) || areExchanged(printed, wanted) || smaller * 10n === larger
}
