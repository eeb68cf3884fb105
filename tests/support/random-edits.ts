import * as Y from 'yjs'
import { addParagraph } from './live-client'

/** One random edit of the body as an editor makes them: typing, deleting, formatting, attributes, paragraphs. */
export function randomEdit(doc: Y.Doc, random: () => number): void {
  const body = doc.getXmlFragment('default')
  const pick = (count: number): number => Math.floor(random() * count)
  if (body.length === 0 || random() < 0.05) {
    addParagraph(doc, 'ny ')
    return
  }
  const at = pick(body.length)
  const paragraph = body.get(at) as Y.XmlElement
  const text = paragraph.get(0) as Y.XmlText | undefined
  const kind = random()
  if (kind < 0.04 && body.length > 2) body.delete(at, 1)
  else if (kind < 0.12) paragraph.setAttribute('textAlign', `${pick(4)}`)
  else if (!text || text.length === 0) paragraph.insert(0, [new Y.XmlText('tekst')])
  else if (kind < 0.35) text.delete(pick(text.length), 1)
  else if (kind < 0.42) text.format(pick(text.length), 1, { bold: random() < 0.5 ? {} : null })
  else if (kind < 0.46) text.format(pick(text.length), 1, { link: { href: 'https://example.no' } })
  else text.insert(pick(text.length + 1), ['a', 'bcd', 'æøå', '😀'][pick(4)] ?? 'x')
}

/** What a few writers do to one document, each edit as the update its writer would send, in an order that has no gap. */
export function writtenTogether(random: () => number, edits: number, writers = 3): Uint8Array[] {
  const updates: Uint8Array[] = []
  const docs = Array.from({ length: writers }, () => {
    const doc = new Y.Doc()
    doc.clientID = Math.floor(random() * 2 ** 32)
    return doc
  })
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') updates.push(update)
    })
  }
  const seen = docs.map(() => 0)
  for (let made = 0; made < edits; made++) {
    const at = Math.floor(random() * writers)
    const doc = docs[at]
    if (!doc) continue
    // Sometimes a writer has not heard of the others for a while.
    if (random() < 0.6) {
      for (const update of updates.slice(seen[at])) Y.applyUpdate(doc, update, 'remote')
      seen[at] = updates.length
    }
    randomEdit(doc, random)
  }
  return updates
}
