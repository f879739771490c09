import { quoted } from '../../../kernel/index.ts'
import type { Passage } from '../../claims/passages.ts'
import { whereIn } from '../../claims/passages.ts'
import { HELD, type Prose } from '../../claims/prose.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { isOrganisation, isSameName, isShortFor, lacksCharacters, nameKey, organisationOf, ownNames } from '../names.ts'
import { type Hit, matchesIn } from '../sections.ts'

/** 2024年度江岸区大数据中心整体绩效自评表, the title of a form or table with the name of its publisher. */
const TITLED =
  /(?:19|20)\d\d年度?([\u4e00-\u9fff]{4,30}?)(?:\((?:汇总|本级|单位)\))?(?:部门|单位|项目)?(?:\((?:部门|单位)\))?(?:部门|单位|项目)?(?:整体)?(?:支出)?(?:绩效)?(?:自评|评价|预算|决算|收支|绩效目标)[^，。]{0,12}?(?:表|结果|公开)/g

function judgeName(hit: Hit, name: string, prose: Prose, own: ReadonlySet<string>): Outcome | null {
  const publisher = organisationOf(prose)
  const key = nameKey(name)
  if (!isOrganisation(key) || publisher === '') return null
  if ([...own].some((each) => isSameName(each, key))) return HELD
  const span = { start: hit.start, end: hit.end }
  const near = [...own].find((each) => lacksCharacters(key, each))
  if (near !== undefined) {
    return {
      verdict: 'broken',
      severity: 'warning',
      where: [whereIn(hit.passage, span)],
      message: {
        zh: `单位名称${quoted(name)}不完整，应为${quoted(near)}`,
        en: `The name ${quoted(name)} is incomplete: ${quoted(near)}`,
      },
      expected: near,
      cause: `incomplete ${key}`,
    }
  }
  return {
    verdict: 'broken',
    where: [whereIn(hit.passage, span)],
    message: {
      zh: `出现其他单位名称${quoted(name)}，本文件单位为${quoted(prose.reading.document.organisation)}`,
      en: `${quoted(name)} is another organisation than the publisher ${quoted(prose.reading.document.organisation)}`,
    },
    expected: prose.reading.document.organisation,
    cause: `other ${key}`,
  }
}

/** 第二部分 某单位2024年度部门决算表: the heading of a part with the name before the year. */
const NAME_FIRST =
  /^(?:第[一二三四五六七八九十]+部分)?([\u4e00-\u9fff]{4,30}?)(?:19|20)\d\d年度?(?:部门|单位)?(?:预算|决算)/g

function* judgeTitles(prose: Prose, own: ReadonlySet<string>): Iterable<Outcome> {
  for (const passage of prose.passages) {
    if (passage.purpose === 'duties' || passage.purpose === 'glossary') continue
    const isHead = passage.kind === 'heading' || passage.kind === 'caption'
    for (const hit of [...matchesIn(passage, TITLED), ...(isHead ? matchesIn(passage, NAME_FIRST) : [])]) {
      const outcome = judgeName(hit, hit.groups[0] ?? '', prose, own)
      if (outcome !== null) yield outcome
    }
  }
}

/** 截至2024年12月31日，某单位共有车辆…; 2024年度某单位政府采购支出总额…: who the figures are said to be of. */
const SUBJECT_OF_FIGURES =
  /(?:截[至止](?:19|20)\d\d年(?:12月31日|末|底|\d{1,2}月\d{1,2}日)[，,]|(?:^|。)(?:19|20)\d\d年度?[，,]?)([\u4e00-\u9fff]{4,30}?)(?:共有车辆|共有公务用车|政府采购(?:支出|预算)|机关运行经费|收入(?:预算|合计|总计)|支出(?:预算|合计|总计))/g

function* judgeSubjects(prose: Prose, own: ReadonlySet<string>): Iterable<Outcome> {
  for (const passage of prose.passages.filter(isProse)) {
    if (passage.purpose === 'glossary') continue
    for (const hit of matchesIn(passage, SUBJECT_OF_FIGURES)) {
      const name = hit.groups[0] ?? ''
      const isOwn = /^(?:本|我|所属|全|各)|部门|单位|合计/.test(name) || [...own].some((each) => isShortFor(name, each))
      const outcome = isOwn ? null : judgeName(hit, name, prose, own)
      if (outcome !== null) yield outcome.verdict === 'broken' ? { severity: 'warning', ...outcome } : outcome
    }
  }
}

