// The examples are lists of blocks: {title}, {contents}, {heading, text}, {paragraph}, {table: {number, title,
// organisation, unit, head, body, notes}}. A cell is a text or {text, columns?, rows?}. What the writers share.

export const cellOf = (cell) => {
  const { text, columns = 1, rows = 1 } = typeof cell === 'string' ? { text: cell } : cell
  return { text, columns, rows }
}

/** Every cell with its row and column once merged cells have taken their room. */
export function placeCells(rows) {
  const taken = new Set()
  return rows.flatMap((row, r) => {
    let column = 0
    return row.map((raw) => {
      const cell = cellOf(raw)
      while (taken.has(`${r},${column}`)) column += 1
      const placed = { ...cell, row: r, column }
      for (let i = 0; i < cell.rows; i += 1)
        for (let j = 0; j < cell.columns; j += 1) taken.add(`${r + i},${column + j}`)
      return placed
    })
  })
}

export const widthOf = (rows) => Math.max(...placeCells(rows).map(({ column, columns }) => column + columns))

export const isNumber = (text) => /^-?\d[\d,]*(\.\d+)?%?$/.test(text)

export const captionOf = ({ number, title }) => [number, title].filter((part) => part !== null).join(' ')

/** How wide a column wants to be, from its longest words; merged cells do not count. */
export const weightsOf = (rows) => {
  const width = widthOf(rows)
  const weights = new Array(width).fill(4)
  for (const { text, column, columns } of placeCells(rows)) {
    if (columns === 1)
      weights[column] = Math.max(weights[column], Math.min(16, [...text].length * (isNumber(text) ? 0.6 : 1)))
  }
  return weights
}
