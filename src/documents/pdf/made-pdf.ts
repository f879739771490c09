/** Small PDFs for tests, written by hand: what stands in them is known to the last byte. */
export interface MadePage {
  /** Content stream, in the operators of PDF. */
  readonly content: string
  /** Further entries of the page, e.g. `/Rotate 90`. */
  readonly entries?: string
  /** Content streams of form XObjects, named /F0, /F1 … */
  readonly forms?: readonly string[]
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

const stream = (content: string, entries = ''): string =>
  `<< ${entries} /Length ${encode(content).length} >>\nstream\n${content}\nendstream`

/** A font whose codes mean nothing: no embedded program, no map to Unicode. */
const NAMELESS =
  '<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nameless /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>'

/** Writes pages of 400 × 300 points with Helvetica as /A and a font without Unicode map as /B. `trailer` may add entries such as /Encrypt. */
export function makePdf(pages: readonly MadePage[], trailer = ''): Uint8Array {
  const objects: string[] = ['', '', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
  const kids: number[] = []
  for (const { content, entries = '', forms = [] } of pages) {
    const names = forms.map((form, index) => {
      objects.push(
        stream(form, '/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /A 3 0 R >> >>'),
      )
      return `/F${index} ${objects.length} 0 R`
    })
    objects.push(stream(content))
    const body = objects.length
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] ${entries} /Contents ${body} 0 R /Resources << /Font << /A 3 0 R /B ${NAMELESS} >> /XObject << ${names.join(' ')} >> >> >>`,
    )
    kids.push(objects.length)
  }
  objects[0] = '<< /Type /Catalog /Pages 2 0 R >>'
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`
  return assemble(objects, trailer)
}

function assemble(objects: readonly string[], trailer: string): Uint8Array {
  const parts = ['%PDF-1.7\n']
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  objects.forEach((object, index) => {
    const text = `${index + 1} 0 obj\n${object}\nendobj\n`
    offsets.push(length)
    length += encode(text).length
    parts.push(text)
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`)
  parts.push(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`)
  return encode(parts.join(''))
}

/** Text at a point, 10 high. */
export const textAt = (text: string, x: number, y: number): string =>
  `BT /A 10 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET\n`

/** A line drawn as a stroke. */
export const strokeOf = (x0: number, y0: number, x1: number, y1: number): string => `${x0} ${y0} m ${x1} ${y1} l S\n`

/** A table of 80 × 20 cells whose lower left corner is at a point, each line a stroke. */
export function tableAt(texts: readonly (readonly string[])[], x: number, y: number): string {
  const columns = Math.max(...texts.map((row) => row.length))
  const [width, height] = [columns * 80, texts.length * 20]
  let content = ''
  for (let row = 0; row <= texts.length; row += 1) content += strokeOf(x, y + row * 20, x + width, y + row * 20)
  for (let column = 0; column <= columns; column += 1) {
    content += strokeOf(x + column * 80, y, x + column * 80, y + height)
  }
  texts.forEach((row, index) => {
    row.forEach((text, column) => {
      content += textAt(text, x + column * 80 + 6, y + height - index * 20 - 14)
    })
  })
  return content
}
