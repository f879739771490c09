/** A text for users, in both languages of the product. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** What a user can cause and mend. Everything else is a bug and may crash. */
export interface ProblemDefinition {
  /** HTTP status under which the problem is served. */
  readonly status: number
  readonly title: Bilingual
  readonly remedy: Bilingual
}

/** Turns a frozen table of problem definitions into throwable problems. One table per module, codes in kebab-case. */
export class Problem extends Error {
  readonly code: string
  readonly definition: ProblemDefinition
  /** What exactly: a file name, a page, a size. Never personal data. */
  readonly detail: string

  constructor(code: string, definition: ProblemDefinition, detail = '') {
    super(`${code}: ${definition.title.en}${detail === '' ? '' : ` (${detail})`}`)
    this.name = 'Problem'
    this.code = code
    this.definition = definition
    this.detail = detail
  }
}

/** A problem as data, for results that carry problems beside what could be read. */
export interface ProblemReport {
  readonly code: string
  readonly title: Bilingual
  readonly remedy: Bilingual
  readonly detail: string
  readonly page?: number
}

export const reportOf = ({ code, definition, detail }: Problem): ProblemReport => ({
  code,
  title: definition.title,
  remedy: definition.remedy,
  detail,
})
