import type { Indicator, Printed } from '../model.ts'

/** 3、1-产出指标；12-质量指标；话务平台可用率；实施周期指标值:100%；年度指标值:100%。 */
const ENTRY =
  /\d+\s*[、.]\s*\d-([^；;]{2,8}指标)\s*[；;]\s*\d+\s*-([^；;]{2,12})[；;]\s*([^；;]+)[；;]\s*实施周期指标值\s*[:：]\s*(.*?)\s*[；;]\s*年度指标值\s*[:：]\s*(.*?)\s*[。;；]?\s*(?=\d+\s*[、.]\s*\d-|$)/gs

/** Reads the indicators of a project that are written one after the other in a cell. */
export function indicatorsIn({ text, at }: Printed): Indicator[] {
  return [...text.matchAll(ENTRY)].map(([row, level1 = '', level2 = '', level3 = '', period = '', target = '']) => ({
    level1: { text: level1, at },
    level2: { text: level2, at },
    level3: { text: level3, at },
    content: null,
    target: target === '' ? null : { text: target, at },
    periodTarget: period === '' ? null : { text: period, at },
    prior: [],
    actual: null,
    basis: null,
    weight: null,
    score: null,
    reason: null,
    row: { text: row, at },
  }))
}
