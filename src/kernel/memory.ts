const MOST = 20_000

/**
 * A function of a text that keeps its results: forms print the same few words again and again. It forgets everything
 * when it has kept too much.
 */
export function remember<Result>(compute: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined || kept.has(text)) return known as Result
    const result = compute(text)
    if (kept.size >= MOST) kept.clear()
    kept.set(text, result)
    return result
  }
}

/** A function of an object that keeps each result as long as the object lives: many ask the same of one document. */
export function rememberOf<Subject extends object, Result extends object>(
  compute: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const kept = new WeakMap<Subject, Result>()
  return (subject) => {
    const known = kept.get(subject)
    if (known !== undefined) return known
    const result = compute(subject)
    kept.set(subject, result)
    return result
  }
}
