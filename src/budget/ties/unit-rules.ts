import { quoted } from '../../kernel/index.ts'
import type { Statement } from '../facts/statement.ts'
import type { Outcome, Rule } from '../finding.ts'
import { diagnosisOf } from './diagnosis.ts'
import type { FigureSubject } from './figure-rules.ts'

function judge({ table, meantUnit }: Statement): Outcome {
  if (meantUnit === undefined) return { verdict: 'held' }
  const { caption, unit } = table
  return {
    verdict: 'broken',
    where: [{ at: caption.at, table: caption.title, quote: caption.title }],
    message: {
      zh: `《${caption.title}》的单位印为${quoted(unit ?? '')}，表中数字与其他表都相差一万倍，应为${quoted(meantUnit)}`,
      en: `The head of ${quoted(caption.title)} says ${unit}; all its figures are 10,000 times off those of the other tables: it should say ${meantUnit}`,
    },
    expected: meantUnit,
  }
}

const tableUnit: Rule<FigureSubject> = {
  id: 'figure.table-unit',
  severity: 'error',
  title: { zh: '表头单位与数字不符', en: 'The head of a table has another unit than its figures' },
  remedy: { zh: '改正表头的金额单位', en: 'Correct the unit in the head of the table' },
  basis: {
    zh: '同一数据在各表中换算单位后应相同',
    en: 'One fact has one value in all tables once units are converted',
  },
  *check(subject) {
    for (const statement of diagnosisOf(subject).statements) yield judge(statement)
  },
}

/** Units in the heads of tables. */
export const unitRules: readonly Rule<FigureSubject>[] = [tableUnit]
