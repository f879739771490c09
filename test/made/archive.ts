import { crc32, deflateRawSync } from 'node:zlib'

export interface ArchivedMade {
  /** As bytes where its encoding matters. */
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array | string
  readonly flags?: number
  /** What the archive declares in the place of the true size. */
  readonly size?: number
}

/** A zip archive, byte by byte, so that it can lie about what it holds. */
export function madeArchive(files: readonly ArchivedMade[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, flags = 0, size } of files) {
    const content = Buffer.from(bytes)
    const packed = deflateRawSync(content)
    const nameBytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size ?? content.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const central = Buffer.alloc(20)
    const place = Buffer.alloc(4)
    place.writeUInt32LE(at)
    bodies.push(Buffer.from('PK\x03\x04'), common, nameBytes, packed)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, central.subarray(0, 10), place, nameBytes)
    at += 4 + common.length + nameBytes.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, list, Buffer.from('PK\x05\x06'), end])
}
