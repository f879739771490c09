import type { RowDraft } from './rows.ts'

/** Tables whose rows mostly have codes: there a word without code and without value is the rest of a name. */
const MOSTLY = 0.6
const ORDINAL =
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]|其中|合计|总计|小计)/

const isFragment = (row: RowDraft): boolean =>
  row.code === null && row.name !== '' && !ORDINAL.test(row.name) && row.cells.every((cell) => cell === null)

/**
 * Puts names together that wrapped in a table without ruling lines, where each printed line became a row: the words
 * above a code without a name belong to it, all others to the row before.
 */
export function joinWrappedNames(rows: readonly RowDraft[]): RowDraft[] {
  const coded = rows.filter((row) => row.code !== null).length
  if (coded < rows.length * (1 - MOSTLY) || coded === 0) return [...rows]
  const joined: RowDraft[] = []
  let before = ''
  for (const [index, row] of rows.entries()) {
    const last = joined.at(-1)
    const next = rows[index + 1]
    if (!isFragment(row)) {
      joined.push(before === '' ? row : { ...row, name: before + row.name })
      before = ''
    } else if (next !== undefined && next.code !== null && next.name === '') before = row.name
    else if (last !== undefined && last.code !== null)
      joined[joined.length - 1] = { ...last, name: last.name + row.name }
    else joined.push(row)
  }
  return joined
}
