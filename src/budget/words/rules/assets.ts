import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule, Where } from '../../finding.ts'
import type { Figure } from '../../model.ts'

const ASSETS = /国有资产(?:总额|总计|合计)?$/
const VEHICLE = /车辆?$|用车$/

/** Vehicle running costs of the year, from any table. */
function runningCost({ book, reading }: Prose): Figure | undefined {
  const { year } = reading.document
  return book.figures.find(
    ({ fact, amount }) =>
      amount !== null &&
      amount.value > 0n &&
      fact.year === year &&
      fact.stage !== 'adjusted' &&
      (fact.item === 'vehicle-running' || fact.economy === '30231') &&
      fact.function === undefined,
  )
}

const whereFigure = ({ at, text, table, row }: Figure): Where => ({
  at,
  quote: row === undefined ? text : row.name,
  ...(table === undefined ? {} : { table: table.caption.title }),
})

const isHeld = ({ claim }: UnderstoodClaim): boolean => !/购置|采购|更新|拟/.test(claim.subject + claim.setting)

const vehiclesIn = (claims: readonly UnderstoodClaim[]): UnderstoodClaim[] =>
  claims.filter((each) => each.claim.count?.measure === '辆' && VEHICLE.test(each.claim.subject) && isHeld(each))

/** 占有使用国有资产 0 万元, and a vehicle in the next line. */
function* judgeValue(prose: Prose): Iterable<Outcome> {
  const cost = runningCost(prose)
  for (const understood of prose.claims) {
    const { claim, passage } = understood
    if (claim.amount === null || !ASSETS.test(claim.subject) || /新增|减少|处置/.test(claim.subject)) continue
    if (claim.amount.amount.value !== 0n) {
      yield HELD
      continue
    }
    const vehicle = vehiclesIn(prose.claims).find(
      (each) => each.passage === passage && (each.claim.count?.number.units ?? 0n) > 0n,
    )
    if (vehicle === undefined && cost === undefined) yield HELD
    else {
      yield {
        verdict: 'broken',
        where: [
          whereOf(understood),
          ...(vehicle === undefined ? [] : [whereOf(vehicle)]),
          ...(cost === undefined ? [] : [whereFigure(cost)]),
        ],
        message: {
          zh: '国有资产写为 0 万元，但有车辆或车辆运行费用',
          en: 'State assets are 0, yet a vehicle is held or paid for',
        },
      }
    }
  }
}

/** No vehicle at all, and money to run one. */
function* judgeVehicles(prose: Prose): Iterable<Outcome> {
  const cost = runningCost(prose)
  const vehicles = vehiclesIn(prose.claims)
  if (vehicles.length === 0) return
  const isAllZero = vehicles.every(({ claim }) => claim.count?.number.units === 0n)
  const [first] = vehicles
  if (first === undefined) return
  const hasNote = prose.passages.some(
    ({ plain, under }) =>
      under.at(-1) === first.passage.under.at(-1) && /租|未上牌|平台|统一管理|划转/.test(plain.text),
  )
  if (!isAllZero || cost === undefined || hasNote) yield HELD
  else {
    yield {
      verdict: 'broken',
      severity: 'hint',
      where: [whereOf(first), whereFigure(cost)],
      message: {
        zh: '没有车辆，却有公务用车运行维护费',
        en: 'No vehicle is held, yet running costs are paid',
      },
    }
  }
}

export const assets: Rule<Prose> = {
  id: 'text.assets',
  severity: 'error',
  title: { zh: '国有资产与车辆、费用矛盾', en: 'State assets contradict vehicles and their costs' },
  remedy: { zh: '核对资产总额、车辆数和运行费用', en: 'Check assets, vehicles and running costs' },
  basis: { zh: '有车辆即有资产；有运行费即应有车辆', en: 'A vehicle is an asset; running costs need a vehicle' },
  *check(prose) {
    yield* judgeValue(prose)
    yield* judgeVehicles(prose)
  },
}
