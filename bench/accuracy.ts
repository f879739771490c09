import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkContract } from '../src/app/contract.ts'
import { examine } from '../src/app/examination.ts'
import { conclude, load, sharedPath } from './support/bench.ts'

/** The four texts against their answer sheets, with the scorer that lies beside them. */
const TEXTS = [
  { name: 'huangpi-budget-2024', read: 0.99 },
  { name: 'jiangan-final-2024', read: 0.99 },
  { name: 'qiaokou-budget-2021', read: 0.99 },
  { name: 'huangpi-network-final-2023-ocr', read: 0.95 },
] as const
const CHECK = 0.9

const folder = mkdtempSync(join(tmpdir(), 'gouji-accuracy-'))

function score(what: 'read' | 'check', product: string, sheet: string): number[] {
  const { stdout } = spawnSync('python3', [sharedPath('score/score.py'), what, product, sheet], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONSAFEPATH: '1' },
  })
  const last = stdout.trim().split('\n').at(-1) ?? ''
  const pattern = what === 'read' ? /= ([\d.]+)/ : /errors ([\d.]+) precision ([\d.]+)/
  return (pattern.exec(last)?.slice(1) ?? []).map(Number)
}

let isHeld = true
const figures: string[] = []
for (const { name, read } of TEXTS) {
  const product = join(folder, `${name}.json`)
  writeFileSync(
    product,
    JSON.stringify(checkContract(name, await examine(load(sharedPath('corpus/texts', `${name}.txt`))), 'zh')),
  )
  const [rows = 0] = score('read', product, sharedPath('oracle', `${name}.tables.json`))
  const [recall = 0, precision = 0] = score('check', product, sharedPath('oracle', `${name}.findings.json`))
  isHeld &&= rows >= read && recall >= CHECK && precision >= CHECK
  console.info(
    `${name}: rows ${rows} (hold ${read}), errors found ${recall}, findings true ${precision} (hold ${CHECK})`,
  )
  figures.push(`${rows}/${recall}/${precision}`)
}
rmSync(folder, { recursive: true })
conclude('accuracy', figures.join(' '), 'rows ≥ 0.99 (OCR 0.95), errors found ≥ 0.9, findings true ≥ 0.9', isHeld)
