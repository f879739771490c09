import type { Amount } from '../../kernel/index.ts'
import type { Fact, Figure } from '../model.ts'

/** A fact sought: `year` and `stage` where they matter; an absent dimension means "all of it", as in Fact. */
export type SoughtFact = Partial<Fact> & Pick<Fact, 'flow'>

/** Everything that the tables of a document state, to be looked up by fact. */
export interface FactBook {
  readonly figures: readonly Figure[]
  /** The figures that claim exactly this fact, blanks included, in printed order. */
  find(sought: SoughtFact): readonly Figure[]
  /** What these figures agree on, as the most finely printed of them says; null where none has an amount or they differ. */
  value(sought: SoughtFact): Amount | null
}
