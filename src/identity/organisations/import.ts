import { type Bilingual, normalize } from '../../kernel/index.ts'
import {
  faultsFrom,
  KINDS,
  type OrganisationFault,
  type OrganisationKind,
  type OrganisationTree,
  type OrganisationVersion,
  treeOf,
} from './tree.ts'

/** How the heads of such lists are printed. */
const COLUMNS = {
  code: ['单位编码', '部门编码', '组织编码', '机构编码', '预算单位编码', '编码', '代码', 'code'],
  name: ['单位名称', '部门名称', '组织名称', '机构名称', '预算单位名称', '名称', 'name'],
  kind: ['级别', '类型', '层级', 'kind'],
  parent: ['上级编码', '主管部门编码', '上级单位编码', '上级代码', 'parent'],
  former: ['原编码', '原单位编码', '原代码', 'formercode'],
  mergedInto: ['并入编码', '并入单位编码', '并入', 'mergedinto'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Column = keyof typeof COLUMNS

const KIND_WORDS: Readonly<Record<string, OrganisationKind>> = {
  区: 'district',
  区县: 'district',
  区级: 'district',
  地区: 'district',
  district: 'district',
  部门: 'department',
  主管部门: 'department',
  一级: 'department',
  一级预算单位: 'department',
  department: 'department',
  单位: 'unit',
  二级: 'unit',
  二级预算单位: 'unit',
  基层单位: 'unit',
  unit: 'unit',
}

/** Why a row cannot be taken. */
export const ROW_REASONS = Object.freeze({
  'no-code': { zh: '缺少编码', en: 'the code is missing' },
  'bad-code': {
    zh: '编码只能由 1 到 30 位字母、数字、点和横线组成',
    en: 'a code has 1 to 30 letters, digits, dots and hyphens',
  },
  'no-name': { zh: '缺少名称，或名称超过 100 字', en: 'the name is missing or longer than 100 characters' },
  'unknown-kind': { zh: '级别应为：区、部门或单位', en: 'the kind is one of district, department, unit' },
  'unknown-former': { zh: '原编码在上一年度不存在', en: 'no organisation had the former code the year before' },
  'unknown-merged-into': {
    zh: '并入的编码不存在',
    en: 'there is no organisation with the code that it is merged into',
  },
  'nothing-to-merge': { zh: '要并入其他单位的编码原本不存在', en: 'what is to be merged does not exist' },
  'row-twice': { zh: '同一编码在表中出现两次', en: 'the same code stands in the list twice' },
  'code-twice': { zh: '编码已被另一单位使用', en: 'another organisation has the code' },
  'parent-missing': { zh: '找不到上级', en: 'its parent does not exist' },
  'parent-kind': {
    zh: '上级的级别不对：部门属于区，单位属于部门',
    en: 'a department belongs to a district, a unit to a department',
  },
  'merged-into-missing': { zh: '并入的单位不存在', en: 'what it was merged into does not exist' },
} as const satisfies Readonly<Record<string, Bilingual>>)

export type RowReason = keyof typeof ROW_REASONS
export type RowOutcome = 'created' | 'changed' | 'ended' | 'unchanged' | 'refused'

export interface RowReport {
  /** 1 is the first row of the sheet, the head. */
  readonly row: number
  readonly code: string
  readonly name: string
  readonly outcome: RowOutcome
  readonly reason: RowReason | null
}

export interface OrganisationImport {
  readonly rows: readonly RowReport[]
  /** Organisations that are not in the list and would no longer fit: units of a department that ends. Row 0. */
  readonly others: readonly RowReport[]
  /** The versions to be kept; empty as soon as one row is refused: nothing is half imported. */
  readonly versions: readonly OrganisationVersion[]
  /** Null when the head could be read. */
  readonly missingColumns: readonly Column[] | null
}

type Cells = Readonly<Record<Column, string>>

interface Draft {
  readonly row: number
  readonly cells: Cells
  readonly outcome: RowOutcome
  readonly reason: RowReason | null
  readonly version: OrganisationVersion | null
}

/** The versions that there are, the year from which the list holds, and where new ids come from. */
export interface ImportInto {
  readonly known: readonly OrganisationVersion[]
  readonly year: number
  readonly newId: () => string
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9.-]{0,29}$/
const LONGEST_NAME = 100

function columnsOf(head: readonly string[]): Map<Column, number> {
  const names = head.map((cell) => normalize(cell).toLowerCase())
  const columns = new Map<Column, number>()
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const index = names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name))
    if (index !== -1) columns.set(column, index)
  }
  return columns
}

