import { blocksFromFlow } from '../flow.ts'
import { limits } from '../limits.ts'
import type { Block, ReadOptions, Source } from '../model.ts'
import { documentProblem } from '../problems.ts'
import { decodeText } from '../text/encoding.ts'
import { readNodes } from './body.ts'
import { parseHtml } from './tree.ts'
import { unpackWebArchive } from './web-archive.ts'

const DECLARED = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i
const HEAD = 4096

/** Encodings that Chinese pages declare; every kind of GB is read as its newest, which holds the others. */
const ENCODINGS: Readonly<Record<string, string>> = Object.freeze({
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  'x-gbk': 'gb18030',
  big5: 'big5',
})

function declaredEncoding(bytes: Uint8Array, charset: string): string | null {
  const match = DECLARED.exec(new TextDecoder('latin1').decode(bytes.subarray(0, HEAD)))
  return ENCODINGS[(match?.[1] ?? match?.[2] ?? charset).toLowerCase()] ?? null
}

/** Short pages that a site shows instead of the document. */
const ERROR_TEXT =
  /\b(?:404|403|502|503|500)\b|not found|forbidden|bad gateway|access denied|页面不存在|找不到(?:该|您)?[^，。]{0,10}页|无法访问|拒绝访问|访问被|已被删除|系统维护|请求(?:错误|失败)|安全验证|人机验证|请输入验证码|请开启\s*javascript|enable javascript/i
const LONGEST_ERROR = 400

function isErrorPage(blocks: readonly Block[]): boolean {
  if (blocks.some((block) => block.kind === 'grid')) return false
  const text = blocks.map((block) => (block.kind === 'line' ? block.text : '')).join('\n')
  return text.length <= LONGEST_ERROR && ERROR_TEXT.test(text)
}

/**
 * Reads a saved web page, alone or packed with its pictures (.mht): paragraphs and tables as shown, without navigation, scripts and hidden parts; tables that
 * only lay out the page are read as what they frame. Throws `error-page`, `markup-too-complex`, `text-too-long` and
 * `nothing-printed`.
 */
export function readHtml(bytes: Uint8Array, options: ReadOptions = {}): Pick<Source, 'pages' | 'problems'> {
  if (bytes.length > limits.textBytes) throw documentProblem('text-too-long', `${bytes.length}`)
  const { page, charset } = unpackWebArchive(bytes) ?? { page: bytes, charset: '' }
  const { text, problems } = decodeText(page, declaredEncoding(page, charset))
  const blocks = blocksFromFlow(readNodes(parseHtml(text)))
  if (isErrorPage(blocks)) throw documentProblem('error-page')
  if (blocks.length === 0) throw documentProblem('nothing-printed')
  options.onPage?.(1, 1)
  return { pages: [{ number: 1, blocks }], problems }
}
