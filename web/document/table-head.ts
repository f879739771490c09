export interface HeadCell {
  readonly text: string
  readonly columnSpan: number
  readonly rowSpan: number
  /** The first value column below it. */
  readonly column: number
  /** Stands directly over figures. */
  readonly isLeaf: boolean
}

/** Both go on below this level, and are the same down to it. */
const isSameGroup = (a: readonly string[], b: readonly string[], level: number): boolean =>
  a.length > level + 1 && b.length > level + 1 && a.slice(0, level + 1).every((text, index) => text === b[index])

/** Header levels as merged cells: equal neighbours become one, a short path reaches down to the figures. */
export function layHead(paths: readonly (readonly string[])[]): readonly (readonly HeadCell[])[] {
  const depth = Math.max(1, ...paths.map((path) => path.length))
  return Array.from({ length: depth }, (_, level) => {
    const cells: HeadCell[] = []
    for (let column = 0; column < paths.length; ) {
      const path = paths[column] ?? []
      const isLeaf = level === Math.max(0, path.length - 1)
      let end = column + 1
      if (!isLeaf) while (end < paths.length && isSameGroup(path, paths[end] ?? [], level)) end += 1
      if (level < Math.max(1, path.length))
        cells.push({
          text: path[level] ?? '',
          columnSpan: end - column,
          rowSpan: isLeaf ? depth - level : 1,
          column,
          isLeaf,
        })
      column = end
    }
    return cells
  })
}
