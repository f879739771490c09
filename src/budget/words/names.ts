import { bareName, rememberOf } from '../../kernel/index.ts'
import type { Prose } from '../claims/prose.ts'
import type { Reading } from '../model.ts'

const ORGANISATION_END =
  /(?:委员会|办公室|办公厅|研究院|管理局|委|办|局|厅|部|院|校|处|站|队|馆|所|会|中心|政府|街道|镇|乡|学院|大学|医院|法院|检察院|集团|分局|支队|总队)$/

export const isOrganisation = (name: string): boolean => name.length >= 4 && ORGANISATION_END.test(name)

/** Names as compared: no brackets, no （汇总）, no （本级）. */
export const nameKey = (name: string): string =>
  bareName(name.replace(/[（(](?:汇总|本级|部门|单位)[)）]/g, '')).replace(/本级$/, '')

/** The publisher and the units of its tables, longest first: a name may stand within another. */
export const namesInTables = rememberOf(({ document, tables }: Reading): readonly string[] => {
  // Tables of one document print the same names.
  const printed = new Set<string>()
  for (const { rows } of tables) {
    for (const row of rows) {
      printed.add(row.name)
      for (const head in row.words) printed.add(row.words[head]?.text ?? '')
    }
  }
  const names = new Set([nameKey(document.organisation), ...[...printed].map(nameKey).filter(isOrganisation)])
  return [...names].filter((name) => name !== '').sort((a, b) => b.length - a.length)
})

/** The organisations that the document itself speaks of as its own: the publisher, its units, as tables name them. */
export function ownNames(reading: Reading): ReadonlySet<string> {
  const { document, regions } = reading
  const names = new Set<string>([nameKey(document.organisation), ...namesInTables(reading)])
  for (const region of regions) {
    if (
      region.kind !== 'prose' ||
      !region.under.some(({ title }) => /机构设置|单位构成|构成|概况|基本情况/.test(title))
    )
      continue
    for (const paragraph of region.paragraphs) {
      for (const name of paragraph.text.split(/[，。；、：:;,\s\d.（）()]+/))
        if (isOrganisation(nameKey(name))) names.add(nameKey(name))
    }
  }
  return names
}

/** 武汉市黄陂区大数据中心 and 黄陂区大数据中心 are one; so are a unit and its department. */
export const isSameName = (a: string, b: string): boolean => a === b || a.endsWith(b) || b.endsWith(a)

/** True when the other is the name with one or two of its characters left out: 江岸大数据中心. */
export function lacksCharacters(name: string, full: string): boolean {
  const missing = full.length - name.length
  if (missing < 1 || missing > 2 || full.endsWith(name)) return false
  return isShortFor(name, full)
}

/** True for a short form: 市发改委 of 市发展和改革委员会. Its characters stand in the full name in their order. */
export function isShortFor(name: string, full: string): boolean {
  let at = 0
  for (const sign of full) if (sign === name[at]) at += 1
  return at === name.length
}

/** The level of government that publishes: 区 and 县 are districts. */
export function isOfDistrict(organisation: string): boolean {
  const name = organisation.replace(/自治区|开发区|新区|园区|管理区|高新区|示范区/g, '')
  return /[\u4e00-\u9fff]{2,}(?:区|县|旗)/.test(name)
}

export const organisationOf = ({ reading }: Prose): string => nameKey(reading.document.organisation)
