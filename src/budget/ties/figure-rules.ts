import type { Bilingual, Outcome, Rule } from '../finding.ts'
import type { Reading } from '../model.ts'
import type { Cause, CauseKind } from './cause.ts'
import { type Diagnosis, diagnosisOf } from './diagnosis.ts'
import { holds, type Tie, type TieKind } from './tie.ts'
import { expectedOf, isConfirmed, isTail, messageOf, placesOf } from './wording.ts'

export type FigureSubject = Pick<Reading, 'tables' | 'document'>

const SAME_CAUSE: Bilingual = {
  zh: '所涉数据已作为同一问题报告',
  en: 'its figures are already reported with the same cause',
}
const DISTRUSTED: Bilingual = {
  zh: '该表多数合计关系不成立，可能未能正确读取或理解，未作判断',
  en: 'most sums of the table fail: it may not have been read or understood as it is meant',
}
const UNCONFIRMED: Bilingual = {
  zh: '表格由无表格线的文本读出，数字所在栏次未能由其他勾稽关系确定，未作判断',
  en: 'the table was read without a grid and the columns of its figures are not settled by other ties',
}
const DOUBTFUL: Bilingual = {
  zh: '表头所示的合计关系在多数行不成立，可能另有口径',
  en: 'the sum that the heads seem to say fails in most rows',
}

function severityOf(cause: Cause): { readonly severity?: 'hint' } {
  return cause.kind !== 'wrong-place' && cause.kind !== 'missing' && cause.ties.every(isTail)
    ? { severity: 'hint' }
    : {}
}

const MEND_ROWS: Bilingual = {
  zh: '核对所列各行，补列漏列的行，或改正其中有误的一行',
  en: 'Check the rows: add the one that was left out or correct the wrong one',
}

const brokenBy = (cause: Cause, key: number): Outcome => ({
  verdict: 'broken',
  where: placesOf(cause),
  message: messageOf(cause),
  expected: expectedOf(cause),
  cause: causeKey(cause, key),
  ...(isConfirmed(cause) ? { remedy: MEND_ROWS } : {}),
  ...severityOf(cause),
})

/** A total row that fails in several columns is one slip, and so are the cells of one row moved to another. */
function causeKey(cause: Cause, key: number): string {
  const [{ table, row }] = cause.entries
  if (cause.kind === 'wrong-place') return moveKey(cause)
  return cause.ties[0].kind === 'rows' ? `${cause.kind}:${table.id}:${row.index}` : `figure:${key}`
}

/** Two columns of one row that stand in the wrong row are one slip. */
function moveKey({ entries: [from, to] }: Cause): string {
  return `${from.table.id}:${from.row.index}>${to?.row.index ?? ''}`
}

const isSpokenBy = (kind: TieKind) => (cause: Cause) =>
  cause.kind !== 'missing' && cause.kind !== 'wrong-place' && cause.kind !== 'unit' && cause.ties[0].kind === kind

function* outcomesOf(kind: TieKind, diagnosis: Diagnosis): Iterable<Outcome> {
  const spoken = new Set<Tie>()
  for (const [key, cause] of diagnosis.causes.entries()) {
    if (!isSpokenBy(kind)(cause)) continue
    spoken.add(cause.ties[0])
    yield brokenBy(cause, key)
  }
  for (const tie of diagnosis.ties) {
    if (tie.kind !== kind || spoken.has(tie)) continue
    if (diagnosis.unconfirmed.has(tie)) yield { verdict: 'not-evaluated', why: UNCONFIRMED, isUnsettled: true }
    else yield holds(tie) ? { verdict: 'held' } : { verdict: 'not-evaluated', why: SAME_CAUSE }
  }
  for (const tie of diagnosis.distrusted)
    if (tie.kind === kind) yield { verdict: 'not-evaluated', why: DISTRUSTED, isUnsettled: true }
  if (kind === 'columns')
    for (let n = 0; n < diagnosis.doubtful; n += 1) yield { verdict: 'not-evaluated', why: DOUBTFUL }
}

interface TieRule {
  readonly kind: TieKind
  readonly id: string
  readonly title: Bilingual
  readonly remedy: Bilingual
  readonly basis: Bilingual
}

