/** Colours of people: each with at least 4.5:1 against the white of its label, and apart from each other. */
export const PALETTE = [
  '#0b6e8a',
  '#a3354b',
  '#3d6b1f',
  '#7a3fa0',
  '#9a4f00',
  '#1f5fb0',
  '#8a2f7d',
  '#00695c',
  '#7d5a00',
  '#4a5568',
] as const

/** A person has the same colour everywhere, worked out from who she is. */
export function colourOf(personId: string): string {
  let hash = 0
  for (const letter of personId) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  return PALETTE[hash % PALETTE.length] ?? PALETTE[0]
}

/** First letters of the first and the last name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(word => word?.at(0) ?? '')
  return letters.join('').toLocaleUpperCase('nb')
}
