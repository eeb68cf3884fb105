/** One line of what was pasted, as it was meant. */
export interface PersonLine {
  /** As it was written, without what stands around it. */
  text: string
  /** Empty when there is none. */
  name: string
  /** Lower case; empty when there is none. */
  email: string
}

const ADDRESS = /[^\s<>()[\],;:"']+@[^\s<>()[\],;:"']+/
/** What mail programs and spreadsheets put between names and addresses. */
const AROUND = /^[\s<>()[\],;:"']+|[\s<>()[\],;:"']+$/g

/**
 * Reads "Name <address>", one to a line or with semicolons between as mail programs write it; also "Name, address", two
 * columns of a spreadsheet, and the address first. Empty lines are none.
 */
export function readLines(pasted: string): PersonLine[] {
  return pasted
    .split(/\r\n?|\n|(?<=>)\s*[;,]/)
    .map(text => text.replace(/\s+/g, ' ').trim())
    .filter(text => text !== '')
    .map(text => {
      const email = ADDRESS.exec(text)?.[0] ?? ''
      const name = text.replace(email, ' ').replace(/\s+/g, ' ').replace(AROUND, '')
      return { text, name, email: email.toLowerCase() }
    })
}
