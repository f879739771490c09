import { parseArgs } from 'node:util'
import { Problem, reportOf } from '../kernel/index.ts'
import type { Language } from './contract.ts'
import { inspect } from './inspection.ts'
import { version } from './version.ts'
import { wordsIn } from './words.ts'

const OPTIONS = {
  json: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'zh' },
  ocr: { type: 'boolean', default: true },
  key: { type: 'string', multiple: true },
  'tsa-ca': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
} as const

const USAGE_ERROR = 2

function refuse(message: string, language: Language): number {
  process.stderr.write(`gouji: ${message}\n\n${wordsIn(language).usage}\n`)
  return USAGE_ERROR
}

/** Said before the rest of the line is understood, for what is wrong with it is told in this language too. */
const languageOf = (argv: readonly string[]): Language =>
  argv.includes('--lang=en') || argv[argv.indexOf('--lang') + 1] === 'en' ? 'en' : 'zh'

async function run(argv: readonly string[]): Promise<number | null> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    allowNegative: true,
  })
  const language = languageOf(argv)
  const [verb, ...files] = positionals
  if (values.version) {
    process.stdout.write(`${version()}\n`)
    return 0
  }
  if (values.help || verb === 'help') {
    process.stdout.write(`${wordsIn(language).usage}\n`)
    return 0
  }
  if ((verb === 'read' || verb === 'check') && files.length > 0) {
    return inspect({ files, verb, isJson: values.json, language, ocr: values.ocr })
  }
  if (verb === 'verify' && files.length === 1) {
    const { verify } = await import('./verification.ts')
    return verify(files[0] ?? '', {
      keys: values.key ?? [],
      authorities: values['tsa-ca'] ?? [],
      isJson: values.json,
      language,
    })
  }
  if (verb === 'serve' && files.length === 0) return (await import('./serve.ts')).serve(language)
  const [file] = files
  if ((verb === 'backup' || verb === 'restore') && file !== undefined && files.length === 1) {
    return (await import('./store.ts'))[verb](file, language)
  }
  if (verb === 'rules' && files.length === 0) {
    process.stdout.write((await import('./rule-list.ts')).ruleList())
    return 0
  }
  return refuse(positionals.join(' '), language)
}

async function main(): Promise<number | null> {
  const argv = process.argv.slice(2)
  const language = languageOf(argv)
  try {
    return await run(argv)
  } catch (error) {
    const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (isUsage) return refuse(error.message, language)
    if (error instanceof Problem) {
      const { title, remedy, detail } = reportOf(error)
      process.stderr.write(`gouji: ${title[language]}${detail === '' ? '' : ` (${detail})`}. ${remedy[language]}\n`)
      return USAGE_ERROR
    }
    throw error
  }
}

// A closed pipe (`gouji check … | head`) is the reader's decision, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()))

// Node 20 can hang when it comes to its end by itself after WebAssembly has run: the process is ended once all is written.
const exitCode = await main()
if (exitCode !== null) {
  await Promise.all([written(process.stdout), written(process.stderr)])
  process.exit(exitCode)
}
