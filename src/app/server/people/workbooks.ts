import { type CellValue, writeXlsx } from 'hucre/xlsx'
import type { Bilingual } from '../../../kernel/index.ts'
import { defuse } from '../findings-workbook.ts'
import { LINK_WORDS } from './words.ts'

export type Language = 'zh' | 'en'

interface Template {
  readonly sheet: Bilingual
  readonly columns: readonly (readonly [Bilingual, Bilingual, string])[]
}

const widths = (...list: number[]) => list.map((width) => ({ width, style: { alignment: { wrapText: true } } }))

/** An empty list to fill in: the head on the first sheet, what goes where on the second. */
export const writeTemplate = ({ sheet, columns }: Template, language: Language): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      {
        name: sheet[language],
        columns: columns.map(() => ({ width: 20 })),
        rows: [columns.map(([head]) => head[language])],
        freezePane: { rows: 1 },
      },
      {
        name: LINK_WORDS.explanation[language],
        columns: widths(16, 60, 24),
        rows: [
          [...LINK_WORDS.explanationHeads[language]],
          ...columns.map(([head, meaning, example]) => [head[language], meaning[language], example]),
        ],
      },
    ],
  })

export interface LinkLine {
  readonly login: string
  readonly name: string
  readonly organisation: string
  readonly link: string
  readonly until: string
}

/** The one-time links of many accounts, to be handed out. They are kept nowhere else. */
export const writeLinks = (lines: readonly LinkLine[], language: Language): Promise<Uint8Array> => {
  const rows = lines.map(({ login, name, organisation, link, until }): CellValue[] =>
    [login, name, organisation, link, until].map(defuse),
  )
  return writeXlsx({
    sheets: [
      {
        name: LINK_WORDS.sheet[language],
        columns: widths(20, 16, 30, 80, 14),
        rows: [[...LINK_WORDS.heads[language]], ...rows],
        freezePane: { rows: 1 },
      },
    ],
  })
}
