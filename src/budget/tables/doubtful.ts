/**
 * Doubtful readings: what a scan or a text layer made of a printed number. Only what has one possible reading is
 * proposed here; everything else stays as printed until sums confirm it.
 */

/** 123. 55, 12 61 .69: spaces inside one number with one decimal point. */
const SPACED = /^[-−]?\d[\d,\s]*\.\s*\d[\d\s]*$/
/** 0,83 and 11, 27: a comma with two digits behind it separates no thousands. */
const COMMA_AS_POINT = /^[-−]?\d[\d\s]*[,，]\s*\d{2}$/

/** 120258,600: only the last three digits were set apart. */
const LAST_THOUSAND = /^[-−]?\d{4,}[,，]\d{3}(?:\.\d+)?$/

/** The only number that a doubtful text can be, or null. */
export function proposeReading(text: string): string | null {
  const plain = text.trim().replace(/[，]/g, ',')
  if (SPACED.test(plain)) return plain.replace(/\s+/g, '')
  if (COMMA_AS_POINT.test(plain)) return plain.replace(/\s+/g, '').replace(',', '.')
  if (LAST_THOUSAND.test(plain)) return plain.replace(',', '')
  return null
}
