/**
 * Browsers and office programs save a page with its pictures as one file in the form of a mail (.mht, .mhtml): parts
 * between boundaries, of which the first of kind text/html is the page itself.
 */
const HEADER = /^(?:From|Date|Subject|MIME-Version|Snapshot-Content-Location|Content-Type|X-[\w-]+)\s*:/i
const VERSION = /^MIME-Version\s*:\s*1\.0/im
const HEAD = 4096

const toCharacters = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

export const isWebArchive = (head: string): boolean => HEADER.test(head) && VERSION.test(head)

const fieldOf = (header: string, name: string): string =>
  new RegExp(`^${name}\\s*:([^\\n]*(?:\\n[ \\t][^\\n]*)*)`, 'im').exec(header)?.[1]?.trim() ?? ''

const fromQuotedPrintable = (body: string): string =>
  body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

function decodeBody(body: string, encoding: string): Uint8Array {
  if (/base64/i.test(encoding)) return new Uint8Array(Buffer.from(body, 'base64'))
  return new Uint8Array(Buffer.from(/quoted-printable/i.test(encoding) ? fromQuotedPrintable(body) : body, 'latin1'))
}

/** The page inside a saved page with its charset as declared; null when the file is no such archive or holds none. */
export function unpackWebArchive(bytes: Uint8Array): { page: Uint8Array; charset: string } | null {
  if (!isWebArchive(toCharacters(bytes.subarray(0, HEAD)))) return null
  const file = toCharacters(bytes)
  const boundary = /boundary\s*=\s*"?([^"\r\n;]+)/i.exec(file.slice(0, HEAD))?.[1]
  const parts = boundary === undefined ? [file] : file.split(`--${boundary}`)
  for (const part of parts) {
    const [header = '', ...body] = part.replace(/^\r?\n/, '').split(/\r?\n\r?\n/)
    const kind = fieldOf(header, 'Content-Type')
    if (!/^text\/html/i.test(kind)) continue
    const page = decodeBody(body.join('\n\n'), fieldOf(header, 'Content-Transfer-Encoding'))
    return { page, charset: /charset\s*=\s*"?([\w-]+)/i.exec(kind)?.[1] ?? '' }
  }
  return null
}
