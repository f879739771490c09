export { editionRules } from './compare.ts'
export { type Edition, editionOf, type OwnFigure } from './edition.ts'
export type { Quotation } from './quotation.ts'
export { areRelated, compareEditions } from './relation.ts'
