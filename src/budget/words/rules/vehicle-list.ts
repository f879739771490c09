import { type Passage, whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { type Hit, matchesIn, paragraphsOf } from '../sections.ts'

/** 共有车辆 4 辆，其中：机要通信用车 1 辆、应急保障用车 1 辆、其他用车 2 辆。 */
const LIST = /(?:车辆|用车)(?:共|共有|总数|数量|为|合计)*(\d+)[辆台]?[，,;]?[^。;\d]{0,12}其中[:，,]?([^。]+)/g
const PART = /([\u4e00-\u9fff、()]{2,}?)(\d+)[辆台](?!套|\()/g
/** With the rest named the list is complete. */
const REST = /其他/

function judge(passage: Passage, hit: Hit): Outcome | null {
  const [total = '', list = ''] = hit.groups
  const parts = [...(list.split(/单价|单位价值|设备/)[0]?.matchAll(PART) ?? [])]
  if (parts.length < 2) return null
  const sum = parts.reduce((all, part) => all + Number(part[2]), 0)
  const isComplete = parts.some(([, name]) => REST.test(name ?? ''))
  if (sum === Number(total) || (sum < Number(total) && !isComplete)) return HELD
  return {
    verdict: 'broken',
    where: [whereIn(passage, hit)],
    message: {
      zh: `车辆共 ${total} 辆，所列各类合计 ${sum} 辆`,
      en: `${total} vehicles are stated, the kinds listed are ${sum}`,
    },
    expected: `${sum}`,
  }
}

export const vehicleList: Rule<Prose> = {
  id: 'text.vehicle-list',
  severity: 'error',
  title: { zh: '车辆总数与分类不符', en: 'Vehicles by kind do not add up' },
  remedy: { zh: '核对车辆总数与各类车辆数', en: 'Check the total and the kinds' },
  basis: { zh: '车辆总数＝各类车辆之和', en: 'The total is the sum of the kinds' },
  *check(prose) {
    for (const passage of paragraphsOf(prose)) {
      for (const hit of matchesIn(passage, LIST)) {
        const outcome = judge(passage, hit)
        if (outcome !== null) yield outcome
      }
    }
  },
}
