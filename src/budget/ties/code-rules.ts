import { quoted, rememberOf } from '../../kernel/index.ts'
import {
  type Classification,
  economicOfDepartments,
  functional,
  nameKey,
  parentCode,
} from '../classification/classification.ts'
import { codeOf } from '../facts/row-codes.ts'
import type { RowSense, Statement } from '../facts/statement.ts'
import type { Outcome, Rule, Where } from '../finding.ts'
import { diagnosisOf } from './diagnosis.ts'
import type { FigureSubject } from './figure-rules.ts'

interface CodedRow {
  readonly statement: Statement
  readonly row: RowSense
  readonly code: string
  readonly name: string
  readonly classification: Classification
}

const codedRows = rememberOf((statements: readonly Statement[]): readonly CodedRow[] =>
  statements.flatMap((statement) =>
    statement.rows.flatMap((row) => {
      const { code, name } = codeOf(row.row)
      if (code === null || row.fact === null) return []
      if (row.fact.function === code) return [{ statement, row, code, name, classification: functional }]
      return row.fact.economy === code ? [{ statement, row, code, name, classification: economicOfDepartments }] : []
    }),
  ),
)

const whereOf = ({ statement, row, code, name }: CodedRow): Where => ({
  at: row.row.at,
  table: statement.table.caption.title,
  row: `${code}${name.trim()}`,
  quote: `${code} ${name.trim()}`,
})

/** The shortest wording of a name that may have been cut by a narrow cell. */
const FEWEST = 3

/** The name belongs to another code and has nothing to do with this one's. */
function isMisnamed({ code, name, classification }: CodedRow): boolean {
  const entry = classification.byCode(code)
  const key = nameKey(name)
  if (entry === null || entry.trust !== 'high' || key.length < FEWEST) return false
  const isOwn = (known: string): boolean => known.includes(key) || key.includes(known)
  if (isOwn(nameKey(entry.name)) || entry.otherNames.some((other) => isOwn(nameKey(other)))) return false
  const others = classification.byName(name).filter((other) => other.trust === 'high')
  return others.length > 0 && others.every((other) => other.code !== code)
}

const codeName: Rule<FigureSubject> = {
  id: 'classification.code-name',
  severity: 'warning',
  title: { zh: '科目编码与名称不符', en: 'Code and name of a classification do not belong together' },
  remedy: { zh: '按政府收支分类科目核对编码和名称', en: 'Check code and name against the classification' },
  basis: { zh: '政府收支分类科目', en: 'Classification of government revenue and expenditure' },
  *check(subject): Iterable<Outcome> {
    for (const coded of codedRows(diagnosisOf(subject).statements)) {
      const known = coded.classification.byCode(coded.code)?.name
      if (!isMisnamed(coded) || known === undefined) {
        yield { verdict: 'held' }
        continue
      }
      const message = {
        zh: `编码 ${coded.code} 是${quoted(known)}，此处印为${quoted(coded.name.trim())}`,
        en: `Code ${coded.code} is ${quoted(known)}, here it is printed ${quoted(coded.name.trim())}`,
      }
      yield {
        verdict: 'broken',
        where: [whereOf(coded)],
        message,
        expected: known,
        cause: `${coded.code}${coded.name}`,
      }
    }
  },
}

/** The economic classification ends at five digits: 3010201 is a city's own division of 30102. */
const isLocalDetail = (code: string): boolean => /^[35]\d{6}$/.test(code)

const unknownCode: Rule<FigureSubject> = {
  id: 'classification.unknown-code',
  severity: 'warning',
  title: { zh: '科目编码未收录', en: 'A code that the classifications do not hold' },
  remedy: { zh: '核对编码；若为新增科目可忽略', en: 'Check the code; ignore this if the code is new' },
  basis: {
    zh: '政府收支分类科目逐年调整，编码表不求完整，因此只作提示',
    en: 'The classification changes every year and no list is complete: this only warns',
  },
  *check(subject): Iterable<Outcome> {
    for (const coded of codedRows(diagnosisOf(subject).statements)) {
      const parent = parentCode(coded.code)
      const isBelowKnown = parent !== null && coded.classification.byCode(parent) !== null
      if (coded.classification.byCode(coded.code) !== null || (isBelowKnown && isLocalDetail(coded.code))) {
        yield { verdict: 'held' }
        continue
      }
      const message = {
        zh: `编码 ${coded.code}（${coded.name.trim()}）不在已知科目中`,
        en: `Code ${coded.code} (${coded.name.trim()}) is not among the known ones`,
      }
      const severity = isBelowKnown ? ('hint' as const) : ('warning' as const)
      yield { verdict: 'broken', where: [whereOf(coded)], message, severity, cause: coded.code }
    }
  },
}

/** Codes and names of classified rows. */
export const codeRules: readonly Rule<FigureSubject>[] = [codeName, unknownCode]
