import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Real published documents lie beside the repository, not in it. Tests that need them run where they are and say so
 * in one line where they are not: `describe.runIf(hasCorpus)`.
 */
const shared = process.env.GOUJI_SHARED ?? resolve(dirname(fileURLToPath(import.meta.url)), '../../shared')

export const hasCorpus: boolean = existsSync(join(shared, 'corpus/manifest.json'))

if (!hasCorpus) console.info('No corpus beside the repository: the tests on real documents do not run.')

export const corpusFile = (name: string): string => join(shared, 'corpus/documents', name)
export const corpusText = (name: string): string => join(shared, 'corpus/texts', `${name}.txt`)
export const oracleFile = (name: string): string => join(shared, 'oracle', `${name}.json`)

/** All files of the corpus documents whose name begins with a prefix, sorted. */
export const corpusFiles = (prefix = ''): string[] =>
  hasCorpus
    ? readdirSync(join(shared, 'corpus/documents'))
        .filter((name) => name.startsWith(prefix))
        .sort()
        .map(corpusFile)
    : []
