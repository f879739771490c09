export type * from './contract.ts'
export type * from './examination.ts'
export { createServer, type Server, type ServerOptions } from './server.ts'
