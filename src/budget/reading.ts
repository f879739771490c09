import type { Source } from '../documents/index.ts'
import { withForms } from './forms/forms.ts'
import { readLayout } from './layout/layout.ts'
import { openLooseReader } from './loose/reader.ts'
import type { Reading, Table } from './model.ts'
import { readTables } from './tables/reader.ts'

/** Understands a document as printed: what it is, its parts, and its tables with every number in its place. */
export function understand(source: Source): Reading {
  const layout = readLayout(source)
  const read = (): readonly Table[] => readTables(layout.regions, openLooseReader(layout.regions))
  const tables = layout.document.kind === 'other' ? [] : withForms(read())
  return { source, ...layout, tables }
}
