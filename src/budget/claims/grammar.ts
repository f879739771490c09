import { type PrintedNumber, toAmount } from '../../kernel/index.ts'
import type { Base, Change, Claim, PartWord, StatedAmount, StatedPercent, Words } from './claim.ts'
import type { Span } from './printed.ts'
import { type Direction, type Token, tokenize } from './token.ts'

type Draft = { -readonly [K in keyof Claim]: Claim[K] }
type ChangeDraft = { -readonly [K in keyof Change]: Change[K] }
type Of<K extends Token['kind']> = Extract<Token, { kind: K }>

/** Words that the next number belongs to. */
type Expecting =
  | { readonly kind: 'nothing' }
  /** Behind 比 or 较: the words of the base, until a direction or a level. */
  | { readonly kind: 'base'; readonly from: number; end: number; year: number | null; amount: StatedAmount | null }
  /** Behind 与上年相比，: the subject may be said again before the direction. */
  | { readonly kind: 'direction'; readonly change: ChangeDraft; readonly from: number }
  /** Behind 占 or 完成: the words of the whole, until a percentage. */
  | { readonly kind: 'share' | 'completion'; readonly from: number }

const NOTHING: Expecting = { kind: 'nothing' }
const VERBS =
  /(?:预算数?|决算数?|支出|金额|总额|资金|经费)?(?:共计|合计|总计|均)?(?:安排|编报|共安排|列支)?(?:均?为|是|达到?|共|约)$/
