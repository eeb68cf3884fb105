import { fold } from '../registry/fold'

/** Forms of companies, which lists leave out. */
const COMPANY = /\b(?:as|sa|ba|ans|da|stiftelse|stiftelsen|ab|aps)\b/g

/**
 * Is it the same name? `part`: one of two parallel names, or without the form of the company. `lost`: letters had become
 * "?". Bokmål and Nynorsk spellings are two names: who is right is for a person to say.
 */
export function sameName(text: string, registered: string): 'same' | 'part' | 'lost' | 'other' {
  const name = fold(text)
  if (name === fold(registered)) return 'same'
  const parts = registered.split(/\s*\/\s*|\s+[-–—]\s+|,\s/).map(fold)
  if (parts.includes(name)) return 'part'
  const bare = (folded: string): string => folded.replace(COMPANY, '').replace(/\s+/g, ' ').trim()
  if (bare(name) === bare(fold(registered))) return 'part'
  if (/[?\ufffd]/.test(text) && withHoles(text).test(registered)) return 'lost'
  return 'other'
}

function withHoles(text: string): RegExp {
  const pattern = text
    .split(/[?\ufffd]+/)
    .map(piece => piece.replace(/[.*+^${}()|[\]\\]/g, '\\$&'))
    .join('.{1,2}')
  return new RegExp(`^${pattern}$`, 'iu')
}
