import type { SheetCell } from './contract'

/** A cell as it is meant, and what had to be done to it. */
export interface CleanCell {
  text: string
  kind: SheetCell['kind']
  trimmed: boolean
  /** `cached`: the last value of a formula; `text`: a text that a spreadsheet would run. */
  formula: 'cached' | 'text' | null
  /** What an error cell showed. */
  error: string | null
  repaired: boolean
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const SPACE = /[\s\u00a0\u2007\u202f]+/g
const ERROR =
  /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|NAVN\?|VERDI!|I\/T|REFERANSE!|SPILL!|NAMN\?|VÄRDEFEL!|SAKNAS!|VÆRDI!)$/i
/** What people write when there is nothing to write. */
const NOTHING = /^(?:[-–—.*]+|n\/a|na|null|ikke oppgitt|ikkje oppgitt|ukjent|saknas|mangler|mangl?ar)$/i
const FORMULA = /^(?:[=@]|[+-]\s*[\p{L}@=(]+[^@]*\()/u
/** `="0719"`: how some programs keep a leading zero in a text file. */
const QUOTED = /^="([^"]*)"$/

export function cleanCell({ text, kind }: SheetCell): CleanCell {
  const spaced = text.replace(INVISIBLE, '').replace(SPACE, ' ')
  const bare = spaced.trim()
  const isError = kind === 'error' || ERROR.test(bare)
  const mended = repairEncoding(bare)
  const quoted = QUOTED.exec(mended)?.[1]
  const plain = (quoted ?? mended).replace(/^'(?=\S)/, '').normalize('NFC')
  return {
    text: isError || NOTHING.test(plain) ? '' : plain,
    kind,
    trimmed: spaced !== bare && bare !== '',
    formula: kind === 'formula' ? 'cached' : quoted === undefined && FORMULA.test(plain) ? 'text' : null,
    error: isError ? bare : null,
    repaired: mended !== bare,
  }
}

/** Windows-1252's own characters between 0x80 and 0x9f. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** UTF-8 that somebody has read as Windows-1252: "Ã¸" for "ø". */
const BROKEN = /[ÂÃÄÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

function repairEncoding(text: string): string {
  if (!BROKEN.test(text)) return text
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    const special = CP1252.indexOf(letter)
    if (special >= 0) bytes.push(0x80 + special)
    else if (code < 256) bytes.push(code)
    else return text
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return text
  }
}
