// npm run examples: sets the example documents from scripts/examples/data. They are kept in the repository, because the app shows
// them on its first start.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDocx } from './examples/docx.mjs'
import { writePdf } from './examples/pdf.mjs'
import { writeXlsxBook } from './examples/xlsx.mjs'
import { root } from './prepare.mjs'

const EXAMPLES = [
  { name: 'huangpi-budget-2024', extension: 'pdf', write: writePdf },
  { name: 'jiangan-final-2024', extension: 'docx', write: writeDocx },
  { name: 'qiaokou-budget-2021', extension: 'xlsx', write: writeXlsxBook },
]

for (const { name, extension, write } of EXAMPLES) {
  const document = JSON.parse(readFileSync(join(root, 'scripts/examples/data', `${name}.json`), 'utf8'))
  const bytes = await write(document)
  writeFileSync(join(root, 'examples', `${name}.${extension}`), bytes)
  console.info(`examples/${name}.${extension}: ${bytes.length} bytes`)
}
