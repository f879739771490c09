import type { Reading } from '../budget/index.ts'
import type { Block, Grid } from '../documents/index.ts'
import { readForms } from './forms/assembly.ts'
import type { PerformanceReading } from './model.ts'
import { remainingTables } from './remaining.ts'
import { tablesOf } from './tables.ts'

/** Reads the goal declarations, project applications and self-evaluations of a document. */
export function readPerformance(reading: Reading): PerformanceReading {
  const { forms, blocks } = readForms(reading.source)
  const tables = tablesOf(forms, reading)
  const grids = [...blocks].filter((block): block is Grid => block.kind === 'grid')
  return {
    goals: forms.flatMap((form) => form.goals.map((goal) => ({ ...goal, form: form.id }))),
    forms,
    tables: [...tables, ...remainingTables(reading, grids, tables)],
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
