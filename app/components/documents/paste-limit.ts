/** About a hundred pages. More at once would freeze the page and not pass the server's limit for one frame. */
export const PASTE_LIMIT = 200_000

interface Carried {
  getData: (type: string) => string
}

/** How long a paste or drop is when it is too long to be taken in; null when it may come. */
export function tooLong(data: Carried | null): number | null {
  const length = data?.getData('text/plain').length ?? 0
  if (length > PASTE_LIMIT) return length
  // Markup alone can be as heavy; then its own length is what there is to tell.
  const markup = data?.getData('text/html').length ?? 0
  return markup > PASTE_LIMIT * 10 ? markup : null
}