const FILLERS = /^(?:的|和|及|以及|为|是|则|均|各|共|分别|约|,|"|')+|(?:为|是|均为|各为|共计为|约)$/g
const BUDGET_BASE = /预算/
const LONGEST_TOPIC = 80
const OWN_BUDGET = /^(?:本年|当年|全年|年初|调整|预算)/

/** A zero is nothing at all, not everything below a half: 0 万元 beside 0.3 万元 is a contradiction. */
const exactly = (number: PrintedNumber): PrintedNumber =>
  number.units === 0n ? { units: 0n, decimals: Math.max(2, number.decimals) } : number

const stateAmount = (token: Of<'amount'>): StatedAmount => ({
  amount: toAmount(exactly(token.number), token.unit),
  number: token.number,
  unit: token.unit,
  span: { start: token.start, end: token.end },
})

const statePercent = (token: Of<'percent'> | Of<'number'>): StatedPercent => ({
  number: token.number,
  hasSign: token.kind === 'percent',
  span: { start: token.start, end: token.end },
})

/** 上年, 2023年预算: a year earlier; 年初预算数, 全年预算: the budget of the year itself. */
function baseOf(words: string): Base | null {
  if (words === '') return null
  return OWN_BUDGET.test(words) && BUDGET_BASE.test(words) ? 'budget' : 'previous-year'
}

/**
 * Parses the claims of one passage of plain text, once, from left to right. Sentences of a passage may go on with the
 * subject of the one before (…28.00 万元。比上年减少…), so a passage is parsed as a whole.
 */
class Parser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #claims: Draft[] = []
  #expecting: Expecting = NOTHING
  /** The claim that predicates without a subject of their own belong to. */
  #current: Draft | null = null
  /** The claim whose parts are being listed, innermost last. */
  readonly #wholes: { claim: Draft; word: PartWord; depth: number }[] = []
  #depth = 0
  #index = 0
  /** Index of the first claim of the sentence at hand. */
  #sentenceBegins = 0
  #wholesAtOrdinal: number | null = null
  /** The sentence without a figure that opens the passage: …(类)…(款)…(项)。 */
  #topic = ''
  /** Words since the last mark, from which a subject is made. */
  #words: Span | null = null
  #setting = ''
  #settingYears: number[] = []
  #years: number[] = []
  #reason: { kind: Words['kind']; start: number; owner: Draft | null; depth: number } | null = null

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokenize(text)
  }

  parse(): Claim[] {
    for (const [index, token] of this.#tokens.entries()) {
      this.#index = index
      this.#take(token, index)
    }
    this.#endReason(this.#text.length)
    return this.#claims
  }

  #take(token: Token, index: number): void {
    switch (token.kind) {
      case 'text':
        this.#addWords(token)
        return
      case 'year':
        this.#takeYear(token)
        return
      case 'relative-year':
        this.#addWords(token)
        return
      case 'amount':
        this.#takeAmount(token)
        return
      case 'count':
        this.#takeCount(token)
        return
      case 'percent':
      case 'number':
        this.#takePercent(token, index)
        return
      case 'bare-amount':
        this.#addWords(token)
        return
      case 'compare':
        this.#takeCompare(token)
        return
      case 'direction':
        this.#takeDirection(token, index)
        return
      case 'level':
        this.#takeLevel(token)
        return
      case 'share':
      case 'completion':
        this.#expecting = { kind: token.kind, from: token.end }
        return
      case 'of-which':
        this.#openParts('of-which', token)
        return
      case 'includes':
        this.#takeIncludes(token, index)
        return
      case 'reason':
      case 'purpose':
        this.#takeReason(token)
        return
      case 'ordinal':
        this.#takeOrdinal()
        return
      default:
        this.#takeMark(token)
        return
    }
  }

  // ------------------------------------------------------------ words

  #addWords(token: Span): void {
    if (this.#expecting.kind === 'base') {
      if (/^(?:相比|相比较|比较)/.test(this.#text.slice(token.start, token.end))) {
        this.#awaitDirection(token)
        return
      }
      this.#expecting.end = token.end
      return
    }
    this.#words =
      this.#words === null ? { start: token.start, end: token.end } : { start: this.#words.start, end: token.end }
  }

  #takeYear(token: Of<'year'>): void {
    if (this.#expecting.kind === 'base') {
      this.#expecting.end = token.end
      this.#expecting.year ??= token.year
      return
    }
    if (!token.isDate) this.#years.push(token.year)
    this.#addWords(token)
  }

  #forgetWords(): void {
    this.#words = null
    this.#years = []
  }

  /** The next item of a numbered list is no part of what the item before it was divided into. */
  #takeOrdinal(): void {
    this.#forgetWords()
    this.#wholes.length = Math.min(this.#wholes.length, this.#wholesAtOrdinal ?? this.#wholes.length)
    this.#wholesAtOrdinal = this.#wholes.length
  }

  /** A comma ends the words of a setting: 截至 2023 年底，; what follows is the subject. */
  #keepSetting(): void {
    if (this.#words === null) return
    this.#setting += this.#text.slice(this.#words.start, this.#words.end)
    this.#settingYears.push(...this.#years)
    this.#forgetWords()
  }

  #clearSetting(): void {
    this.#setting = ''
    this.#settingYears = []
  }

  #phrase(): { text: string; span: Span } | null {
    if (this.#words === null) return null
    const printed = this.#text.slice(this.#words.start, this.#words.end)
    const text = printed.replace(VERBS, (verb) => verb.replace(/(?:均?为|是|达到?|共|约)$/, '')).replace(FILLERS, '')
    return text === '' ? null : { text, span: this.#words }
  }

  // ------------------------------------------------------------ claims

  #begin(token: Span): Draft {
    const phrase = this.#phrase()
    const whole = this.#wholes.at(-1)
    const claim: Draft = {
      subject: phrase?.text ?? '',
      subjectSpan: phrase?.span ?? { start: token.start, end: token.start },
      topic: this.#topic,
      setting: this.#setting,
      years: [...this.#settingYears, ...this.#years],
      amount: null,
      count: null,
      change: null,
      changeOf: '',
      share: null,
      completion: null,
      reason: null,
      named: null,
      isReason: this.#reason?.kind === 'reason',
      parent: whole?.claim ?? null,
      partWord: whole?.word ?? null,
      span: { start: phrase?.span.start ?? token.start, end: token.end },
    }
    this.#claims.push(claim)
    this.#forgetWords()
    this.#current = claim
    return claim
  }

  /** Predicates belong to the claim at hand unless words between name another subject. */
  #subjectOfPredicate(token: Span): Draft {
    if (this.#current === null || this.#phrase() !== null) return this.#begin(token)
    this.#current.span = { start: this.#current.span.start, end: token.end }
    return this.#current
  }

  #takeAmount(token: Of<'amount'>): void {
    const stated = stateAmount(token)
    if (this.#expecting.kind === 'base') {
      this.#expecting.amount = stated
      this.#expecting.end = token.start
      return
    }
    const change = this.#current?.change
    if (
      change !== null &&
      change !== undefined &&
      change.amount === null &&
      change.rate === null &&
      this.#isOpenChange(token)
    ) {
      this.#setChange({ amount: stated }, token)
      return
    }
    this.#expecting = NOTHING
    this.#begin(token).amount = stated
  }

  /** 增加 1.50 万元: nothing stands between the word and the figure. */
  #isOpenChange(token: Span): boolean {
    const change = this.#current?.change
    return (
      change !== null &&
      change !== undefined &&
      change.direction !== 'level' &&
      // 增加了培训费 0.20 万元: a noun may stand between, a mark may not.
      /^[^，,、；;。:()]{0,10}$/.test(this.#text.slice(change.span.end, token.start))
    )
  }

  #setChange(parts: Partial<ChangeDraft>, token: Span): void {
    const claim = this.#current
    if (claim === null || claim.change === null) return
    claim.change = { ...claim.change, ...parts, span: { start: claim.change.span.start, end: token.end } }
    claim.span = { start: claim.span.start, end: token.end }
    this.#forgetWords()
  }

  #takeCount(token: Of<'count'>): void {
    if (this.#expecting.kind === 'base') return
    this.#expecting = NOTHING
    const claim = this.#begin(token)
    claim.count = { number: token.number, measure: token.measure, span: { start: token.start, end: token.end } }
    claim.parent = null
    claim.partWord = null
  }

  // ------------------------------------------------------------ percentages

  #takePercent(token: Of<'percent'> | Of<'number'>, index: number): void {
    const expecting = this.#expecting
    if (expecting.kind === 'share' || expecting.kind === 'completion') {
      this.#expecting = NOTHING
      if (token.kind === 'number' && !this.#endsClause(index)) return
      this.#setPart(expecting.kind, expecting.from, token)
      return
    }
    if (token.kind === 'number' || token.isPoints) {
      this.#addWords(token)
      return
    }
    if (this.#isRate(token)) this.#setChange({ rate: statePercent(token) }, token)
    else this.#takeNamedRate(token)
  }

  #endsClause(index: number): boolean {
    const next = this.#tokens[index + 1]
    return next === undefined || ['comma', 'semicolon', 'stop', 'close'].includes(next.kind)
  }

  #setPart(kind: 'share' | 'completion', from: number, token: Of<'percent'> | Of<'number'>): void {
    const of = this.#text
      .slice(from, token.start)
      .replace(/^(?:比|重|了|比重|比例)+|(?:的(?:比例|比重)?)?(?:为|是|约)?$/g, '')
    const words = this.#words
    if (words !== null && words.start >= from) this.#forgetWords()
    const claim = this.#subjectOfPredicate(token)
    const part = { of, percent: statePercent(token) }
    if (kind === 'share') claim.share ??= part
    else claim.completion ??= part
    claim.span = { start: claim.span.start, end: token.end }
  }

  /** 增长 3.2% and the bracketed 减少 14.2 万元（30.7%）. */
  #isRate(token: Span): boolean {
    const change = this.#current?.change
    if (change === null || change === undefined || change.rate !== null) return false
    return /^[(为了各均约达到]*$/.test(this.#text.slice(change.span.end, token.start))
  }

  /** 预算执行率 98.5%: the name of the figure says what the percentage is. */
  #takeNamedRate(token: Of<'percent'>): void {
    const phrase = this.#phrase()
    if (phrase === null || !/(?:预算执行率|预算完成率|决算完成率)$/.test(phrase.text)) {
      this.#addWords(token)
      return
    }
    const claim = this.#current ?? this.#begin(token)
    claim.completion ??= { of: '预算', percent: statePercent(token) }
    this.#forgetWords()
  }

  // ------------------------------------------------------------ comparisons

  #takeCompare(token: Span): void {
    this.#expecting = { kind: 'base', from: token.end, end: token.end, year: null, amount: null }
  }

  #newChange(direction: Change['direction'], token: Span): ChangeDraft {
    const base = this.#expecting.kind === 'base' ? this.#expecting : null
    const words =
      base === null ? '' : this.#text.slice(base.from, base.end).replace(/(?:有所|基本|略有|各|均|保持|的)+$/, '')
    return {
      base: baseOf(words),
      baseWords: words,
      baseYear: base?.year ?? null,
      baseAmount: base?.amount ?? null,
      direction,
      amount: null,
      rateDirection: null,
      rate: null,
      span: { start: base === null ? token.start : base.from - 1, end: token.end },
    }
  }

  /** 与 2022 年度相比，: the direction comes later, perhaps behind the subject said again. */
  #awaitDirection(token: Span): void {
    const change = this.#newChange('level', token)
    this.#expecting = { kind: 'direction', change, from: token.end }
    const rest = this.#text.slice(token.start, token.end).replace(/^(?:相比较|相比|比较)/, '')
    if (rest !== '') this.#words = { start: token.end - rest.length, end: token.end }
  }

  #takeDirection(token: Of<'direction'>, index: number): void {
    if (this.#isResidue(index)) {
      this.#addWords(token)
      return
    }
    const expecting = this.#expecting
    if (expecting.kind === 'direction') {
      this.#takeAwaited(token, expecting)
      return
    }
    if (expecting.kind === 'base') {
      const change = this.#newChange(token.direction, token)
      this.#expecting = NOTHING
      this.#subjectOfPredicate(token).change = change
      return
    }
    if (this.#isSecondWord(token)) {
      this.#setChange({ rateDirection: token.direction }, token)
      return
    }
    if (!this.#isFigureNext(index)) {
      this.#addWords(token)
      return
    }
    const change = this.#newChange(token.direction, token)
    this.#begin(token).change = change
  }

  #takeAwaited(token: Of<'direction'>, expecting: Extract<Expecting, { kind: 'direction' }>): void {
    const again = this.#phrase()?.text.replace(/^[，,]|[各均共]+$/g, '') ?? ''
    this.#expecting = NOTHING
    const claim = this.#current ?? this.#begin(token)
    this.#forgetWords()
    claim.change = {
      ...expecting.change,
      direction: token.direction,
      span: { start: expecting.change.span.start, end: token.end },
    }
    claim.changeOf = again
    claim.span = { start: claim.span.start, end: token.end }
  }

  /** 减少 33.20 万元，下降 2.56%: the second word is about the rate of the same change. */
  #isSecondWord(token: Span): boolean {
    const change = this.#current?.change
    if (change === null || change === undefined || change.rate !== null) return false
    return /^[,，(各均]*$/.test(this.#text.slice(change.span.end, token.start))
  }

  /** 增加（减少）, 增加/减少: the choice that a template leaves is no direction. */
  #isResidue(index: number): boolean {
    const around = [this.#tokens[index - 2], this.#tokens[index + 2]]
    const between = [this.#tokens[index - 1], this.#tokens[index + 1]]
    return around.some((token, side) => {
      const mark = between[side]
      if (token?.kind !== 'direction' || mark === undefined) return false
      return mark.kind === 'open' || this.#text.slice(mark.start, mark.end) === '/'
    })
  }

  #isFigureNext(index: number): boolean {
    const next = this.#tokens[index + 1]
    return next?.kind === 'amount' || next?.kind === 'percent'
  }

  #takeLevel(token: Span): void {
    const { kind } = this.#expecting
    if (kind !== 'base' && kind !== 'direction') {
      this.#addWords(token)
      return
    }
    const change = this.#expecting.kind === 'direction' ? this.#expecting.change : this.#newChange('level', token)
    this.#expecting = NOTHING
    const claim = kind === 'direction' ? (this.#current ?? this.#begin(token)) : this.#subjectOfPredicate(token)
    // 增加 48.92 万元，增长 0.8%，与上年基本持平 only comments the change already stated.
    if (claim.change === null) claim.change = { ...change, span: { start: change.span.start, end: token.end } }
    claim.span = { start: claim.span.start, end: token.end }
    this.#forgetWords()
  }

  // ------------------------------------------------------------ lists, reasons, marks

  #openParts(word: PartWord, token: Span): void {
    this.#endReason(token.start)
    this.#forgetWords()
    // …；其中：一般公共预算拨款 … divides what the sentence began with, not the last item of its list.
    const isBehindSemicolon = this.#tokens[this.#index - 1]?.kind === 'semicolon'
    const claim = isBehindSemicolon ? (this.#claims[this.#sentenceBegins] ?? this.#current) : this.#current
    if (claim === null) return
    // A list inside an item of a list is nested; any other list replaces the one before.
    if (this.#wholes.at(-1)?.claim !== claim.parent) this.#dropWholes(this.#depth)
    this.#wholes.push({ claim, word, depth: this.#depth })
  }

  /** 收入包括：…1.00 万元 divides; 主要包括：基本工资、奖金 only names. */
  #takeIncludes(token: Span, index: number): void {
    if (!this.#figureFollows(index)) {
      this.#takeReason({ ...token, kind: 'includes' })
      return
    }
    if (this.#phrase() !== null) this.#begin(token)
    this.#openParts('includes', token)
  }

  #figureFollows(index: number): boolean {
    for (const token of this.#tokens.slice(index + 1)) {
      if (token.kind === 'amount') return true
      if (token.kind === 'stop' || token.kind === 'semicolon' || token.kind === 'purpose') return false
    }
    return false
  }

  #dropWholes(depth: number): void {
    while ((this.#wholes.at(-1)?.depth ?? -1) >= depth) this.#wholes.pop()
  }

  #takeReason(token: Of<'reason' | 'purpose' | 'includes'>): void {
    this.#expecting = NOTHING
    if (this.#reason !== null) return
    // 支出决算数大于年初预算数的主要原因: the words before belong to the reason.
    const start = token.kind === 'reason' ? (this.#words?.start ?? token.start) : token.start
    this.#reason = { kind: token.kind, start, owner: this.#current, depth: this.#depth }
    this.#forgetWords()
  }

  #endReason(at: number): void {
    if (this.#reason === null) return
    const { kind, start, owner } = this.#reason
    const said = { kind, text: this.#text.slice(start, at), span: { start, end: at } }
    if (owner !== null && kind === 'reason') owner.reason ??= said
    else if (owner !== null) owner.named ??= said
    if (kind === 'reason') this.#current = owner
    this.#reason = null
  }

  #takeMark(token: Token): void {
    switch (token.kind) {
      case 'comma':
        if (this.#expecting.kind === 'direction') return
        if (this.#expecting.kind === 'base') this.#expecting = NOTHING
        if (this.#reason === null) this.#keepSetting()
        else this.#forgetWords()
        return
      case 'list-comma':
        if (this.#words !== null) {
          this.#addWords(token)
          return
        }
        return
      case 'colon':
        this.#takeColon()
        return
      case 'semicolon':
      case 'stop':
        this.#endClause(token)
        return
      case 'open':
        this.#takeOpen(token)
        return
      case 'close':
        this.#takeClose(token)
        return
      default:
        return
    }
  }

  /** 收入预算：2026 年年初预算数 …: what stands before the colon is the setting. */
  #takeColon(): void {
    const before = this.#tokens[this.#index - 1]?.kind
    if (
      (before === 'amount' || before === 'percent') &&
      this.#words === null &&
      this.#reason === null &&
      this.#current?.amount != null &&
      this.#figureFollows(this.#index)
    ) {
      this.#openParts('includes', { start: this.#current.span.end, end: this.#current.span.end })
    } else this.#keepSetting()
  }

  #endClause(token: Token): void {
    this.#endReason(token.start)
    this.#expecting = NOTHING
    if (token.kind === 'stop' && this.#claims.length === 0) this.#keepTopic(token)
    this.#forgetWords()
    if (token.kind === 'stop' && this.#depth === 0) {
      this.#sentenceBegins = this.#claims.length
      this.#clearSetting()
      this.#wholesAtOrdinal = null
      const outermost = this.#wholes[0]
      if (outermost !== undefined) this.#current = outermost.claim
      this.#dropWholes(0)
    }
  }

  #keepTopic(token: Span): void {
    if (this.#topic === '' && this.#words !== null && token.start - this.#words.start <= LONGEST_TOPIC) {
      this.#topic = this.#text.slice(this.#words.start, token.start)
    }
  }

  #takeOpen(token: Span): void {
    this.#depth += 1
    if (this.#words !== null && this.#words.end === token.start) {
      this.#addWords(token)
      return
    }
    if (this.#current !== null && this.#holdsAmount(token.end)) {
      this.#wholes.push({ claim: this.#current, word: 'bracket', depth: this.#depth })
    }
  }

  #holdsAmount(from: number): boolean {
    const close = this.#text.indexOf(')', from)
    return /\d(?:亿|百万|千|万)?元/.test(this.#text.slice(from, close === -1 ? this.#text.length : close))
  }

  #takeClose(token: Span): void {
    const whole = this.#wholes.at(-1)
    if (this.#reason !== null && this.#reason.depth >= this.#depth) this.#endReason(token.start)
    if (whole?.word === 'bracket' && whole.depth === this.#depth) {
      this.#wholes.pop()
      this.#current = whole.claim
      this.#current.change &&= { ...this.#current.change }
      this.#forgetWords()
    } else if (this.#words !== null) this.#addWords(token)
    this.#depth = Math.max(0, this.#depth - 1)
  }
}

/** The claims of one passage in plain text (see `toPlain`), in printed order; parts of a list follow their whole. */
export const parseClaims = (text: string): Claim[] => new Parser(text).parse()

export type { Direction }
