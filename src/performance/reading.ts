import type { Reading } from '../budget/index.ts'
import type { Block } from '../documents/index.ts'
import { readForms } from './forms/assembly.ts'
import type { PerformanceReading } from './model.ts'
import { tablesOf } from './tables.ts'

/** Reads the goal declarations, project applications and self-evaluations of a document. */
export function readPerformance(reading: Reading): PerformanceReading {
  const { forms, blocks } = readForms(reading.source)
  return {
    goals: forms.flatMap((form) => form.goals.map((goal) => ({ ...goal, form: form.id }))),
    forms,
    tables: tablesOf(forms, reading),
    regions: regionsOf(reading, blocks),
  }
}

function regionsOf(reading: Reading, blocks: ReadonlySet<Block>): number[] {
  return reading.regions.flatMap((region, index) => {
    if (region.kind !== 'table') return []
    const isForm = region.grids.some((grid) => blocks.has(grid)) || region.lines.some((line) => blocks.has(line))
    return isForm ? [index] : []
  })
}
