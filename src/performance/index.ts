export type * from './model.ts'
export { readPerformance } from './reading.ts'
