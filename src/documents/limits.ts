/**
 * What one document may cost. A published budget stays far below every one of these; what goes above them is refused
 * before it is decoded, so that one file never takes more than 512 MB of memory.
 */
export const limits = Object.freeze({
  /** Bytes of one file. The largest published budgets with scans are below 60 MB. */
  fileBytes: 100 * 1024 * 1024,
  /** Bytes of a text or of a saved web page. */
  textBytes: 32 * 1024 * 1024,
  /** Characters of a text or of a saved web page. 3,000 dense pages hold about 4 million. */
  textCharacters: 8_000_000,
  /** Characters of one printed line; no paragraph is this long. */
  lineCharacters: 100_000,
  /** Entries of a zip container; a large workbook has a few hundred. */
  archiveEntries: 4_000,
  /** Bytes of all entries that are inflated for one document. */
  inflatedBytes: 160 * 1024 * 1024,
  /** Bytes of the sheets, strings and styles of a workbook, and its filled cells; a province fills some 50,000. */
  workbookBytes: 32 * 1024 * 1024,
  workbookCells: 200_000,
  /** Inflated over packed size of one entry above 1 MB; office XML packs 10 to 40 times, a bomb a thousand. */
  inflationRatio: 200,
  /** How deep elements may lie in one another. */
  markupDepth: 256,
  /** Elements of one office document, and those of them that are kept; 300 pages of tables keep some 200,000. */
  markupElements: 3_000_000,
  keptElements: 800_000,
  /** How deep the elements of a web page may lie, as in browsers, and how many there may be. */
  htmlDepth: 512,
  htmlElements: 300_000,
  /** Positions of one grid: rows × columns. */
  gridPositions: 400_000,
})
