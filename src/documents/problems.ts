import { Problem, type ProblemDefinition } from '../kernel/index.ts'

const define = (status: number, zh: string, en: string, remedyZh: string, remedyEn: string): ProblemDefinition => ({
  status,
  title: { zh, en },
  remedy: { zh: remedyZh, en: remedyEn },
})

const SAVE_AGAIN = [
  '请用 WPS 或 Word 打开后另存为 .docx 或 PDF，再读取。',
  'Open it in WPS or Word and save it as .docx or PDF.',
] as const
const FETCH_AGAIN = ['请重新下载或重新导出这个文件。', 'Download or export the file again.'] as const

/** Everything that a file handed in can do wrong, except what is particular to PDF. */
export const documentProblems = Object.freeze({
  'empty-file': define(422, '文件是空的', 'The file is empty', ...FETCH_AGAIN),
  'file-too-large': define(
    413,
    '文件过大',
    'The file is too large',
    '请只保留部门预算、决算文本，或按部分拆分后分别读取。',
    'Keep only the budget or final account, or split the file.',
  ),
  'unknown-format': define(
    415,
    '无法识别的文件格式',
    'The format of the file is unknown',
    '请提供 PDF、.docx、.xlsx、.xls、网页（HTML）或纯文本文件。',
    'Hand in a PDF, .docx, .xlsx, .xls, HTML or plain-text file.',
  ),
  'not-a-list': define(
    415,
    '这里需要一张表：Excel 或 CSV',
    'A list is needed here: Excel or CSV',
    '请提供 .xlsx、.xls 或 CSV 文件；可先下载模板填写。',
    'Hand in an .xlsx, .xls or CSV file; there is a template to fill in.',
  ),
  'word-97-document': define(
    415,
    '旧版 Word 或 WPS 文字文档（.doc、.wps）',
    'An old Word or WPS document (.doc, .wps)',
    ...SAVE_AGAIN,
  ),
  'binary-workbook': define(
    415,
    '二进制工作簿（.xlsb）',
    'A binary workbook (.xlsb)',
    '请用 WPS 或 Excel 打开后另存为 .xlsx，再读取。',
    'Open it in WPS or Excel and save it as .xlsx.',
  ),
  'rtf-document': define(415, 'RTF 文档', 'An RTF document', ...SAVE_AGAIN),
  'opendocument-file': define(
    415,
    'OpenDocument 文档（.odt、.ods）',
    'An OpenDocument file (.odt, .ods)',
    '请用 WPS、Word 或 LibreOffice 打开后另存为 .docx、.xlsx 或 PDF。',
    'Open it in WPS, Word or LibreOffice and save it as .docx, .xlsx or PDF.',
  ),
  'ofd-document': define(
    415,
    'OFD 版式文档',
    'An OFD document',
    '请用 OFD 阅读器打开后导出为 PDF。',
    'Open it in an OFD reader and export it as PDF.',
  ),
  'presentation-file': define(
    415,
    '演示文稿（.ppt、.pptx）',
    'A presentation (.ppt, .pptx)',
    '请打开后另存为 PDF。',
    'Open it and save it as PDF.',
  ),
  'image-file': define(
    415,
    '图片文件',
    'An image',
    '请把图片合并为 PDF 后读取，或使用发布单位的电子版原件。',
    'Put the images into a PDF, or use the electronic original.',
  ),
  'archive-file': define(
    415,
    '压缩包',
    'An archive',
    '请先解压，再把里面的文件逐个或整个文件夹读取。',
    'Unpack it and hand in the files or the folder.',
  ),
  'program-file': define(
    415,
    '可执行程序，不是文档',
    'A program, not a document',
    '请不要打开来历不明的程序；请提供文档本身。',
    'Do not open programs of unknown origin; hand in the document itself.',
  ),
  'password-protected': define(
    422,
    '文件设有打开密码',
    'The file is protected by a password',
    '请用密码打开后取消密码并另存，再读取。',
    'Open it with its password, remove the password and save it.',
  ),
  'damaged-file': define(422, '文件损坏或不完整', 'The file is damaged or incomplete', ...FETCH_AGAIN),
  'archive-bomb': define(
    422,
    '文件解压后异常庞大，已拒绝读取',
    'The file inflates to an abnormal size and was refused',
    '请确认文件来源；如确为正常文档，请打开后另存一份再读取。',
    'Check where the file comes from; if it is genuine, open it and save a copy.',
  ),
  'entity-declaration': define(
    422,
    '文件内含实体声明（DOCTYPE），可能是恶意文件，已拒绝读取',
    'The file declares XML entities and was refused',
    '请确认文件来源；如确为正常文档，请打开后另存一份再读取。',
    'Check where the file comes from; if it is genuine, open it and save a copy.',
  ),
  'markup-too-complex': define(
    422,
    '文件结构异常复杂，已拒绝读取',
    'The structure of the file is abnormally complex',
    '请打开后只复制正文和表格，另存一份再读取。',
    'Open it, copy the text and tables alone and save a copy.',
  ),
  'text-too-long': define(
    422,
    '文本过长，不像一份文档',
    'The text is too long for a document',
    '请确认文件内容；如由程序导出，请按文档拆分。',
    'Check what the file holds; if a program exported it, split it by document.',
  ),
  'not-text': define(
    422,
    '内容是二进制数据或乱码，不是文字',
    'The content is binary noise, not text',
    '请重新下载；文本文件请用 UTF-8 或 GB18030 编码保存。',
    'Download it again; save text files as UTF-8 or GB18030.',
  ),
  'error-page': define(
    422,
    '这是网站的出错或提示页面，不是文档',
    'This is an error page of a web site, not a document',
    '请在浏览器中重新打开原网址，下载附件或保存正文页面。',
    'Open the original address in a browser and download the attachment or save the page.',
  ),
  'nothing-printed': define(
    422,
    '文件里没有可读的文字或表格',
    'The file holds no text and no tables',
    '如果内容是图片，请转换为 PDF；如果是网页，请保存含正文的页面或附件。',
    'If it holds images, make a PDF of them; if it is a web page, save the page that holds the text.',
  ),
  'macros-ignored': define(
    200,
    '文件含有宏；宏未运行，只读取了表格和文字',
    'The file holds macros; they were not run',
    '如数字由宏计算，请打开后另存为不含宏的 .xlsx，再读取。',
    'If macros compute the figures, open it and save it as .xlsx without macros.',
  ),
  'embedded-object': define(
    200,
    '文档里嵌有电子表格对象，其中的内容没有读取',
    'A spreadsheet is embedded as an object and was not read',
    '请在 Word 或 WPS 中把该对象转换为普通表格，或单独提供该电子表格。',
    'Turn the object into a plain table, or hand in the spreadsheet itself.',
  ),
  'hidden-sheet': define(
    200,
    '隐藏的工作表没有读取',
    'Hidden sheets were not read',
    '如隐藏的工作表属于公开内容，请取消隐藏后另存，再读取。',
    'If they belong to what is published, unhide them, save, and read again.',
  ),
  'formula-without-value': define(
    200,
    '有公式未保存计算结果，这些单元格按空白读取',
    'Some formulas carry no computed value and were read as blank',
    '请用 WPS 或 Excel 打开并保存一次，再读取。',
    'Open the workbook in WPS or Excel, save it, and read it again.',
  ),
  'damaged-characters': define(
    200,
    '个别字符编码损坏，已显示为 �',
    'Some characters are damaged and shown as �',
    '请核对原文；可用原软件另存为 UTF-8 后重新读取。',
    'Compare with the original; save it as UTF-8 and read it again.',
  ),
})

export type DocumentProblemCode = keyof typeof documentProblems

export const documentProblem = (code: DocumentProblemCode, detail = ''): Problem =>
  new Problem(code, documentProblems[code], detail)
