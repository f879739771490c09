import type { Printed } from '../model.ts'
import { letters } from './words.ts'

/** 合计 of a list, which is no further part of it. */
export const isTotalName = (name: Printed | null): boolean => /^(合计|总计|小计)$/.test(letters(name?.text ?? ''))

/** 其中：… and 使用上年度… break a line of the funding above down; they are no further money. */
export const isBreakdown = ({ text }: Printed): boolean =>
  /^(其中|申请|使用上年度)/.test(letters(text)) || !/^\s*\d/.test(text)
