export { checkPerformance, performanceRules } from './check.ts'
export type * from './model.ts'
export { readPerformance } from './reading.ts'
