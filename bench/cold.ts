import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conclude, corpusPdfs, median, root } from './support/bench.ts'

/** `gouji check` of one PDF of about 25 pages from a standing start: wall time and peak memory of the process. */
const RUNS = 7
const HOLD_MS = 1_000
const HOLD_MIB = 200

interface Run {
  readonly wall: number
  readonly peak: number
}

function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

function runOnce(file: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, [join(root, 'bin/gouji'), 'check', file, '--json'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    let peak = 0
    const watch = setInterval(() => {
      if (child.pid !== undefined && child.exitCode === null) peak = Math.max(peak, peakOf(child.pid))
    }, 5)
    child.on('error', reject)
    child.on('exit', () => {
      clearInterval(watch)
      resolve({ wall: performance.now() - started, peak })
    })
  })
}

const file = process.argv[2] ?? corpusPdfs().find((name) => name.includes('guangzhou-budget-01')) ?? corpusPdfs()[0]
if (file === undefined) throw new Error('no PDF to measure')
await runOnce(file)
const runs: Run[] = []
for (let run = 0; run < RUNS; run += 1) runs.push(await runOnce(file))
const wall = median(runs.map((run) => run.wall))
const peak = Math.max(...runs.map((run) => run.peak))
const figure = `${Math.round(wall)} ms wall (median of ${RUNS}), ${Math.round(peak)} MiB at most`
conclude('cold', figure, `${HOLD_MS} ms, ${HOLD_MIB} MiB`, wall <= HOLD_MS && peak <= HOLD_MIB)