/** 某局负责全市…, the first words below 主要职责 or 机构设置: whose duties these are. */
const WHOSE_DUTIES =
  /^([\u4e00-\u9fff]{3,24}?(?:局|委员会|办公室|办公厅|中心|馆|厅|院|所|队|站))(?:的)?(?:负责|主要职责|主要职能|内设|下设|是[^。，]{0,12}(?:部门|机构|单位))/g
const ON_DUTIES = /职责|职能|机构设置/

function* judgeDuties(prose: Prose, own: ReadonlySet<string>): Iterable<Outcome> {
  const seen = new Set<unknown>()
  for (const passage of prose.passages.filter(isProse)) {
    const heading = passage.under.at(-1)
    if (heading === undefined || seen.has(heading) || !ON_DUTIES.test(heading.title)) continue
    seen.add(heading)
    for (const hit of matchesIn(passage, WHOSE_DUTIES)) {
      const name = hit.groups[0] ?? ''
      const isOwn = /^(?:本|我|该|各)/.test(name) || [...own].some((each) => isShortFor(name, each))
      const outcome = isOwn ? null : judgeName(hit, name, prose, own)
      if (outcome !== null) yield outcome.verdict === 'broken' ? { severity: 'warning', ...outcome } : outcome
    }
  }
}

/** 部门：… 填报单位：… over a table. */
function* judgeHeads(prose: Prose, own: ReadonlySet<string>): Iterable<Outcome> {
  const publisher = organisationOf(prose)
  for (const region of prose.reading.regions) {
    if (region.kind !== 'table' || region.caption?.organisation == null) continue
    const { caption } = region
    const name = nameKey(caption.organisation ?? '')
    if (publisher === '' || name === '') continue
    const isOwn = [...own].some((each) => isSameName(each, name))
    if (isOwn || !isOrganisation(name)) yield HELD
    else {
      yield {
        verdict: 'broken',
        where: [{ at: caption.at, table: caption.title, quote: caption.organisation ?? name }],
        message: {
          zh: `表头单位${quoted(caption.organisation ?? name)}与本文件单位${quoted(prose.reading.document.organisation)}不同`,
          en: `The table is headed by ${quoted(caption.organisation ?? name)}, not by the publisher`,
        },
        expected: prose.reading.document.organisation,
        cause: `other ${name}`,
      }
    }
  }
}

const OTHER_KIND = /(?:对接|我|本)局(?=各?科室|党组|机关|系统|[，。])/g

/** A centre that calls itself a bureau has copied from one. */
function* judgeSelfNames(prose: Prose): Iterable<Outcome> {
  if (/局|委/.test(organisationOf(prose))) return
  for (const passage of prose.passages.filter(isProse)) {
    for (const hit of matchesIn(passage, OTHER_KIND)) {
      yield {
        verdict: 'broken',
        severity: 'hint',
        where: [whereIn(passage, { start: hit.start, end: Math.min(passage.plain.text.length, hit.end + 6) })],
        message: {
          zh: `${quoted(hit.text)}与本单位名称不符，疑从其他单位文稿复制`,
          en: `${quoted(hit.text)} does not fit the publisher's name`,
        },
        cause: 'self name',
      }
    }
  }
}

const isProse = ({ kind }: Passage): boolean => kind === 'paragraph'

export const organisation: Rule<Prose> = {
  id: 'word.organisation',
  severity: 'error',
  title: { zh: '单位名称不一致', en: 'Name of another organisation' },
  remedy: { zh: '改为本单位的规范全称', en: 'Use the full name of the publisher' },
  basis: {
    zh: '封面、标题、表头和附件的单位名称应当一致',
    en: 'Cover, titles, table heads and annexes carry one name',
  },
  *check(prose) {
    const own = ownNames(prose.reading)
    yield* judgeTitles(prose, own)
    yield* judgeSubjects(prose, own)
    yield* judgeDuties(prose, own)
    yield* judgeHeads(prose, own)
    yield* judgeSelfNames(prose)
  },
}
