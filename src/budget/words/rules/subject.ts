import { quoted } from '../../../kernel/index.ts'
import { HELD, type Prose, whereOf } from '../../claims/prose.ts'
import type { UnderstoodClaim } from '../../claims/understanding.ts'
import type { Outcome, Rule } from '../../finding.ts'
import { meaningOf } from '../../vocabulary/meaning.ts'

type Side = 'income' | 'expenditure'

function sideOf(words: string): Side | null {
  if (/收(?:入)?、?支/.test(words)) return null
  const flow = meaningOf(words)?.fact.flow
  if (flow === 'income' || flow === 'income-total') return 'income'
  return flow === 'expenditure' || flow === 'expenditure-total' ? 'expenditure' : null
}

const NAMES: Readonly<Record<Side, { zh: string; en: string }>> = {
  income: { zh: '收入', en: 'income' },
  expenditure: { zh: '支出', en: 'expenditure' },
}

/** 支出合计 …，与上年相比，收入合计增加 …: copied from the paragraph about income. */
function judge(understood: UnderstoodClaim): Outcome | null {
  const { claim, meaning, isBothSides } = understood
  if (claim.changeOf === '' || isBothSides || meaning.fact === null) return null
  const [said, own] = [sideOf(claim.changeOf), sideOf(claim.subject.replace(/(?:19|20)\d\d年度?/g, ''))]
  if (said === null || own === null) return null
  if (said === own) return HELD
  return {
    verdict: 'broken',
    where: [whereOf(understood)],
    message: {
      zh: `说明${NAMES[own].zh}的段落写成${quoted(claim.changeOf)}，疑从${NAMES[said].zh}段落复制`,
      en: `A paragraph about ${NAMES[own].en} speaks of ${NAMES[said].en}`,
    },
    expected: claim.changeOf.replace(NAMES[said].zh, NAMES[own].zh),
  }
}

export const copiedSubject: Rule<Prose> = {
  id: 'text.subject',
  severity: 'error',
  title: { zh: '段落主语与所述内容不符', en: 'Subject contradicts its paragraph' },
  remedy: { zh: '改正主语', en: 'Name what the paragraph is about' },
  basis: { zh: '收入段落说收入，支出段落说支出', en: 'Income and expenditure are not mixed up' },
  *check({ claims }) {
    for (const understood of claims) {
      const outcome = judge(understood)
      if (outcome !== null) yield outcome
    }
  },
}
