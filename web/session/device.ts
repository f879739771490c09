/** Browsers call themselves by the names of others as well: the first that fits is the one. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/QIHU|360SE|360EE/, '360'],
  [/QQBrowser/, 'QQ'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(?:e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

const first = (names: readonly (readonly [RegExp, string])[], text: string): string | null =>
  names.find(([sign]) => sign.test(text))?.[1] ?? null

/** What a browser says of itself, as people call it. */
export const deviceOf = (agent: string): { readonly browser: string | null; readonly system: string | null } => ({
  browser: first(BROWSERS, agent),
  system: first(SYSTEMS, agent),
})
