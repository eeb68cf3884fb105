/** What a spreadsheet takes for the beginning of a formula, also behind spaces. */
const RUNS = /^\s*[=+\-@\t\r]/

/** A text that no spreadsheet runs when it opens the file: an apostrophe in front makes it a text. */
export function neutral(text: string): string {
  // Control characters are not allowed in XML, and mean nothing in a list.
  const plain = Array.from(text).filter(
    letter => letter >= ' ' || letter === '\t' || letter === '\n' || letter === '\r',
  )
  return RUNS.test(text) ? `'${plain.join('')}` : plain.join('')
}
