import { limits } from '../limits.ts'
import { documentProblem } from '../problems.ts'

/** Records of the workbook stream of .xls that tell what its sheets print: strings, formats, cells and merges. */
const KEPT_RECORDS: Readonly<Record<string, readonly number[]>> = {
  parts: [0x0809, 0x0409, 0x0209, 0x0009, 0x000a],
  sheets: [0x0085, 0x0200],
  settings: [0x0042, 0x0022, 0x002f],
  sharedStrings: [0x00fc],
  formats: [0x00e0, 0x0443, 0x0243, 0x0043, 0x041e, 0x001e],
  numbers: [0x0203, 0x0003, 0x0002, 0x027e, 0x00bd],
  texts: [0x00fd, 0x0204, 0x0004, 0x00d6],
  logicalValuesAndErrors: [0x0205, 0x0005],
  formulaValues: [0x0006, 0x0207, 0x0007],
  merges: [0x00e5],
}
const CELL_KINDS = ['numbers', 'texts', 'logicalValuesAndErrors', 'formulaValues']
const CELLS = new Set(CELL_KINDS.flatMap((kind) => KEPT_RECORDS[kind] ?? []))
/** Several numbers of a row in one record, 6 bytes each. */
const NUMBERS = 0x00bd
const KEPT = new Set(Object.values(KEPT_RECORDS).flat())
const CONTINUE = 0x003c
const FORMULA = 0x0006
/** A record that prints nothing and is passed over: the selection of a window. */
const PASSED_OVER = 0x001d
const HEADER = 4
/** Where a formula record says how long the formula itself is. */
const FORMULA_LENGTH_AT = 20
const SHORTEST_FORMULA = 22

/**
 * Turns the records that print nothing into ones that are passed over, and empties formulas, whose values stay. All
 * stay where they are, since sheets are found by their offset. Throws `damaged-file` when a record is cut.
 */
export function keepCells(stream: Uint8Array): Uint8Array {
  const kept = stream.slice()
  const view = new DataView(kept.buffer)
  let isKept = false
  let cells = 0
  for (let at = 0; at + HEADER <= kept.length; ) {
    const type = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    if (at + HEADER + length > kept.length) throw documentProblem('damaged-file')
    if (type !== CONTINUE) isKept = KEPT.has(type) && (type !== FORMULA || length >= SHORTEST_FORMULA)
    if (!isKept) view.setUint16(at, PASSED_OVER, true)
    if (isKept && type === FORMULA) view.setUint16(at + HEADER + FORMULA_LENGTH_AT, 0, true)
    if (CELLS.has(type)) cells += type === NUMBERS ? Math.ceil(length / 6) : 1
    if (cells > limits.workbookCells) throw documentProblem('markup-too-complex', `${cells}`)
    at += HEADER + length
  }
  return kept
}
