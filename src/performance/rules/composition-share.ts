import type { Outcome, Rule } from '../../budget/index.ts'
import { type Amount, formatNumber, quoted } from '../../kernel/index.ts'
import type { CompositionLine, PerformanceForm, PerformanceSubject } from '../model.ts'
import { letters, readNumber } from '../sheet/words.ts'
import { allForms, amountOf, groupBy, held, notEvaluated, say, unitOf, whereOf } from './evidence.ts'

const isTotal = ({ name }: CompositionLine): boolean => /^(合计|总计)$/.test(letters(name.text))

/** True when the printed share can be the part of the total, whatever the last printed digits hide. */
function fits(share: { units: bigint; decimals: number }, part: Amount, total: Amount): boolean {
  const scale = 2n * 10n ** BigInt(share.decimals)
  const low = 2n * share.units - 1n
  const high = 2n * share.units + 1n
  return low * total.low <= 100n * scale * part.high && high * total.high >= 100n * scale * part.low
}

const recomputed = (part: Amount, total: Amount): string => {
  const units = (part.value * 20_000n + total.value) / (2n * total.value)
  return `${formatNumber({ units, decimals: 2 })}%`
}

function judge(form: PerformanceForm, line: CompositionLine, totalLine: CompositionLine): Outcome {
  const share = line.share === null ? null : readNumber(line.share.text)
  const part = amountOf(line.current, unitOf(form))
  const total = amountOf(totalLine.current, unitOf(form))
  if (
    share === null ||
    part === null ||
    total === null ||
    line.share === null ||
    line.current === null ||
    total.value <= 0n
  )
    return notEvaluated('占比或金额没有填写', 'A share or an amount is blank')
  if (fits(share, part, total)) return held
  const expected = recomputed(part, total)
  return {
    verdict: 'broken',
    where: [
      {
        ...whereOf(line.share, form, line.name.text),
        quote: `${line.name.text} ${line.current.text} ${line.share.text}`,
      },
      whereOf(line.current, form, line.name.text),
    ],
    expected,
    message: say(
      `${quoted(line.group)}中${quoted(line.name.text)}占比印为 ${line.share.text}，按金额 ${line.current.text} 计算应为 ${expected}。`,
      `The share of ${quoted(line.name.text)} is printed ${line.share.text}; ${line.current.text} makes ${expected}.`,
    ),
  }
}

export const compositionShare: Rule<PerformanceSubject> = Object.freeze<Rule<PerformanceSubject>>({
  id: 'performance.composition-share',
  severity: 'error',
  title: say('占比与金额不符', 'A share does not follow from the amounts'),
  remedy: say('按金额重新计算占比。', 'Compute the share from the amounts.'),
  basis: say('占比＝该项金额÷合计×100%', 'Share = amount ÷ total × 100%'),
  check: (subject) =>
    allForms(subject).flatMap((form) =>
      [...groupBy(form.composition, ({ group }) => group).values()].flatMap((lines) => {
        const total = lines.find(isTotal)
        return total === undefined
          ? []
          : lines.filter((line) => line.share !== null).map((line) => judge(form, line, total))
      }),
    ),
})
