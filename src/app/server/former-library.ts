import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { LARGEST_FILE } from './document-routes.ts'
import type { Library } from './library.ts'

/** What earlier versions wrote beside each original. */
const record = z.object({ name: z.string(), addedAt: z.string(), isExample: z.boolean() })

const DIGEST = /^[0-9a-f]{64}$/

/**
 * Takes over the library of earlier versions, which lay in a folder of its own: each document, under its name and time,
 * is removed there once it is kept here. What was interrupted goes on at the next start.
 */
export async function adoptFormerLibrary(library: Library, dataDir: string): Promise<void> {
  const documents = join(dataDir, 'documents')
  if (!existsSync(documents)) return
  const offered = join(dataDir, 'examples.json')
  if (existsSync(offered)) await library.offer(z.array(z.string()).parse(JSON.parse(await readFile(offered, 'utf8'))))
  for (const name of (await readdir(documents)).filter((each) => DIGEST.test(each))) {
    const box = join(documents, name)
    const { addedAt, ...about } = record.parse(JSON.parse(await readFile(join(box, 'record.json'), 'utf8')))
    const origin = { by: 'system', owner: null, addedAt: new Date(addedAt), limit: LARGEST_FILE }
    await library.add(createReadStream(join(box, 'original')), { ...about, ...origin })
    await rm(box, { recursive: true })
  }
  for (const left of [documents, offered, join(dataDir, 'incoming')]) await rm(left, { recursive: true, force: true })
}
