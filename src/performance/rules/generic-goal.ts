import type { Outcome, Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters } from '../sheet/words.ts'
import { evaluations, held, nameOf, say, whereOf } from './evidence.ts'

const GENERIC = /^(保障|确保|保证)(本|我)?(单位|部门|机关|中心)(日常|正)/
/** A project that pays for running the unit may well have that goal. */
const PAYS_RUNNING = /(单位|机关|中心|部门)(日常)?(运行|运转|公用|办公)/

function judge(form: PerformanceForm): Outcome {
  const goal = form.blocks.find((block) => block.goal !== null && GENERIC.test(letters(block.goal.text)))?.goal
  const name = form.fields.project
  if (goal === undefined || goal === null || name === undefined || PAYS_RUNNING.test(letters(name.text))) return held
  return {
    verdict: 'broken',
    where: [whereOf(goal, form), whereOf(name, form)],
    message: say(
      `${quoted(nameOf(form))}的年度目标只写${quoted(goal.text)}，与项目内容无关。`,
      `The goal of ${quoted(nameOf(form))} is only ${quoted(goal.text)}.`,
    ),
  }
}

export const genericGoal: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.generic-goal',
  severity: 'warning',
  title: say('项目目标与项目内容无关', 'The goal of a project says nothing of the project'),
  remedy: say('写明该项目要达到的具体结果。', 'State the result that the project is to reach.'),
  basis: say('绩效目标应当与项目内容相关', 'A goal is to be relevant to its project'),
  check: (subject) =>
    evaluations(subject)
      .filter((form) => form.subject === 'project')
      .map(judge),
})
