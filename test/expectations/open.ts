/** What the list asks for and is not caught yet, by thing and document: each with what stands in the way. */
export const OPEN: Readonly<Record<string, string>> = {
  '表题单位与数字不符 final-of-a-centre':
    'no other table prints the figures of this one: only sums with a third show it',
  '填错行 final-of-a-centre':
    'the row is left blank, which says nothing is spent: told as a part that exceeds its whole',
  '签署晚于公开 final-of-a-centre': 'the date under the title is not taken for the date of publication',
  '安排的年份 budget-of-a-bureau': 'the year of a count, not of an amount',
  '引号不成对 final-of-a-centre': 'quotation marks are brought to one form before the rules see them',
  '空白 budget-of-a-bureau': 'a blank without underline leaves no sign',
  '标题中的其他单位 final-of-a-centre': 'the name before the year in a heading',
  '说明中的其他单位 budget-of-a-bureau': 'duties name many organisations',
  '单位数 budget-of-a-bureau': 'units are named, with words between',
  '项目数 budget-of-a-bureau': 'one place alone shows how many projects there are',
  '序号跳号 final-of-a-centre': 'numbered paragraphs are not headings',
  '有数却写没有 budget-of-a-bureau': 'the sentence names two expenses in one',
  '解释了没有的收入 final-of-a-centre': 'the blank row of the form counts as use',
  '没有使用的收入 budget-of-a-bureau': 'kinds of income are not items',
  '缺职责 final-of-a-centre': 'the part is not asked for yet',
  '缺绩效 final-of-a-centre': 'the word stands elsewhere',
  '缺国有资产 budget-of-a-bureau': 'vehicles are spoken of elsewhere',
  '缺绩效目标 budget-in-yuan': 'the word stands elsewhere',
  '设备台数没有 final-of-a-centre': 'single counts of assets are not asked for',
}
