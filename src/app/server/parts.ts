import { pipeline, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip, gunzip, gzip } from 'node:zlib'
import type { Attachment, Attachments } from '../../store/index.ts'
import { type Part, type PartName, partNames } from './contract.ts'

const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** Each part of a reading on the disk, compressed: it is sent as it lies there to whoever takes it so. */
export async function keepParts(
  attachments: Attachments,
  parts: { readonly [Name in PartName]: Part<Name> },
): Promise<ReadonlyMap<PartName, Attachment>> {
  const kept = new Map<PartName, Attachment>()
  for (const name of partNames) kept.set(name, await attachments.keep(await compress(JSON.stringify(parts[name]))))
  return kept
}

export const readPart = async <Name extends PartName>(
  attachments: Attachments,
  sha256: string,
  _name: Name,
): Promise<Part<Name>> => JSON.parse((await decompress(await attachments.read(sha256))).toString('utf8')) as Part<Name>

/** A part as it lies there, or unpacked for who does not take gzip. */
export function openPart(attachments: Attachments, sha256: string, takesGzip: boolean): Readable {
  const stream = attachments.openReferred(sha256)
  return takesGzip ? stream : pipeline(stream, createGunzip(), () => {})
}
