import { request } from './request.ts'

export interface NamedFile {
  readonly name: string
  readonly blob: Blob
}

/** The file that an answer carries, under the name that the server gives it. */
export async function fileIn(response: Response): Promise<NamedFile> {
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'export'
  return { name: decodeURIComponent(name), blob: await response.blob() }
}

/** Hands a file to the browser to keep. */
export function save({ name, blob }: NamedFile): void {
  const address = URL.createObjectURL(blob)
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Fetches an export and hands it to the browser as a file; a refusal is a problem to show, not a file. */
export const download = async (path: string): Promise<void> => save(await fileIn(await request(path)))

/** Sends a file as it is. */
export const sendFile = (path: string, file: Blob): Promise<Response> =>
  request(path, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file })
