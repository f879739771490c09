import type { FastifyReply } from 'fastify'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const percentEncode = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/** The answer is a file to keep, under a name that may hold any sign. */
export const attach = (reply: FastifyReply, name: string, type: string): FastifyReply =>
  reply
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percentEncode)}`,
    )
    .header('cache-control', 'no-store')
    .type(type)