const cellsOf = (row: readonly string[], columns: ReadonlyMap<Column, number>): Cells =>
  Object.fromEntries(
    (Object.keys(COLUMNS) as Column[]).map((column) => [column, (row[columns.get(column) ?? -1] ?? '').trim()]),
  ) as Record<Column, string>

const kindOf = ({ kind }: Cells): OrganisationKind | undefined => KIND_WORDS[normalize(kind).toLowerCase()]

function wordsFault(cells: Cells): RowReason | null {
  const { code, name, mergedInto } = cells
  if (code === '') return 'no-code'
  if (!CODE.test(code)) return 'bad-code'
  if (mergedInto === '' && (name === '' || [...name].length > LONGEST_NAME)) return 'no-name'
  return cells.kind !== '' && kindOf(cells) === undefined ? 'unknown-kind' : null
}

/** Reads the rows, one after another; what belongs together is looked up by code in the list and in what is known. */
class Reader {
  readonly #tree: OrganisationTree
  readonly #before: OrganisationTree
  readonly #into: ImportInto
  readonly #rows: readonly { row: number; cells: Cells }[]
  readonly #byCode: ReadonlyMap<string, Cells>
  readonly #byId = new Map<string, Cells>()
  /** Codes that the list says were somebody's before. */
  readonly #formers: ReadonlySet<string>
  readonly #tops: readonly string[]
  /** The organisation that each code of the list stands for. */
  readonly #ids = new Map<string, string>()

  constructor(rows: readonly { row: number; cells: Cells }[], into: ImportInto) {
    this.#rows = rows
    this.#into = into
    this.#tree = treeOf(into.known, into.year)
    this.#before = treeOf(into.known, into.year - 1)
    this.#byCode = new Map(rows.map(({ cells }) => [cells.code, cells]))
    this.#formers = new Set(rows.map(({ cells }) => cells.former))
    for (const { cells } of rows) if (!this.#ids.has(cells.code)) this.#ids.set(cells.code, this.#idOf(cells))
    for (const [code, id] of this.#ids) this.#byId.set(id, this.#byCode.get(code) as Cells)
    this.#tops = this.#districts()
  }

  read(): Draft[] {
    const seen = new Set<string>()
    return this.#rows.map(({ row, cells }) => {
      const reason = wordsFault(cells) ?? (seen.has(cells.code) ? 'row-twice' : this.#linkFault(cells))
      seen.add(cells.code)
      if (reason !== null) return { row, cells, outcome: 'refused', reason, version: null }
      const version = cells.mergedInto === '' ? this.#versionOf(cells) : this.#endOf(cells)
      return { row, cells, outcome: this.#outcomeOf(version), reason: null, version }
    })
  }

  #former({ former }: Cells): OrganisationVersion | undefined {
    return this.#before.byCode(former) ?? this.#tree.byCode(former)
  }

  /** A code that another row gives as its former one stands for somebody new. */
  #idOf(cells: Cells): string {
    const isReused = cells.former === '' && this.#formers.has(cells.code)
    const known = cells.former === '' ? this.#tree.byCode(cells.code) : this.#former(cells)
    return (isReused ? undefined : known?.organisation) ?? this.#into.newId()
  }

  #linkFault(cells: Cells): RowReason | null {
    if (cells.former !== '' && this.#former(cells) === undefined) return 'unknown-former'
    if (cells.mergedInto === '') return null
    if (this.#tree.byCode(cells.code) === undefined) return 'nothing-to-merge'
    return this.#organisationOf(cells.mergedInto) === null ? 'unknown-merged-into' : null
  }

  #organisationOf(code: string): string | null {
    return this.#ids.get(code) ?? this.#tree.byCode(code)?.organisation ?? null
  }

