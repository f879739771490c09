import { createHash } from 'node:crypto'

/** As much of a finding as says which one it is: its rule, and what is printed at the place that is wrong. */
export interface Recognisable {
  readonly rule: string
  readonly where: readonly {
    readonly table?: string
    readonly row?: string
    readonly column?: string
    readonly quote: string
  }[]
}

const LENGTH = 22

/** Spaces fall differently each time a page is read. */
const plain = (text: string | undefined): string => (text ?? '').replace(/\s+/g, '')

/**
 * Names each finding of a document so that the same one has the same name after the document was read again, by this
 * program or a later one: by its rule and the words at the wrong place, never by position, wording of the message or
 * the other places, which a better program would find more of. Findings that print alike are numbered.
 */
export function findingKeys(findings: readonly Recognisable[]): string[] {
  const seen = new Map<string, number>()
  return findings.map(({ rule, where: [first] }) => {
    const said = [rule, plain(first?.table), plain(first?.row), plain(first?.column), plain(first?.quote)].join('\n')
    const times = (seen.get(said) ?? 0) + 1
    seen.set(said, times)
    return createHash('sha256').update(`${said}\n${times}`).digest('base64url').slice(0, LENGTH)
  })
}
