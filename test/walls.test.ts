import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { describe, expect, it } from 'vitest'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Which module may use which others, through their index.ts only. DESIGN: the house. */
const USES: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  documents: ['kernel'],
  budget: ['kernel', 'documents'],
  performance: ['kernel', 'documents', 'budget'],
  store: ['kernel'],
  identity: ['kernel', 'store'],
  library: ['kernel', 'store'],
  evidence: ['kernel', 'store', 'identity', 'performance'],
  resources: ['kernel', 'store', 'identity'],
  projects: ['kernel', 'store', 'identity'],
  app: [
    'kernel',
    'documents',
    'budget',
    'performance',
    'store',
    'identity',
    'library',
    'evidence',
    'resources',
    'projects',
  ],
}

const modules = Object.keys(USES)

const walls: IForbiddenRuleType[] = [
  ...Object.entries(USES).map(([module, uses]) => ({
    name: `${module}-uses-only-${uses.join('-') || 'itself'}`,
    severity: 'error' as const,
    from: { path: `^src/${module}/` },
    to: { path: `^src/(${modules.filter((other) => other !== module && !uses.includes(other)).join('|')})/` },
  })),
  ...modules.map((module) => ({
    name: `${module}-only-through-its-door`,
    severity: 'error' as const,
    from: { path: '^(src|web|bench|test)/', pathNot: `^src/${module}/|^test/` },
    to: { path: `^src/${module}/`, pathNot: `^src/${module}/(index|testing)\\.ts$` },
  })),
  {
    name: 'testing-only-from-tests',
    severity: 'error' as const,
    from: { path: '^(src|web)/', pathNot: '\\.test\\.ts$|/testing\\.ts$' },
    to: { path: '/testing\\.ts$' },
  },
  { name: 'no-circles', severity: 'error' as const, from: { path: '^src/' }, to: { circular: true } },
].filter(({ name }) => !/^app-(uses-only-|only-through)/.test(name))

async function breaches(paths: readonly string[]): Promise<{ modules: number; broken: string[] }> {
  const { output } = await cruise(
    [...paths],
    {
      baseDir: root,
      ruleSet: { forbidden: walls },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
    },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  )
  const { summary, modules: cruised } = output as ICruiseResult
  return {
    modules: cruised.length,
    broken: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  }
}

describe('the walls', () => {
  it('hold', async () => {
    const { modules: count, broken } = await breaches(['src', 'bench'])
    expect(count).toBeGreaterThan(20)
    expect(broken).toEqual([])
  })

  it('would fall if a module reached where it may not', async () => {
    const room = mkdtempSync(join(root, 'src/kernel/canary-'))
    try {
      writeFileSync(join(room, 'canary.ts'), "export { applyRules } from '../../budget/finding.ts'\n")
      const { broken } = await breaches(['src/kernel'])
      expect(broken.some((breach) => breach.startsWith('kernel-uses-only-itself'))).toBe(true)
      expect(broken.some((breach) => breach.startsWith('budget-only-through-its-door'))).toBe(true)
    } finally {
      rmSync(room, { recursive: true })
    }
  })
})
