/** What a spreadsheet would read as a formula at the start of a cell. */
const FORMULA = /^[=+\-@\t\r]/

/** A file that spreadsheets of these languages open by a double click: semicolons, UTF-8 with its mark, no formulas. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map(row => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
