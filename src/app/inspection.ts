import { readFile, stat } from 'node:fs/promises'
import { Problem, type ProblemReport, reportOf } from '../kernel/index.ts'
import { type Companion, withCompanions } from './companions.ts'
import { checkContract, type Language, problemContract, readContract } from './contract.ts'
import type { Examination } from './examination.ts'
import { inOrder } from './parallel.ts'
import { type Outcome, Pool } from './pool.ts'
import { appProblem } from './problems.ts'
import { Progress } from './progress.ts'
import { checkReport, readReport } from './report.ts'
import { wordsIn } from './words.ts'

/** Enough to keep every thread busy, few enough that a folder of documents is not held in memory at once. */
const FILES_AT_ONCE = 8

export interface InspectionOptions {
  readonly files: readonly string[]
  readonly verb: 'read' | 'check'
  readonly isJson: boolean
  readonly language: Language
  readonly ocr: boolean
}

type Examine = (bytes: Uint8Array, onPage: (done: number, total: number) => void) => Promise<Outcome>

/** One document needs no thread; several are shared out among the processors. */
async function openExaminer(count: number, ocr: boolean): Promise<{ examine: Examine; close: () => Promise<void> }> {
  if (count > 1) {
    const pool = new Pool()
    return { examine: (bytes, onPage) => pool.examine(bytes, { ocr, onPage }), close: () => pool.close() }
  }
  const { examine } = await import('./examination.ts')
  return {
    close: async () => {},
    examine: async (bytes, onPage) => {
      try {
        return { examination: await examine(bytes, { ocr, onPage }) }
      } catch (error) {
        if (error instanceof Problem) return { problem: reportOf(error) }
        throw error
      }
    },
  }
}

async function load(file: string): Promise<Uint8Array | ProblemReport> {
  const found = await stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  )
  if (found) return readFile(file)
  return reportOf(appProblem('no-such-file', file))
}

function print(file: string, examination: Examination, { verb, isJson, language }: InspectionOptions): void {
  const text = isJson
    ? JSON.stringify(
        verb === 'read' ? readContract(file, examination, language) : checkContract(file, examination, language),
      )
    : verb === 'read'
      ? readReport(file, examination, language)
      : checkReport(file, examination, language)
  process.stdout.write(`${text}\n`)
}

function printProblem(file: string, problem: ProblemReport, { isJson, language }: InspectionOptions): void {
  if (isJson) process.stdout.write(`${JSON.stringify({ file, problem: problemContract(problem, language) })}\n`)
  const detail = problem.detail === '' ? '' : ` (${problem.detail})`
  process.stderr.write(
    `${file}: ${wordsIn(language).unreadable}: ${problem.title[language]}${detail}. ${problem.remedy[language]}\n`,
  )
}

/** Reads or checks files and prints what was found, in the order given. Returns the exit code. */
export async function inspect(options: InspectionOptions): Promise<number> {
  const { files, ocr, language } = options
  const { examine, close } = await openExaminer(files.length, ocr)
  const progress = new Progress(wordsIn(language).reading)
  let done = 0
  const work = async (file: string): Promise<[string, Outcome]> => {
    const loaded = await load(file)
    if (!(loaded instanceof Uint8Array)) return [file, { problem: loaded }]
    const outcome = await examine(loaded, (page, pages) => {
      if (files.length === 1) progress.update(page, pages, file)
    })
    done += 1
    if (files.length > 1) progress.update(done, files.length, file)
    return [file, outcome]
  }
  let exitCode = 0
  const companions: Companion[] = []
  for await (const [file, outcome] of inOrder(files, FILES_AT_ONCE, work)) {
    progress.clear()
    exitCode = Math.max(exitCode, report(file, related(file, outcome, companions), options))
  }
  await close()
  return exitCode
}

/** Holds a document against those of its organisation that were read before it, and remembers it for those behind it. */
function related(file: string, outcome: Outcome, companions: Companion[]): Outcome {
  if ('problem' in outcome || outcome.examination.edition === null) return outcome
  const examination = withCompanions(outcome.examination, companions)
  companions.push({ name: file, edition: outcome.examination.edition })
  return { examination }
}

/** Prints one outcome and returns its exit code. */
function report(file: string, outcome: Outcome, options: InspectionOptions): number {
  if ('problem' in outcome) {
    printProblem(file, outcome.problem, options)
    return 2
  }
  print(file, outcome.examination, options)
  const hasErrors = outcome.examination.findings.some(({ severity }) => severity === 'error')
  return options.verb === 'check' && hasErrors ? 1 : 0
}