const TIE_RULES: readonly TieRule[] = [
  {
    kind: 'rows',
    id: 'figure.row-sum',
    title: { zh: '合计行不等于各行之和', en: 'A total row is not the sum of its rows' },
    remedy: {
      zh: '核对合计行与所列各行，改正错误的一项',
      en: 'Check the total and its rows and correct the wrong one',
    },
    basis: {
      zh: '表内勾稽：类＝各款之和，款＝各项之和，合计＝各类之和，部门＝各单位之和',
      en: 'Within a table a parent is the sum of its children',
    },
  },
  {
    kind: 'columns',
    id: 'figure.column-sum',
    title: { zh: '合计栏不等于各栏之和', en: 'A total column is not the sum of its columns' },
    remedy: { zh: '核对同一行的合计与各分项', en: 'Check the total of the row and its parts' },
    basis: {
      zh: '栏次关系：合计＝基本支出＋项目支出＋…，基本支出＝人员经费＋公用经费，“三公”＝出国＋车辆＋接待',
      en: 'The heads of the table say which columns make up the total',
    },
  },
  {
    kind: 'balance',
    id: 'figure.balance',
    title: { zh: '收支不平衡', en: 'Income and expenditure do not balance' },
    remedy: { zh: '核对收入总计、支出总计及结转结余', en: 'Check both totals and the carry-overs' },
    basis: {
      zh: '收入总计＝支出总计；年初结转结余＋本年收入－本年支出＝年末结转结余',
      en: 'Total income is total expenditure; opening + income − expenditure is closing',
    },
  },
  {
    kind: 'same',
    id: 'figure.same-value',
    title: { zh: '同一数据各处不一致', en: 'The same figure differs from place to place' },
    remedy: { zh: '以正确的一处为准统一各表', en: 'Make all tables agree with the right one' },
    basis: { zh: '表间勾稽：同一单位、年度、资金、科目的数据在各表中相同', en: 'Across tables one fact has one value' },
  },
  {
    kind: 'within',
    id: 'figure.part-of',
    title: { zh: '部分大于整体', en: 'A part exceeds its whole' },
    remedy: { zh: '核对两处口径与数据', en: 'Check scope and value of both figures' },
    basis: {
      zh: '“其中”数不大于所属数；基本支出中的因公出国、接待、车辆费用不大于“三公”经费同一项目',
      en: 'What is a part of something cannot be larger',
    },
  },
]

const tieRule = ({ kind, ...rule }: TieRule): Rule<FigureSubject> => ({
  ...rule,
  severity: 'error',
  check: (subject) => outcomesOf(kind, diagnosisOf(subject)),
})

interface CauseRule extends Omit<TieRule, 'kind'> {
  readonly cause: CauseKind
}

const CAUSE_RULES: readonly CauseRule[] = [
  {
    cause: 'missing',
    id: 'figure.missing',
    title: { zh: '应有数据的单元格为空', en: 'A cell that must hold a figure is blank' },
    remedy: { zh: '补填该数据', en: 'Fill in the figure' },
    basis: {
      zh: '行、列合计及其他表中的同一数据表明此处不为零',
      en: 'The sums around it and its twins show that it is not zero',
    },
  },
  {
    cause: 'wrong-place',
    id: 'figure.wrong-place',
    title: { zh: '数据填错行或填错栏', en: 'A figure stands in the wrong row or column' },
    remedy: { zh: '将数据移到正确的行或栏', en: 'Move the figure to its row or column' },
    basis: {
      zh: '合计不变而与其他表同一科目的数据不符',
      en: 'The total is right but the rows disagree with the same rows of other tables',
    },
  },
  {
    cause: 'unit',
    id: 'figure.unit-slip',
    title: { zh: '金额单位或小数点错位', en: 'A figure is off by a power of ten' },
    remedy: { zh: '核对金额单位（元、万元）与小数点', en: 'Check the unit (元, 万元) and the decimal point' },
    basis: { zh: '与同一数据相差 10、100、1000 或 10000 倍', en: 'It is 10, 100, 1,000 or 10,000 times its twin' },
  },
]

function* causeOutcomes(kind: CauseKind, diagnosis: Diagnosis): Iterable<Outcome> {
  let found = 0
  for (const [key, cause] of diagnosis.causes.entries()) {
    if (cause.kind !== kind) continue
    found += 1
    yield brokenBy(cause, key)
  }
  if (found === 0 && diagnosis.ties.length > 0) yield { verdict: 'held' }
}

const causeRule = ({ cause, ...rule }: CauseRule): Rule<FigureSubject> => ({
  ...rule,
  severity: 'error',
  check: (subject) => causeOutcomes(cause, diagnosisOf(subject)),
})

/** Every tie between figures of the tables. */
export const figureRules: readonly Rule<FigureSubject>[] = [...TIE_RULES.map(tieRule), ...CAUSE_RULES.map(causeRule)]
