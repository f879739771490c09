import { quoted } from '../../../kernel/index.ts'
import { type Passage, whereIn } from '../../claims/passages.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { namesInTables } from '../names.ts'
import { type Hit, matchesIn, paragraphsOf } from '../sections.ts'

/** A measure without its number: 团组 0 个，人次; 风险提示函份. */
const LONE_MEASURE =
  /(?:[，,、；;。:](?:人次|批次)(?=[，。;,(]|$)|(?:团组|来访)个(?=[，。;,])|(?:函|报告|通知书|简报|工单)份(?=[，。;,])|(?:车辆|用车|保有量)辆(?=[，。;,]))/g

/** 设备台（套）。 预算万元，比上年增长%。: what was to be filled in was left open. */
const LONE_UNIT =
  /(?:设备(?:\([^()]{1,8}\))?(?:台\(套\)|台套|台)|(?:预算|支出|收入|决算|经费|金额|资金|拨款|共计|合计|总额|增加|减少)万元|(?:增长|下降|增幅|降幅|占)%)(?=[，。;,])/g

function* judgeMeasures(prose: Prose): Iterable<Outcome> {
  for (const passage of paragraphsOf(prose)) {
    for (const hit of [...matchesIn(passage, LONE_MEASURE), ...matchesIn(passage, LONE_UNIT)]) {
      const around = { start: Math.max(0, hit.start - 8), end: Math.min(passage.plain.text.length, hit.end + 6) }
      yield {
        verdict: 'broken',
        where: [whereIn(passage, around)],
        message: {
          zh: `${quoted(hit.text.replace(/^[，,、；;。:]/, ''))}缺少数字`,
          en: `A number is missing in ${quoted(hit.text)}`,
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

/** 设3个内设机构，包括：A、B、C。 单位共2个，包括：A、B。 */
const COUNTED_UNITS =
  /(?:单位|机构|科室|处室)(?:共计?|共有|为|有)?(\d{1,2})个[，,]?(?:分别|具体)?(?:包括|是|为)[:：]([^。;:]+)[。;]/g
const COUNTED_BEFORE =
  /(?:设有?|设置|下设)(\d{1,2})个(?:内设机构|内设科室|职能科室|科室|处室|单位)[，,]?(?:分别|具体)?(?:包括|是|为)[:：]([^。;:]+)[。;]/g
const COUNTED_BEHIND = /(?:内设|下设)([\u4e00-\u9fff、]+?)(\d{1,2})个(?:内设机构|科室|处室)/g
/** Words that may join two names or be part of one. */
const JOINS = /和|及|与/g
const IS_OPEN = /等|[(（]|其中|[一二三四五六七八九十至]/

interface CountedList {
  readonly hit: Hit
  readonly count: string
  readonly list: string
}

function countedLists(passage: Passage): CountedList[] {
  const lists = [COUNTED_UNITS, COUNTED_BEFORE].flatMap((pattern) =>
    [...matchesIn(passage, pattern)].map((hit) => ({ hit, count: hit.groups[0] ?? '', list: hit.groups[1] ?? '' })),
  )
  const behind = [...matchesIn(passage, COUNTED_BEHIND)].map((hit) => ({
    hit,
    count: hit.groups[1] ?? '',
    list: hit.groups[0] ?? '',
  }))
  return [...lists, ...behind]
}

/** How many names a list may hold: 人事和老干部处 is one or two, a name that the document knows is one. */
function countNames(list: string, own: readonly string[]): { least: number; most: number } {
  const known = own.reduce((text, name) => text.replaceAll(name, '单位'), list)
  const least = known.split('、').filter((name) => name.trim() !== '').length
  return { least, most: least + (known.match(JOINS)?.length ?? 0) }
}

function* judgeCountedLists(prose: Prose): Iterable<Outcome> {
  // Names in the list itself are taken from the tables and the head of the document.
  const own = namesInTables(prose.reading)
  for (const passage of paragraphsOf(prose)) {
    for (const { hit, count, list } of countedLists(passage)) {
      const { least, most } = countNames(list, own)
      const stated = Number(count)
      if (least < 2 || IS_OPEN.test(list)) continue
      if (stated >= least && stated <= most) yield HELD
      else {
        yield {
          verdict: 'broken',
          severity: 'warning',
          where: [whereIn(passage, hit)],
          message: {
            zh: `说有 ${count} 个，列出 ${least} 个`,
            en: `${count} are claimed, ${least} are named`,
          },
          expected: `${least}`,
        }
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
  *check(prose) {
    yield* judgeLists(prose)
    yield* judgeCountedLists(prose)
  },
}