  /** Codes of budget documents begin with the code of what is above: 101001 belongs to 101. */
  #parentOf({ code, parent }: Cells): string | null {
    if (parent !== '') return this.#organisationOf(parent) ?? ''
    for (let length = code.length - 1; length > 0; length -= 1) {
      const above = this.#organisationOf(code.slice(0, length))
      if (above !== null) return above
    }
    return this.#keptParent(code)
  }

  #keptParent(code: string): string | null {
    const known = this.#tree.get(this.#ids.get(code) ?? '')
    if (known !== undefined) return known.parent
    const [top, ...others] = this.#tops
    return top === undefined || others.length > 0 || top === this.#ids.get(code) ? null : top
  }

  /** The districts: known ones and those that the list names so. */
  #districts(): string[] {
    const named = this.#rows.filter(({ cells }) => kindOf(cells) === 'district')
    const known = this.#tree.childrenOf(null).map(({ organisation }) => organisation)
    return [...new Set([...named.map(({ cells }) => this.#ids.get(cells.code) ?? ''), ...known])]
  }

  #depthOf(cells: Cells, steps = 0): number {
    const parent = this.#parentOf(cells)
    if (parent === null || steps >= KINDS.length) return 0
    const above = this.#byId.get(parent)
    if (above !== undefined) return 1 + this.#depthOf(above, steps + 1)
    const known = this.#tree.get(parent)
    return known === undefined ? KINDS.length : 1 + KINDS.indexOf(known.kind)
  }

  #versionOf(cells: Cells): OrganisationVersion {
    const parent = this.#parentOf(cells)
    const kind = kindOf(cells) ?? KINDS[this.#depthOf(cells)] ?? 'unit'
    return {
      organisation: this.#ids.get(cells.code) ?? '',
      from: this.#into.year,
      code: cells.code,
      name: cells.name,
      kind,
      parent: kind === 'district' ? null : parent,
      isEnded: false,
      mergedInto: null,
    }
  }

  #endOf(cells: Cells): OrganisationVersion {
    const known = this.#tree.byCode(cells.code) as OrganisationVersion
    return { ...known, from: this.#into.year, isEnded: true, mergedInto: this.#organisationOf(cells.mergedInto) }
  }

  #outcomeOf(version: OrganisationVersion): RowOutcome {
    if (version.isEnded) return 'ended'
    const known = this.#tree.get(version.organisation)
    if (known === undefined) return 'created'
    const isSame = (['code', 'name', 'kind', 'parent'] as const).every((part) => known[part] === version[part])
    return isSame ? 'unchanged' : 'changed'
  }
}

const reasonOf = (draft: Draft, faults: ReadonlyMap<string, OrganisationFault>): RowReason | null =>
  draft.reason ?? faults.get(draft.version?.organisation ?? '') ?? null

/** What is known with the new versions in the place of those of the same year. */
function withVersions(
  known: readonly OrganisationVersion[],
  versions: readonly OrganisationVersion[],
): OrganisationVersion[] {
  const replaced = new Set(versions.map(({ organisation, from }) => `${organisation} ${from}`))
  return [...known.filter(({ organisation, from }) => !replaced.has(`${organisation} ${from}`)), ...versions]
}

/**
 * Reads a list of organisations that holds from a year on: rows as a sheet or a CSV file gives them, the first of them
 * the head. Every row is reported on; if one cannot be taken, none is.
 */
export function readOrganisations(rows: readonly (readonly string[])[], into: ImportInto): OrganisationImport {
  const columns = columnsOf(rows[0] ?? [])
  const missing = (['code', 'name'] as const).filter((column) => !columns.has(column))
  if (missing.length > 0) return { rows: [], others: [], versions: [], missingColumns: missing }
  const filled = rows
    .map((row, index) => ({ row: index + 1, cells: cellsOf(row, columns) }))
    .slice(1)
    .filter(({ cells }) => Object.values(cells).some((cell) => cell !== ''))
  const drafts = new Reader(filled, into).read()
  const versions = drafts.flatMap(({ version, outcome }) =>
    version === null || outcome === 'unchanged' ? [] : [version],
  )
  const faults = faultsFrom(withVersions(into.known, versions), into.year)
  const reports = drafts.map((draft): RowReport => {
    const reason = reasonOf(draft, faults)
    const { row, cells, outcome, version } = draft
    const name = cells.name === '' ? (version?.name ?? '') : cells.name
    return { row, code: cells.code, name, outcome: reason === null ? outcome : 'refused', reason }
  })
  const listed = new Set(drafts.map(({ version }) => version?.organisation))
  const tree = treeOf(into.known, into.year)
  const others = [...faults]
    .filter(([organisation]) => !listed.has(organisation))
    .map(
      ([organisation, reason]): RowReport => ({
        row: 0,
        code: tree.get(organisation)?.code ?? '',
        name: tree.get(organisation)?.name ?? '',
        outcome: 'refused',
        reason,
      }),
    )
  const isWhole = others.length === 0 && reports.every(({ outcome }) => outcome !== 'refused')
  return { rows: reports, others, versions: isWhole ? versions : [], missingColumns: null }
}
