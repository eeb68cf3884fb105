/** Letters that do not come apart into a base letter and an accent. */
const LETTERS: Record<string, string> = { đ: 'd', ŋ: 'n', ŧ: 't', ä: 'æ', ö: 'ø', ß: 'ss', ð: 'd', þ: 'th' }

/**
 * A name as searches and registers compare it: lower case, without punctuation and accents. Norwegian æ, ø and å stay
 * letters of their own; Swedish ä and ö count as æ and ø, aa as å, and Sámi á č đ ŋ š ŧ ž as their base letters. The
 * database keeps names so by the same rule (`fold_name`): a change here comes with a migration there.
 *
 * @example fold('Kárášjohka – Karasjok') // 'karasjohka karasjok'
 */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[đŋŧäößðþ]/g, letter => LETTERS[letter] ?? letter)
    .replace(/[^æøå\u0000-\u007f]/g, letter => letter.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replaceAll('aa', 'å')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The words of a folded name in an order of their own: parallel names are equal in whatever order they stand. */
export function wordKey(text: string): string {
  return [...new Set(fold(text).split(' '))].sort().join(' ')
}
