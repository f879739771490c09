import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The pages, built to dist/web. The server writes a fresh nonce over the placeholder each time it sends the page. */
export default defineConfig({
  root: 'web',
  plugins: [react()],
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
