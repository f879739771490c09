import type { Place } from '../documents/index.ts'
import type { Bilingual } from '../kernel/index.ts'

export type { Bilingual }

export type Severity = 'error' | 'warning' | 'hint'

/** One place of a finding, with what is printed there. The place that is wrong comes first. */
export interface Where {
  readonly at: Place
  /** The name of the file where the place is in another document than the one that is checked. */
  readonly document?: string
  /** Title of the table. */
  readonly table?: string
  readonly row?: string
  readonly column?: string
  /** As printed, long enough to be found on the page (4 characters or more where there are). */
  readonly quote: string
}

/** The result of one instance of a rule. */
export type Outcome =
  | { readonly verdict: 'held' }
  | {
      readonly verdict: 'not-evaluated'
      readonly why: Bilingual
      /** It ought to have been evaluated: the document is not certified. */
      readonly isUnsettled?: boolean
    }
  | {
      readonly verdict: 'broken'
      readonly where: readonly Where[]
      readonly message: Bilingual
      /** The recomputed figure or the wording that would be right, as it would be printed; in both languages what is said of it. */
      readonly expected?: string | Bilingual
      /** Where this instance weighs less or more than its rule. */
      readonly severity?: Severity
      /** How to mend this instance, where more can be said than the rule says. */
      readonly remedy?: Bilingual
      /** Findings with the same root cause are one finding: the key of the cause. */
      readonly cause?: string
      /** The same, for findings of different rules that one slip brings about. */
      readonly root?: string
    }

/** A rule is one file and one line in a list. Its id is public: never renamed, never reused. */
export interface Rule<Subject> {
  /** area.what: figure.same-value, word.stale-year, performance.placeholder … */
  readonly id: string
  readonly severity: Severity
  readonly title: Bilingual
  readonly remedy: Bilingual
  /** The norm or the arithmetic that the rule rests on. */
  readonly basis: Bilingual
  /** Years of documents to which the rule applies; absent: all. */
  readonly since?: number
  readonly until?: number
  /** Pure. Yields one outcome per instance: silence is never a pass. */
  check(subject: Subject): Iterable<Outcome>
}

export interface Finding {
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly title: Bilingual
  readonly message: Bilingual
  readonly expected: Bilingual | null
  readonly remedy: Bilingual
  readonly basis: Bilingual
  readonly where: readonly Where[]
  /** The key of the slip that it comes of, until findings of one slip have been joined. */
  readonly root?: string
}

export interface Receipt {
  readonly rule: string
  readonly held: number
  readonly broken: number
  readonly notEvaluated: number
  /** How many of those not evaluated ought to have been. */
  readonly unsettled: number
  /** Why instances were not evaluated, each reason once. */
  readonly why: readonly Bilingual[]
}

export interface Verdicts {
  readonly findings: readonly Finding[]
  readonly receipts: readonly Receipt[]
}

type Broken = Extract<Outcome, { verdict: 'broken' }>

const appliesTo = <Subject>(rule: Rule<Subject>, year: number | null): boolean =>
  year === null || ((rule.since ?? year) <= year && year <= (rule.until ?? year))

/** The first of several speaks for all: it says how many more are shown. */
const speakFor = ({ zh, en }: Bilingual, others: number): Bilingual => ({
  zh: zh.replace(/。?$/, (stop) => `（同类情况另有 ${others} 处，一并列出）${stop}`),
  en: en.replace(/\.?$/, (stop) => ` (${others} more of this kind, shown together)${stop}`),
})

/** Instances with one cause are one finding: the first speaks, the places of all are shown. */
function mergeCauses(outcomes: readonly Broken[]): Broken[] {
  const groups = new Map<string, [Broken, ...Broken[]]>()
  for (const [index, outcome] of outcomes.entries()) {
    const key = outcome.cause ?? `#${index}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [outcome])
    else known.push(outcome)
  }
  return [...groups.values()].map((group) => {
    const [first, ...others] = group
    if (others.length === 0) return first
    const where = group.flatMap((outcome) => [...outcome.where])
    return { ...first, message: speakFor(first.message, others.length), where }
  })
}

const inBoth = (expected: string | Bilingual | undefined): Bilingual | null =>
  typeof expected === 'string' ? { zh: expected, en: expected } : (expected ?? null)

function toFinding<Subject>(rule: Rule<Subject>, outcome: Broken, ordinal: number): Finding {
  return {
    id: `${rule.id}#${ordinal}`,
    rule: rule.id,
    severity: outcome.severity ?? rule.severity,
    title: rule.title,
    message: outcome.message,
    expected: inBoth(outcome.expected),
    remedy: outcome.remedy ?? rule.remedy,
    basis: rule.basis,
    where: outcome.where,
    ...(outcome.root === undefined ? {} : { root: outcome.root }),
  }
}

function receiptOf(rule: string, outcomes: readonly Outcome[]): Receipt {
  const why = new Map<string, Bilingual>()
  let held = 0
  let broken = 0
  let unsettled = 0
  for (const outcome of outcomes) {
    if (outcome.verdict === 'held') held += 1
    else if (outcome.verdict === 'broken') broken += 1
    else {
      why.set(outcome.why.zh, outcome.why)
      if (outcome.isUnsettled === true) unsettled += 1
    }
  }
  return { rule, held, broken, notEvaluated: outcomes.length - held - broken, unsettled, why: [...why.values()] }
}

/** Applies every rule to the subject. Each rule leaves a receipt, even when it met no instance. */
export function applyRules<Subject>(rules: readonly Rule<Subject>[], subject: Subject, year: number | null): Verdicts {
  const findings: Finding[] = []
  const receipts: Receipt[] = []
  for (const rule of rules) {
    const outcomes = appliesTo(rule, year) ? [...rule.check(subject)] : []
    receipts.push(receiptOf(rule.id, outcomes))
    const broken = mergeCauses(outcomes.filter((outcome): outcome is Broken => outcome.verdict === 'broken'))
    findings.push(...broken.map((outcome, index) => toFinding(rule, outcome, index + 1)))
  }
  return { findings, receipts }
}
