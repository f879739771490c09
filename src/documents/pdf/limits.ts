/** Every limit of the PDF reader. Lengths in points, sizes in bytes. */
export const PDF_LIMITS = Object.freeze({
  bytes: 128 * 1024 * 1024,
  pages: 5_000,
  glyphsPerPage: 100_000,
  /** Drawn path segments of one page; maps and drawings have more than any table. */
  segmentsPerPage: 60_000,
  /** Nested form XObjects. */
  nesting: 8,
  /** Linear memory of PDFium; above it the instance is given up after the document. */
  heapBytes: 320 * 1024 * 1024,
  /** Pages that may bring PDFium down before the rest is given up. */
  restarts: 10,
  /** Pixels of a page rendered for recognition. */
  pixels: 16_000_000,
  /** Time for the recognition of one page. */
  ocrMilliseconds: 60_000,
})
