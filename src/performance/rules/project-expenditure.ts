import type { Cell, Outcome, Reading, Row, Rule, Table } from '../../budget/index.ts'
import { type Amount, meets, sum, toAmount } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { amountOf, evaluations, held, inWan, notEvaluated, say, totalFund, unitOf, whereOf } from './evidence.ts'

interface Booked {
  readonly table: Table
  readonly row: Row
  readonly cell: Cell
  readonly amount: Amount
}

/** 项目支出 of the total row of the first expenditure table of the accounts. */
function bookedProjects(reading: Reading): Booked | null {
  for (const table of reading.tables) {
    const index = table.columns.findIndex((column) => column.path.some((head) => letters(head) === '项目支出'))
    const row = table.rows.find(
      (each) => /^(合计|本年支出合计|栏次合计)$/.test(letters(each.name)) && each.cells[index] != null,
    )
    const cell = row?.cells[index]
    if (
      !/支出/.test(table.caption.title) ||
      row === undefined ||
      cell === undefined ||
      cell === null ||
      table.unit === null
    )
      continue
    return { table, row, cell, amount: toAmount(cell.number, table.unit) }
  }
  return null
}

/** The sentence that says all project expenditure was evaluated. */
const ALL = /占(?:一般公共预算)?项目支出总额的?\s*100\s*[%％]/

const claimsAll = (reading: Reading): boolean =>
  reading.regions.some(
    (region) => region.kind === 'prose' && region.paragraphs.some(({ text }) => ALL.test(text.replace(/\s+/g, ''))),
  )

function judge(forms: readonly PerformanceForm[], booked: Booked, isAll: boolean): Outcome {
  const lines = forms.flatMap((form) =>
    [totalFund(form)].flatMap((line) =>
      line === undefined ? [] : [{ form, line, amount: amountOf(line.executed, unitOf(form)) }],
    ),
  )
  const amounts = lines.map(({ amount }) => amount).filter((amount): amount is Amount => amount !== null)
  if (amounts.length < forms.length) return notEvaluated('有自评表没有执行数', 'A form without execution')
  const value = amounts.reduce((all, amount) => all + amount.value, 0n)
  const total = sum(amounts)
  if (meets(total, booked.amount) || (!isAll && total.low <= booked.amount.high)) return held
  return {
    verdict: 'broken',
    where: [
      ...lines.map(({ form, line }) => ({
        ...whereOf(line.executed ?? line.name, form, line.name.text),
        quote: `${line.name.text} ${line.budget?.text ?? ''} ${line.executed?.text ?? ''}`,
      })),
      {
        at: booked.cell.at,
        table: booked.table.caption.title,
        row: booked.row.name,
        column: '项目支出',
        quote: booked.cell.text,
      },
    ],
    expected: inWan(booked.amount.value),
    message: say(
      `${forms.length} 张项目自评表的执行数合计 ${inWan(value)}，决算表的项目支出是 ${inWan(booked.amount.value)}${isAll ? '，而文字说自评覆盖全部项目支出' : ''}。`,
      `The ${forms.length} project self-evaluations executed ${inWan(value)}; the accounts print ${inWan(booked.amount.value)} of project expenditure.`,
    ),
  }
}

export const projectExpenditure: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.project-expenditure',
  severity: 'error',
  title: say('项目自评金额与决算项目支出不符', 'Self-evaluated projects differ from the accounts'),
  remedy: say('核对项目自评表的预算数和执行数。', 'Check budget and execution of the project forms.'),
  basis: say('自评表执行数应与决算一致', 'Execution is to agree with the accounts'),
  *check(subject) {
    const forms = evaluations(subject).filter((form) => form.subject === 'project' && form.funds.length > 0)
    const booked = subject.reading.document.kind === 'final-account' ? bookedProjects(subject.reading) : null
    if (forms.length > 0 && booked !== null) yield judge(forms, booked, claimsAll(subject.reading))
  },
})
