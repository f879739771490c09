import type { Readable } from 'node:stream'
import { readRows } from '../../../documents/index.ts'
import { Problem } from '../../../kernel/index.ts'
import { serverProblem } from '../problems.ts'
import { peopleProblem } from './problems.ts'

/** Bytes. A list of 6,300 people has half a megabyte. */
const LARGEST_LIST = 4 * 1024 * 1024

export type Rows = readonly (readonly string[])[]

async function receiveBytes(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_LIST) throw peopleProblem('list-too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The rows of a list that is being sent: Excel or CSV. Throws `list-too-large` and what documents cannot read. */
export async function receiveRows(body: Readable): Promise<Rows> {
  const bytes = await receiveBytes(body).catch((error: unknown) => {
    if (error instanceof Problem || !body.destroyed || body.readableEnded) throw error
    throw serverProblem('upload-broken')
  })
  return readRows(new Uint8Array(bytes))
}

const LONGEST_TEXT = 160

/** What a row says, for a report: `rows[row - 1]`, empty cells left out. */
export const textOfRow = (rows: Rows, row: number): string =>
  (rows[row - 1] ?? [])
    .filter((cell) => cell !== '')
    .join(' · ')
    .slice(0, LONGEST_TEXT)
