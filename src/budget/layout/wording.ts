/** The words by which a page shows what its lines are. Printed worlds differ; these are the forms that occur. */

const CJK = '\\u2e80-\\u9fff\\uff00-\\uffef\\u3000-\\u303f“”‘’·'
const SPACE_AFTER_CJK = new RegExp(`(?<=[${CJK}])\\s+(?=\\S)`, 'g')
const SPACE_BEFORE_CJK = new RegExp(`(?<=\\S)\\s+(?=[${CJK}])`, 'g')
const ANY_SPACE = /\s/

/** Takes out the spaces that a layout put between Chinese characters (收 入 总 计); words and numbers keep theirs. */
export function squeeze(text: string): string {
  const trimmed = text.trim()
  if (!ANY_SPACE.test(trimmed)) return trimmed
  return trimmed.replace(SPACE_AFTER_CJK, '').replace(SPACE_BEFORE_CJK, '')
}

/** All white space gone: for comparing, never for display. */
export const bare = (text: string): string => (ANY_SPACE.test(text) ? text.replace(/\s+/g, '') : text)

/** 第一部分 is the only heading that no row of a table can look like. */
export const PART = /^第\s*([一二三四五六七八九十]{1,3})\s*(?:部分|章|篇)\s*/

/** A list mark of Markdown or of an office program before a heading. */
export const BULLET = /^\s*[-•●■◆*]\s+(?=[第（(一二三四五六七八九十\d])/

/** Page numbers and running feet: 12, - 12 -, — 12 —, 第 3 页 共 10 页, 3 / 10. */
export const PAGE_NUMBER =
  /^(?:[-—–－―·]*\s*\d{1,3}\s*[-—–－―·]*|[-—–－―\s]{1,8}|第?\s*\d{1,3}\s*(?:页|\/)[\s，,、共]*(?:第?\s*\d{1,3}\s*页?)?)$/

/** A page number that could be a cell of a table as well: a number of few digits, or a dash, alone on its line. */
export const BARE_PAGE_NUMBER = /^(?:\d{1,3}|[-—–－―]{1,2})$/

/** 注：… 说明：… 备注：… 本表无数据… 本单位2021年无政府性基金预算。 */
export const NOTE_START =
  /^[|(（【\s]*(?:注|备\s*注|附\s*注|说\s*明|填表说明|特别说明|注释)\s*[\d一二三1-9]?\s*[:：.．、]/
export const EMPTY_NOTE =
  /^[^。]{0,40}(?:本表(?:为空|无|没有)|(?:没有|未|无|不涉及|未安排|不存在)[^。]{0,30}(?:政府性基金|国有资本经营|三公|预算|收支|支出|拨款|数据|经费|结转))[^。]{0,60}[。.；;]?$/
/** Lines that can only go on with a note begun above: 2.本套报表…, 27行=(1+2…)行. */
export const NOTE_GOES_ON =
  /^(?:[（(]?\d{1,2}\s*[)）.．、]|[①-⑳¹²³⁴-⁹^{]|[栏行]|本[表套]|[一二三四五六七八九十]、)|[栏行]\s*[;；=＝]|=\s*[（(]\d/

/** A sentence, or part of one: prose, not a title. */
export const SENTENCE = /[。；！？]|，.*，|[;；]$/

/** Titles that a performance form prints over its own parts. */
export const FORM_SECTION =
  /^(?:长期|年度|中期|项目)?(?:绩效)?(?:总|年度)?目标表$|^(?:年度|长期)?绩效指标表?$|明细测算|^项目采购表?$/

/** A performance form is known by its title even where neither number nor unit stands beside it. */
export const FORM_TITLE = /绩效|自评|申报表/
