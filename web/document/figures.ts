import type { CellView } from '../../src/app/server/index.ts'

/** 1261.69 → 1,261.69, with as many decimals as are printed. */
export const separate = (value: string): string =>
  value.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}`)

export const figureText = (cell: CellView): string => `${separate(cell.value)}${cell.isPercent ? '%' : ''}`
