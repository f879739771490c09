import { quoted } from '../../../kernel/index.ts'
import { HELD, notEvaluated, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import { economicOfDepartments } from '../../classification/classification.ts'
import type { Outcome, Rule } from '../../finding.ts'
import type { Figure } from '../../model.ts'
import { economicItems, functionalItems, isOpenList, type NamedItem } from '../named-items.ts'

const isFilled = ({ amount }: Figure): boolean => amount !== null && amount.value !== 0n

/** Codes of the basic expenditure that carry an amount; null where no table breaks it down. */
function filledCodes({ book }: Prose, key: 'economy' | 'function'): readonly string[] | null {
  const codes = new Set<string>()
  for (const figure of book.figures) {
    const code = figure.fact[key]
    if (code !== undefined && isFilled(figure)) codes.add(code)
  }
  const all = [...codes]
  return all.some((code) => code.length >= 5) ? all : null
}

const isBasic = ({ meaning }: UnderstoodClaim): boolean =>
  ['basic', 'personnel', 'operating'].includes(meaning.fact?.nature ?? '')

function withoutAmount(
  understood: UnderstoodClaim,
  items: readonly NamedItem[],
  filled: readonly string[],
): Outcome | null {
  if (items.length < 1) return null
  const lone = items.filter(({ codes }) => !codes.some((code) => filled.some((each) => each.startsWith(code))))
  if (lone.length === 0) return HELD
  const names = lone.map(({ name }) => name)
  return {
    verdict: 'broken',
    where: [...lone.slice(0, 6).map((item) => whereOf(understood, item)), whereOf(understood)],
    message: {
      zh: `${quoted(understood.claim.subject)}点名的 ${names.join('、')} 在表中没有金额`,
      en: `Named in the text but without amount in the tables: ${names.join(', ')}`,
    },
    expected: { zh: '只列表中有金额的科目', en: 'only the items that have an amount in the table' },
  }
}

export const itemWithoutAmount: Rule<Prose> = {
  id: 'text.item-without-amount',
  severity: 'warning',
  title: { zh: '文字点名的科目没有金额', en: 'An item named in the text has no amount' },
  remedy: { zh: '删去没有金额的科目，或补列金额', en: 'Leave out what has no amount, or give it' },
  basis: { zh: '说明应与表格所列科目一致', en: 'The explanation names what the tables hold' },
  *check(prose) {
    const economies = filledCodes(prose, 'economy')
    const functions = filledCodes(prose, 'function')
    for (const understood of prose.claims) {
      if (understood.claim.named === null) continue
      if (isBasic(understood)) {
        const items = economicItems(understood)
        if (economies === null && items.length > 0) {
          yield notEvaluated('没有可对照的经济分类表', 'no table breaks the basic expenditure down')
        }
        const outcome = economies === null ? null : withoutAmount(understood, items, economies)
        if (outcome !== null) yield outcome
      } else if (functions !== null && understood.meaning.fact?.function !== undefined) {
        const outcome = withoutAmount(understood, functionalItems(understood), functions)
        if (outcome !== null) yield outcome
      }
    }
  },
}

const CLASSES: Readonly<Record<string, readonly string[]>> = { personnel: ['301', '303'], operating: ['302', '310'] }

const isBasicItem = ({ fact }: Figure): boolean =>
  fact.economy?.length === 5 && fact.organisation === undefined && fact.function === undefined

/**
 * Filled items that a list of this nature draws from: those in its own column and, of the column of both kinds, those
 * of its classes that the table does not put under the other kind.
 */
function itemsOf({ book }: Prose, nature: string, classes: readonly string[]): readonly Figure[] {
  const items = book.figures.filter((figure) => isFilled(figure) && isBasicItem(figure))
  const other = nature === 'personnel' ? 'operating' : 'personnel'
  const elsewhere = new Set(items.filter(({ fact }) => fact.nature === other).map(({ fact }) => fact.economy))
  return items.filter(
    ({ fact }) =>
      fact.nature === nature ||
      (fact.nature === 'basic' && classes.includes(fact.economy?.slice(0, 3) ?? '') && !elsewhere.has(fact.economy)),
  )
}

const itemName = ({ fact, row }: Figure): string =>
  economicOfDepartments.byCode(fact.economy ?? '')?.name ?? row?.name ?? ''

function leftOut(understood: UnderstoodClaim, prose: Prose): Outcome | null {
  const nature = understood.meaning.fact?.nature ?? ''
  const classes = CLASSES[nature]
  if (classes === undefined || economicItems(understood).length < 3 || isOpenList(understood)) return null
  // What one list leaves out the other may name: 其他对个人和家庭的补助 among operating items.
  const named = new Set(
    prose.claims
      .filter(isBasic)
      .flatMap(economicItems)
      .flatMap(({ codes }) => codes),
  )
  const missing = itemsOf(prose, nature, classes).filter(({ fact }) => !named.has(fact.economy ?? ''))
  if (missing.length === 0) return HELD
  const names = [...new Set(missing.map(itemName))]
  const places = missing.slice(0, 6).map((figure) => ({ at: figure.at, quote: figure.row?.name ?? figure.text }))
  return {
    verdict: 'broken',
    where: [whereOf(understood), ...places],
    message: {
      zh: `${quoted(understood.claim.subject)}的说明漏列表中有金额的 ${names.join('、')}`,
      en: `Left out of the list although the table gives an amount: ${names.join(', ')}`,
    },
  }
}

export const itemsLeftOut: Rule<Prose> = {
  id: 'text.items-left-out',
  severity: 'warning',
  title: { zh: '说明漏列有金额的科目', en: 'The explanation leaves out an item with an amount' },
  remedy: { zh: '补列，或以“等”结尾', en: 'Name it, or end the list with 等' },
  basis: { zh: '说明应与表格所列科目一致', en: 'The explanation names what the tables hold' },
  *check(prose) {
    for (const understood of prose.claims) {
      if (understood.claim.named === null || !isBasic(understood)) continue
      const outcome = leftOut(understood, prose)
      if (outcome !== null) yield outcome
    }
  },
}
