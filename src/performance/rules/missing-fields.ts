import type { Rule } from '../../budget/index.ts'
import { quoted } from '../../kernel/index.ts'
import type { FieldName, PerformanceForm, PerformanceSubject } from '../model.ts'
import { allForms, held, nameOf, say, whereOf } from './evidence.ts'

/** Fields that identify a project, by the words for them. */
const IDENTITY: readonly (readonly [FieldName, string])[] = [
  ['authority', '项目主管部门'],
  ['unit', '项目执行单位'],
  ['kind', '项目类型'],
  ['reason', '项目立项依据'],
  ['code', '项目编码'],
]
const FEWEST_LOST = 2

const lost = (form: PerformanceForm, model: PerformanceForm): string[] =>
  IDENTITY.filter(([name]) => model.labels[name] !== undefined && form.labels[name] === undefined).map(
    ([, label]) => label,
  )

export const missingFields: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.missing-fields',
  severity: 'warning',
  title: say('项目申报表缺少栏目', 'A project form lacks fields'),
  remedy: say('按同一表式补全各栏。', 'Print all fields of the form.'),
  basis: say('同一文件中各项目表式应当一致', 'The forms of one document are alike'),
  *check(subject) {
    const forms = allForms(subject).filter((form) => form.kind === 'application' && form.subject === 'project')
    const richness = (form: PerformanceForm): number =>
      IDENTITY.filter(([name]) => form.labels[name] !== undefined).length
    const model = [...forms].sort((a, b) => richness(b) - richness(a))[0]
    if (model === undefined || forms.length < 2) return
    const poor = forms.filter((form) => lost(form, model).length >= FEWEST_LOST)
    if (poor.length === 0) yield held
    else
      yield {
        verdict: 'broken',
        where: poor.flatMap((form) => [
          ...(form.fields.project === undefined
            ? []
            : [{ ...whereOf(form.fields.project, form), quote: `项目名称 ${form.fields.project.text}` }]),
        ]),
        message: say(
          `${poor.map((form) => `${quoted(nameOf(form))}`).join('、')}缺少${quoted(nameOf(model))}表中有的栏目：${lost(poor[0] ?? model, model).join('、')}。`,
          `${poor.length} project forms lack fields that the form of ${quoted(nameOf(model))} has.`,
        ),
      }
  },
})
