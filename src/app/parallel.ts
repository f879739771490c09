/** Works on at most `width` items at a time and yields the results in the order of the items. */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = []
  for (const item of items) {
    if (running.length >= width) yield* take(running)
    running.push(work(item))
  }
  while (running.length > 0) yield* take(running)
}

async function* take<Result>(running: Promise<Result>[]): AsyncGenerator<Result> {
  const first = running.shift()
  if (first !== undefined) yield await first
}
