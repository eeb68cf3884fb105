/**
 * Texts of forms that the server does not have yet, kept on this device for the person who writes them. Storage may be
 * forbidden or full: then the text stands in its field only, as on any page.
 */
const PREFIX = 'pulje-kept'

const keyOf = (person: string, page: string): string => `${PREFIX}:${person}:${page}`

export function keptText(person: string, page: string): string | null {
  return attempt(() => localStorage.getItem(keyOf(person, page)))
}

export function keepText(person: string, page: string, text: string): void {
  attempt(() => localStorage.setItem(keyOf(person, page), text))
}

export function forgetKept(person: string, page: string): void {
  attempt(() => localStorage.removeItem(keyOf(person, page)))
}

/** Addresses of the pages on which a person has text that the server does not have. */
export function pagesWithKept(person: string): string[] {
  const prefix = keyOf(person, '')
  const keys = attempt(() => Object.keys(localStorage)) ?? []
  return keys.filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length))
}

/** Everything kept for a person goes: they sign out. */
export function forgetAllKept(person: string): void {
  for (const page of pagesWithKept(person)) forgetKept(person, page)
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
