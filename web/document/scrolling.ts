/**
 * Scrolls a frame, and nothing around it, until an element stands in its middle; not at all when it is seen already.
 * What the frame keeps at its top and left (heads of columns, names of rows) covers what lies under it.
 */
export function scrollInto(frame: HTMLElement | null, element: Element | null | undefined, covered = 0): void {
  if (frame === null || element === null || element === undefined) return
  const [outer, inner] = [frame.getBoundingClientRect(), element.getBoundingClientRect()]
  const isSeen = inner.top >= outer.top + covered && inner.bottom <= outer.bottom
  const down = isSeen ? 0 : inner.top - outer.top - (outer.height - inner.height) / 2
  const tooFarRight = Math.max(0, inner.right - outer.right)
  const tooFarLeft = Math.min(0, inner.left - outer.left - outer.width / 2)
  const isAside = inner.right > outer.right || inner.left < outer.left
  frame.scrollBy({ top: down, left: !isAside ? 0 : tooFarRight > 0 ? tooFarRight : tooFarLeft })
}
