import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { matchesIn, paragraphsOf } from '../sections.ts'

/** A measure without its number: 团组 0 个，人次; 风险提示函份. */
const LONE_MEASURE =
  /(?:[，,、；;。:](?:人次|批次)(?=[，。;,(]|$)|(?:团组|来访)个(?=[，。;,])|(?:函|报告|通知书|简报|工单)份(?=[，。;,])|(?:车辆|用车|保有量)辆(?=[，。;,]))/g

function* judgeMeasures(prose: Prose): Iterable<Outcome> {
  for (const passage of paragraphsOf(prose)) {
    for (const hit of matchesIn(passage, LONE_MEASURE)) {
      const around = { start: Math.max(0, hit.start - 8), end: Math.min(passage.plain.text.length, hit.end + 6) }
      yield {
        verdict: 'broken',
        where: [whereIn(passage, around)],
        message: {
          zh: `“${hit.text.replace(/^[，,、；;。:]/, '')}”前缺少数字`,
          en: `The number before "${hit.text}" is missing`,
        },
      }
    }
  }
}

const NONE = /^无[。;，]?/

/** 二级预算单位 1 个。二级预算单位包括：无。 */
function* judgeLists(prose: Prose): Iterable<Outcome> {
  for (const understood of prose.claims) {
    const { claim, passage } = understood
    if (claim.count?.measure !== '个' || claim.subject.length < 2) continue
    const noun = claim.subject.match(/[\u4e00-\u9fff]{2,10}$/)?.[0] ?? ''
    const tail = noun.slice(-6)
    const { text } = passage.plain
    const at = tail.length < 4 ? -1 : text.indexOf(`${tail}包括:`, claim.count.span.end)
    if (at < 0) continue
    const listed = text.slice(at + tail.length + 3).split('。')[0] ?? ''
    const stated = Number(claim.count.number.units)
    const counted = NONE.test(listed) ? 0 : listed.split(/[、，;]/).filter((name) => name.trim() !== '').length
    if (stated === counted || /等$/.test(listed)) yield HELD
    else {
      yield {
        verdict: 'broken',
        where: [
          whereOf(understood),
          whereIn(passage, { start: text.lastIndexOf('。', claim.span.start) + 1, end: claim.count.span.end }),
          whereIn(passage, { start: at, end: Math.min(text.length, at + 20) }),
        ],
        message: { zh: `说有 ${stated} 个，列出 ${counted} 个`, en: `${stated} are claimed, ${counted} are named` },
        expected: `${counted}`,
      }
    }
  }
}

export const missingCount: Rule<Prose> = {
  id: 'text.missing-count',
  severity: 'error',
  title: { zh: '量词前缺少数字', en: 'A number is missing before its measure' },
  remedy: { zh: '补填数字，没有的填 0', en: 'Put the number, 0 where there is none' },
  basis: {
    zh: '团组、人次、批次、车辆数应逐项公开',
    en: 'Groups, persons, receptions and vehicles are published by number',
  },
  check: judgeMeasures,
}

export const listCount: Rule<Prose> = {
  id: 'text.count-of-list',
  severity: 'error',
  title: { zh: '个数与所列名单不符', en: 'The count differs from the list' },
  remedy: { zh: '核对个数与名单', en: 'Check the count against the list' },
  basis: { zh: '所称个数应等于所列个数', en: 'As many are named as are counted' },
  check: judgeLists,
}
