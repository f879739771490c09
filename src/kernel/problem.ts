/** What a user can cause and mend. Everything else is a bug and may crash. */
export interface ProblemDefinition {
  /** HTTP status under which the problem is served. */
  readonly status: number
  readonly title: { readonly zh: string; readonly en: string }
  readonly remedy: { readonly zh: string; readonly en: string }
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
  readonly title: string
  readonly remedy: string
  readonly detail: string
  readonly page?: number
}

export const reportOf = (problem: Problem, language: 'zh' | 'en' = 'zh'): ProblemReport => ({
  code: problem.code,
  title: problem.definition.title[language],
  remedy: problem.definition.remedy[language],
  detail: problem.detail,
})
