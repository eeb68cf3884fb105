const DIGRAPHS: readonly (readonly [RegExp, string])[] = [
  [/ae/g, 'æ'],
  [/oe/g, 'ø'],
]
/** What keyboards without Nordic letters, and older exports, make of them. */
const INSTEAD: Record<string, readonly string[]> = { a: ['a', 'å', 'æ'], o: ['o', 'ø'] }
const MOST = 200

/** The same name with the Nordic letters that may have been meant: "Baerum" as Bærum, "Vasteras" as Västerås. */
export function nordicSpellings(name: string): string[] {
  const bare = name.toLowerCase()
  const joined = DIGRAPHS.reduce((text, [pair, letter]) => text.replace(pair, letter), bare)
  let all = ['']
  for (const letter of bare) {
    const instead = all.length * 3 > MOST ? [letter] : (INSTEAD[letter] ?? [letter])
    all = all.flatMap(start => instead.map(each => start + each))
  }
  return [...new Set([joined, ...all])].filter(each => each !== bare)
}
