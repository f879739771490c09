import type { PageSize } from './messages.ts'

/** Pages below each other at one scale, with the same gap between them. In CSS pixels. */
export interface PageLayout {
  readonly scale: number
  readonly width: number
  readonly height: number
  readonly pages: readonly {
    readonly top: number
    readonly left: number
    readonly width: number
    readonly height: number
  }[]
}

export const GAP = 12

export function layPages(sizes: readonly PageSize[], scale: number): PageLayout {
  const widest = Math.max(0, ...sizes.map(({ width }) => width)) * scale
  let top = GAP
  const pages = sizes.map((size) => {
    const [width, height] = [size.width * scale, size.height * scale]
    const page = { top, left: GAP + (widest - width) / 2, width, height }
    top += height + GAP
    return page
  })
  return { scale, width: widest + 2 * GAP, height: top, pages }
}

/** The pages, from 1, that show between two heights; the last one is included. */
export function pagesBetween({ pages }: PageLayout, from: number, to: number): readonly number[] {
  let low = 0
  let high = pages.length
  while (low < high) {
    const middle = (low + high) >> 1
    const page = pages[middle]
    if (page !== undefined && page.top + page.height < from) low = middle + 1
    else high = middle
  }
  const shown: number[] = []
  for (let index = low; index < pages.length && (pages[index]?.top ?? 0) <= to; index += 1) shown.push(index + 1)
  return shown
}
