import type { FastifyReply, FastifyRequest } from 'fastify'
import type { LibraryEvents } from './contract.ts'
import type { Library } from './library.ts'

const STILL_THERE_EVERY_MS = 15_000

/** Changes of the library as server-sent events. What changed while a page was not connected it asks for itself. */
export function streamEvents(library: Library, closing: AbortSignal) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    reply.hijack()
    const { raw } = reply
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    raw.write('retry: 1000\n\n')
    const send = <Name extends keyof LibraryEvents>(name: Name) => {
      const listener = (data: LibraryEvents[Name]): void => {
        raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
      }
      return listener
    }
    const onDocument = send('document')
    const onRemoved = send('removed')
    const end = (): void => void raw.end()
    library.events.on('document', onDocument)
    library.events.on('removed', onRemoved)
    const pulse = setInterval(() => raw.write(': \n\n'), STILL_THERE_EVERY_MS)
    closing.addEventListener('abort', end)
    request.raw.on('close', () => {
      clearInterval(pulse)
      closing.removeEventListener('abort', end)
      library.events.off('document', onDocument)
      library.events.off('removed', onRemoved)
    })
  }
}
