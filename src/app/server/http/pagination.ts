import * as z from 'zod'

const LARGEST_PAGE = 500
const PAGE = 50

/** What every list takes: how many, and after which cursor. A cursor is opaque; it comes from the page before. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
  after: z.string().max(200).optional(),
})
export type PageQuery = z.output<typeof pageQuery>

/** What every list gives. `next` is null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item).readonly(), next: z.string().nullable() }).readonly()
