import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const compress = promisify(gzip)
/** Smaller files gain nothing. */
const WORTH_BYTES = 1024

/** Lays a compressed twin beside each asset; the server sends it to whoever takes it. */
const compressedTwins = (): Plugin => ({
  name: 'compressed-twins',
  async writeBundle({ dir }) {
    const folder = join(dir ?? '', 'assets')
    for (const name of await readdir(folder)) {
      const bytes = await readFile(join(folder, name))
      if (bytes.length > WORTH_BYTES) await writeFile(join(folder, `${name}.gz`), await compress(bytes, { level: 9 }))
    }
  },
})

/** The pages, built to dist/web. The server writes a fresh nonce over the placeholder each time it sends the page. */
export default defineConfig({
  root: 'web',
  plugins: [react(), compressedTwins()],
  html: { cspNonce: '__GOUJI_NONCE__' },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // A data: address is not an asset of ours; the policy of the pages refuses it for scripts and workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
})
