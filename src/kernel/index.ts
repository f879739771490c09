export * from './interval.ts'
export * from './money.ts'
export * from './problem.ts'
export * from './text.ts'
