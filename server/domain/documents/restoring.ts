import { Node } from '@tiptap/pm/model'
import { updateYFragment } from '@tiptap/y-tiptap'
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { contentSchema, FIELD, type Content } from './content'
import { storedContent } from './render'

/**
 * The change by which a document says again what it said before: what differs and nothing else, as somebody's editor would
 * write it. Nothing of the log goes away, and what others write at the same time stays.
 *
 * @param state everything the document holds, as one update
 * @returns null when it says that already
 */
export function restoring(state: Uint8Array, wanted: Content): Uint8Array | null {
  if (JSON.stringify(storedContent([state])) === JSON.stringify(wanted)) return null
  const doc = new Doc()
  try {
    applyUpdate(doc, state)
    const before = encodeStateVector(doc)
    const node = Node.fromJSON(contentSchema(), wanted)
    const meta = { mapping: new Map(), isOMark: new Map() }
    doc.transact(() => updateYFragment(doc, doc.getXmlFragment(FIELD), node, meta))
    return encodeStateAsUpdate(doc, before)
  } finally {
    doc.destroy()
  }
}
