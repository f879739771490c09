import { childOf, childrenOf, type XmlElement } from '../container/xml.ts'

/** One level of an automatic numbering. */
interface Level {
  readonly format: string
  /** `%1、` or `（%2）`: the counters stand for the levels from 1. */
  readonly pattern: string
  readonly start: number
}

interface Numbering {
  /** Lists with the same abstract number count on together. */
  readonly abstract: string
  readonly levels: ReadonlyMap<number, Level>
  readonly restarts: ReadonlyMap<number, number>
}

/** Counts the numbered paragraphs of one document in their order. */
export interface Numberer {
  /** The printed number of the next paragraph of a list, '' when it prints none. */
  next(list: string, level: number): string
}

const DIGITS = '〇一二三四五六七八九'
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]
const HIGHEST_LEVEL = 8

/** 十二, 二十, 一百零五: as numbers up to 9,999 are counted in Chinese. */
export function countInChinese(value: number): string {
  const units = ['', '十', '百', '千']
  const digits = [...`${value}`].map(Number)
  if (value <= 0 || digits.length > units.length) return `${value}`
  const spelled = digits.map((digit, index) => {
    const unit = units[digits.length - 1 - index] ?? ''
    return digit === 0 ? '零' : `${DIGITS[digit]}${unit}`
  })
  return spelled.join('').replace(/零+/g, '零').replace(/零$/, '').replace(/^一十/, '十')
}

const digitByDigit = (value: number): string => [...`${value}`].map((digit) => DIGITS[Number(digit)] ?? '').join('')

function toRoman(value: number): string {
  let rest = value
  let text = ''
  for (const [amount, letters] of ROMAN) {
    while (rest >= amount && text.length < 20) {
      text += letters
      rest -= amount
    }
  }
  return text
}

const toLetters = (value: number): string =>
  String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.min(5, Math.floor((value - 1) / 26) + 1))

const fromList =
  (list: string) =>
  (value: number): string =>
    list[(value - 1) % list.length] ?? ''

const enclosed =
  (first: number, most: number) =>
  (value: number): string =>
    value >= 1 && value <= most ? String.fromCodePoint(first + value - 1) : `${value}`

/** How each number format of WordprocessingML is printed; any other prints as digits. */
const FORMATS: Readonly<Record<string, (value: number) => string>> = Object.freeze({
  chineseCounting: countInChinese,
  chineseCountingThousand: countInChinese,
  chineseLegalSimplified: (value) => [...countInChinese(value)].map((sign) => LEGAL[sign] ?? sign).join(''),
  japaneseCounting: countInChinese,
  taiwaneseCountingThousand: countInChinese,
  ideographDigital: digitByDigit,
  japaneseDigitalTenThousand: countInChinese,
  ideographTraditional: fromList(STEMS),
  ideographZodiac: fromList(BRANCHES),
  decimalZero: (value) => `${value}`.padStart(2, '0'),
  decimalEnclosedCircle: enclosed(0x2460, 20),
  decimalEnclosedCircleChinese: enclosed(0x2460, 20),
  decimalEnclosedParen: enclosed(0x2474, 20),
  decimalEnclosedFullstop: enclosed(0x2488, 20),
  ideographEnclosedCircle: enclosed(0x3280, 10),
  decimalFullWidth: (value) => [...`${value}`].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join(''),
  lowerRoman: toRoman,
  upperRoman: (value) => toRoman(value).toUpperCase(),
  lowerLetter: toLetters,
  upperLetter: (value) => toLetters(value).toUpperCase(),
})

const LEGAL: Readonly<Record<string, string>> = Object.freeze({
  一: '壹',
  二: '贰',
  三: '叁',
  四: '肆',
  五: '伍',
  六: '陆',
  七: '柒',
  八: '捌',
  九: '玖',
  十: '拾',
  百: '佰',
  千: '仟',
})

const SILENT = new Set(['bullet', 'none'])

const integerOf = (element: XmlElement | undefined, absent: number): number => {
  const value = Number.parseInt(element?.attributes.val ?? '', 10)
  return Number.isSafeInteger(value) ? value : absent
}

function levelOf(element: XmlElement): readonly [number, Level] {
  const level = {
    format: childOf(element, 'numFmt')?.attributes.val ?? 'decimal',
    pattern: childOf(element, 'lvlText')?.attributes.val ?? '',
    start: integerOf(childOf(element, 'start'), 1),
  }
  return [Number.parseInt(element.attributes.ilvl ?? '0', 10), level]
}

const levelsOf = (element: XmlElement | undefined): (readonly [number, Level])[] =>
  childrenOf(element, 'lvl').map(levelOf)

function numberingOf(number: XmlElement, abstracts: ReadonlyMap<string, XmlElement>): Numbering {
  const abstract = childOf(number, 'abstractNumId')?.attributes.val ?? ''
  const overrides = childrenOf(number, 'lvlOverride')
  const restarts = overrides.flatMap((override): (readonly [number, number])[] => {
    const start = childOf(override, 'startOverride')
    return start === undefined ? [] : [[Number.parseInt(override.attributes.ilvl ?? '0', 10), integerOf(start, 1)]]
  })
  const levels = [...levelsOf(abstracts.get(abstract)), ...overrides.flatMap(levelsOf)]
  return { abstract, levels: new Map(levels), restarts: new Map(restarts) }
}

function readNumberings(root: XmlElement | undefined): Map<string, Numbering> {
  const part = childOf(root, 'numbering')
  const abstracts = new Map(
    childrenOf(part, 'abstractNum').map((element) => [element.attributes.abstractNumId ?? '', element]),
  )
  return new Map(
    childrenOf(part, 'num').map((number) => [number.attributes.numId ?? '', numberingOf(number, abstracts)]),
  )
}

const printNumber = (level: Level | undefined, value: number): string =>
  (FORMATS[level?.format ?? 'decimal'] ?? String)(value)

/** Counts by numbering.xml. `root` is the parsed part, undefined when the document has none. */
export function createNumberer(root: XmlElement | undefined): Numberer {
  const numberings = readNumberings(root)
  const counters = new Map<string, number[]>()
  const restarted = new Set<string>()

  const advance = (numbering: Numbering, list: string, level: number): number[] => {
    const counts = counters.get(numbering.abstract) ?? []
    const start = numbering.levels.get(level)?.start ?? 1
    const restart = restarted.has(`${list}/${level}`) ? undefined : numbering.restarts.get(level)
    restarted.add(`${list}/${level}`)
    counts[level] = restart ?? (counts[level] === undefined ? start : counts[level] + 1)
    counts.length = level + 1
    counters.set(numbering.abstract, counts)
    return counts
  }

  return {
    next(list, level) {
      const numbering = numberings.get(list)
      const own = numbering?.levels.get(level)
      if (numbering === undefined || own === undefined || level < 0 || level > HIGHEST_LEVEL) return ''
      const counts = advance(numbering, list, level)
      if (SILENT.has(own.format)) return ''
      return own.pattern.replace(/%([1-9])/g, (_, digit: string) => {
        const index = Number(digit) - 1
        const shown = numbering.levels.get(index)
        return printNumber(shown, counts[index] ?? shown?.start ?? 1)
      })
    },
  }
}
