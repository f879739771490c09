import { Problem, type ProblemDefinition, type ProblemReport, reportOf } from '../../kernel/index.ts'

/** What can be wrong with a PDF, and what its owner can do about it. */
export const PDF_PROBLEMS = Object.freeze({
  'pdf-empty': {
    status: 422,
    title: { zh: '文件是空的', en: 'The file is empty' },
    remedy: { zh: '请重新下载或重新导出该文件。', en: 'Download or export the file again.' },
  },
  'pdf-too-large': {
    status: 413,
    title: { zh: 'PDF 文件过大', en: 'The PDF is too large' },
    remedy: { zh: '请拆分文件，或压缩其中的图片后再试。', en: 'Split the file or compress its images.' },
  },
  'pdf-too-many-pages': {
    status: 413,
    title: { zh: 'PDF 页数过多', en: 'The PDF has too many pages' },
    remedy: { zh: '请按部门或年度拆分后再试。', en: 'Split it by department or year.' },
  },
  'pdf-damaged': {
    status: 422,
    title: { zh: 'PDF 文件已损坏或不完整', en: 'The PDF is damaged or incomplete' },
    remedy: { zh: '请重新下载；若仍打不开，请用原软件重新导出 PDF。', en: 'Download it again, or export it again.' },
  },
  'pdf-encrypted': {
    status: 422,
    title: { zh: 'PDF 设有打开密码', en: 'The PDF needs a password' },
    remedy: { zh: '请解除密码后另存一份再读。', en: 'Save a copy without the password.' },
  },
  'pdf-page-unreadable': {
    status: 422,
    title: { zh: '有页面读不出来', en: 'Some pages cannot be read' },
    remedy: { zh: '其余各页已读。请重新导出这些页面。', en: 'The other pages were read. Export these again.' },
  },
  'pdf-page-too-dense': {
    status: 422,
    title: { zh: '有一页的内容过多，未全部读取', en: 'A page holds too much to be read whole' },
    remedy: { zh: '请检查该页是否为图纸或异常文件。', en: 'See whether the page is a drawing or a broken file.' },
  },
  'pdf-unmapped-characters': {
    status: 422,
    title: { zh: '有字符没有文字编码，无法确认是什么字', en: 'Some characters carry no text code' },
    remedy: {
      zh: '这些字符以“\ufffd”表示，未作猜测。请用原软件重新导出 PDF 并嵌入字体。',
      en: 'They are shown as “\ufffd”, not guessed. Export the PDF again with embedded fonts.',
    },
  },
  'pdf-needs-ocr': {
    status: 422,
    title: { zh: '有页面是扫描图片，需要文字识别', en: 'Some pages are scans and need OCR' },
    remedy: {
      zh: '请安装文字识别：apt-get install tesseract-ocr tesseract-ocr-chi-sim，或换用文字版 PDF。',
      en: 'Install it with apt-get install tesseract-ocr tesseract-ocr-chi-sim, or use a PDF with text.',
    },
  },
  'pdf-ocr-failed': {
    status: 422,
    title: { zh: '扫描页未能识别', en: 'A scanned page was not recognised' },
    remedy: { zh: '请换用更清晰的扫描件或文字版 PDF。', en: 'Use a clearer scan or a PDF with text.' },
  },
} as const satisfies Record<string, ProblemDefinition>)

export type PdfProblemCode = keyof typeof PDF_PROBLEMS

export const pdfProblem = (code: PdfProblemCode, detail = ''): Problem => new Problem(code, PDF_PROBLEMS[code], detail)

/** 1, 2, 3, 7 as they are named to a reader: 第 1–3、7 页 */
function namePages(pages: readonly number[]): string {
  const ranges: [from: number, to: number][] = []
  for (const page of pages) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === page - 1) last[1] = page
    else ranges.push([page, page])
  }
  return `第 ${ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join('、')} 页`
}

/** The same as a report, for what goes wrong with some pages while the others are read. */
export const reportPages = (code: PdfProblemCode, pages: readonly number[], subject = ''): ProblemReport => ({
  ...reportOf(pdfProblem(code, subject === '' ? namePages(pages) : `${namePages(pages)}，${subject}`)),
  page: pages[0] ?? 1,
})
