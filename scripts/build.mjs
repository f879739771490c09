// node scripts/build.mjs [app] [web] — both when none is named.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { root } from './prepare.mjs'

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['app', 'web']

const benches = () =>
  readdirSync(join(root, 'bench'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [`bench/${basename(name, '.ts')}`, join(root, 'bench', name)])

async function buildApp() {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'dist/app',
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input: {
          gouji: join(root, 'src/app/main.ts'),
          worker: join(root, 'src/app/worker.ts'),
          exporter: join(root, 'src/app/exporter.ts'),
          ...Object.fromEntries(benches()),
        },
        // Chunks lie beside the entries: a module finds worker.js next to itself wherever it was put.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  writeFileSync(join(root, 'dist/app/built'), '')
}

async function buildWeb() {
  rmSync(join(root, 'dist/web-built'), { force: true })
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  writeFileSync(join(root, 'dist/web-built'), '')
}

if (wanted.includes('app')) await buildApp()
if (wanted.includes('web')) await buildWeb()
