import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type DocumentRecord, documentRecord, type Part, type PartName, partNames } from './contract.ts'
import { serverProblem } from './problems.ts'

/**
 * The library on disk:
 *
 *     documents/<sha256>/original            the bytes as they came
 *     documents/<sha256>/record.json         name, size, and the outcome of the last reading
 *     documents/<sha256>/reading-<id>/*.json the parts of that reading
 *     incoming/<id>/                         whatever is not finished; emptied at each start
 *
 * Everything is written under incoming or under a temporary name and then renamed: what can be seen is whole.
 */
export interface DocumentFolder {
  readonly records: () => Promise<readonly DocumentRecord[]>
  readonly receive: (stream: Readable, limit: number) => Promise<ReceivedFile>
  readonly readOriginal: (sha256: string) => Promise<Uint8Array>
  readonly openOriginal: (sha256: string) => ReadStream
  readonly saveRecord: (record: DocumentRecord) => Promise<void>
  readonly saveParts: (sha256: string, views: { readonly [Name in PartName]: Part<Name> }) => Promise<string>
  readonly openPart: (sha256: string, folder: string, part: PartName) => ReadStream
  readonly readPart: <Name extends PartName>(sha256: string, folder: string, part: Name) => Promise<Part<Name>>
  readonly dropOtherReadings: (sha256: string, folder: string | null) => Promise<void>
  readonly remove: (sha256: string) => Promise<void>
  readonly offeredExamples: () => Promise<readonly string[]>
  readonly saveOfferedExamples: (sha256s: readonly string[]) => Promise<void>
}

/** A file that lies whole under incoming. `keep` puts it into its place; `discard` removes every trace of it. */
export interface ReceivedFile {
  readonly sha256: string
  readonly size: number
  readonly keep: (record: DocumentRecord) => Promise<void>
  readonly discard: () => Promise<void>
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  await writeDurably(temporary, content)
  await rename(temporary, path)
}

async function writeStream(path: string, stream: Readable, limit: number): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx')
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw serverProblem('file-too-large')
      hash.update(chunk)
      await file.write(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

async function readJsonIfThere(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

export async function openDocumentFolder(dataDir: string): Promise<DocumentFolder> {
  const documents = join(dataDir, 'documents')
  const incoming = join(dataDir, 'incoming')
  const examplesFile = join(dataDir, 'examples.json')
  await mkdir(documents, { recursive: true })
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming)

  const home = (sha256: string): string => join(documents, sha256)
  const partFile = (sha256: string, folder: string, part: PartName): string =>
    join(home(sha256), folder, `${part}.json`)

  async function receive(stream: Readable, limit: number): Promise<ReceivedFile> {
    const box = join(incoming, randomUUID())
    const discard = (): Promise<void> => rm(box, { recursive: true, force: true })
    await mkdir(box)
    try {
      const { sha256, size } = await writeStream(join(box, 'original'), stream, limit)
      const keep = async (record: DocumentRecord): Promise<void> => {
        await writeDurably(join(box, 'record.json'), JSON.stringify(record))
        await rename(box, home(sha256))
      }
      return { sha256, size, keep, discard }
    } catch (error) {
      await discard()
      throw error
    }
  }

  async function records(): Promise<DocumentRecord[]> {
    const names = (await readdir(documents)).filter((name) => /^[0-9a-f]{64}$/.test(name))
    return Promise.all(
      names.map(async (name) =>
        documentRecord.parse(JSON.parse(await readFile(join(home(name), 'record.json'), 'utf8'))),
      ),
    )
  }

  async function saveParts(sha256: string, views: { readonly [Name in PartName]: Part<Name> }): Promise<string> {
    const folder = `reading-${randomUUID()}`
    const box = join(incoming, folder)
    await mkdir(box)
    for (const part of partNames) await writeDurably(join(box, `${part}.json`), JSON.stringify(views[part]))
    await rename(box, join(home(sha256), folder))
    return folder
  }

  async function dropOtherReadings(sha256: string, folder: string | null): Promise<void> {
    for (const name of await readdir(home(sha256)))
      if (name.startsWith('reading-') && name !== folder) await rm(join(home(sha256), name), { recursive: true })
  }

  async function remove(sha256: string): Promise<void> {
    const box = join(incoming, randomUUID())
    await rename(home(sha256), box)
    await rm(box, { recursive: true, force: true })
  }

  async function readPart<Name extends PartName>(sha256: string, folder: string, part: Name): Promise<Part<Name>> {
    return JSON.parse(await readFile(partFile(sha256, folder, part), 'utf8')) as Part<Name>
  }

  return {
    records,
    receive,
    readOriginal: (sha256) => readFile(join(home(sha256), 'original')),
    openOriginal: (sha256) => createReadStream(join(home(sha256), 'original')),
    saveRecord: (record) => replaceFile(join(home(record.sha256), 'record.json'), JSON.stringify(record)),
    saveParts,
    openPart: (sha256, folder, part) => createReadStream(partFile(sha256, folder, part)),
    readPart,
    dropOtherReadings,
    remove,
    offeredExamples: async () => ((await readJsonIfThere(examplesFile)) ?? []) as string[],
    saveOfferedExamples: (sha256s) => replaceFile(examplesFile, JSON.stringify(sha256s)),
  }
}
