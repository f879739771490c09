import type { FindingView, PlaceView, Severity } from '../../src/app/server/index.ts'
import type { CellIndex, CellKey } from './places.ts'

/** A place of a finding. The first place of a finding is the one that is wrong; the others prove it. */
export interface Mark {
  readonly finding: string
  readonly at: PlaceView
  readonly key: CellKey | null
  /** As printed there. */
  readonly quote: string
  readonly severity: Severity
  readonly isWrong: boolean
}

export const marksOf = (findings: readonly FindingView[], index: CellIndex): Mark[] =>
  findings.flatMap((finding) =>
    finding.where.flatMap((where, order) =>
      where.document !== undefined
        ? []
        : [
            {
              finding: finding.id,
              at: where.at,
              key: index.find(where),
              quote: where.quote,
              severity: finding.severity,
              isWrong: order === 0,
            },
          ],
    ),
  )

export const keyText = ({ table, row, column }: CellKey): string => `${table}/${row}/${column ?? ''}`

/** Ids contain a sign that an address would cut off. */
export const addressOfFinding = (id: string): string => id.replaceAll('#', '.')
