import type { Right } from '~server/collaboration/wire'

/** What it takes to open a document. */
export interface Opening {
  documentId: string
  person: { id: string; name: string }
  right: Right
  /** The epoch in which the page was rendered; 0 when no server rendered it. */
  epoch: number
}

/** An opening as words for the page's HTML, where it is found before React has made the page alive. */
export function openingMark({ documentId, person: { id, name }, right, epoch }: Opening): string {
  return JSON.stringify({ documentId, person: { id, name }, right, epoch })
}

/** Where this server's documents are spoken of. */
export function collabUrl({ protocol, host }: Location | URL): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/collab`
}
