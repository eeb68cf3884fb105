import type { CleanCell } from './clean'
import type { Findings } from './findings'

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9æøåäöü](?:[a-z0-9æøåäöü-]{0,61}[a-z0-9æøåäöü])?\.)+[a-z]{2,24}$/
const LONGEST = 254

export const isAddress = (text: string): boolean => text.length <= LONGEST && ADDRESS.test(text)

export interface FoundAddress {
  /** Lower case. Null if there is none, with a finding if something else stands there. */
  email: string | null
  /** The name beside it, as in "Kari Eksempel <kari@example.org>". */
  name: string | null
  /** How many addresses the cell holds. */
  count: number
}

const NONE: FoundAddress = { email: null, name: null, count: 0 }

/** The address in a cell: as it stands, out of a link or a mail program's line, or with what was mistyped in the open. */
export function readEmail(cell: CleanCell | undefined, findings: Findings): FoundAddress {
  if (cell === undefined || cell.text === '') return NONE
  const text = cell.text.toLowerCase()
  if (isAddress(text)) return { email: text, name: null, count: 1 }
  const found = addressesIn(cell.text)
  const [first] = found
  if (first !== undefined) {
    if (found.length > 1) findings.add('email_several', 'warn', { email: first.email })
    else findings.add('email_repaired', 'note', { email: first.email })
    return { ...first, count: found.length }
  }
  const mended = mend(text)
  if (mended !== null) {
    findings.add('email_repaired', 'warn', { email: mended })
    return { email: mended, name: null, count: 1 }
  }
  findings.add('email_syntax', 'error', { text: cell.text })
  return NONE
}

/** "Kari Eksempel <kari@example.org>; ola@example.org" as two; none unless every part with an @ is one. */
export function addressesIn(text: string): { email: string; name: string | null }[] {
  const parts = text
    .split(/[;,|]|\s(?:og|och|and|eller|\/)\s|(?<=@\S+\.[a-z]{2,})\s*[/\s]\s*(?=\S+@)/i)
    .filter(part => part.includes('@'))
  const read = parts.map(part => {
    const inside = /^(.*?)[<(](?:mailto:)?([^<>()\s]+)[>)]\W*$/is.exec(part.trim())
    const bare = (inside?.[2] ?? part)
      .toLowerCase()
      .replace(/^[\s"'<(]*(?:mailto:)?\s*/, '')
      .replace(/\?(?:subject|body|cc)=.*$/, '')
    const name = (inside?.[1] ?? '').replace(/["']/g, '').trim()
    return { email: bare.replace(/[\s.:"'>)]+$/, ''), name: name === '' ? null : name }
  })
  return read.every(({ email }) => isAddress(email)) ? read : []
}

/** What fingers and spreadsheets do: spaces beside the @ and the dots, a comma for the last dot, (at). */
function mend(text: string): string | null {
  const mended = text
    .replace(/\s*(?:\(at\)|\[at\]|\(a\)|\{at\})\s*/, '@')
    .replace(/\s*([@.])\s*/g, '$1')
    .replace(/,(?=[a-z]{2,4}$)/, '.')
    .replace(/^[.,;:<]+|[.,;:>]+$/g, '')
    .replace(/\.{2,}/g, '.')
  return mended !== text && isAddress(mended) ? mended : null
}

/** "kari.eksempel@example.org" as "Kari Eksempel": a proposal, nothing more. */
export function nameFromAddress(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._+-]+/).filter(word => /^\p{L}+$/u.test(word))
  return words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
}
