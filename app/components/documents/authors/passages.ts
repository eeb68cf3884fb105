import type { Node, Schema } from '@tiptap/pm/model'
import { XmlElement, XmlText, type XmlFragment } from 'yjs'

/** Letters that one Yjs client wrote, by their place in the editor's document. */
export interface Written {
  client: number
  from: number
  to: number
}

/**
 * Who wrote which letters, from the structure of Yjs, which remembers it for every letter.
 * @returns nothing while the two documents do not say the same, as in the middle of a change
 */
export function writtenIn(body: XmlFragment, doc: Node): Written[] {
  const found: Written[] = []
  const end = walk(body, 0, doc.type.schema, found)
  return end === doc.content.size ? found : []
}

function walk(parent: XmlFragment, start: number, schema: Schema, found: Written[]): number {
  let at = start
  for (const child of parent.toArray() as unknown[]) {
    if (child instanceof XmlText) at = letters(child, at, found)
    else if (child instanceof XmlElement)
      at = schema.nodes[child.nodeName]?.isLeaf ? at + 1 : walk(child, at + 1, schema, found) + 1
  }
  return at
}

function letters(text: XmlText, start: number, found: Written[]): number {
  let at = start
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const last = found.at(-1)
    if (last?.to === at && last.client === item.id.client) last.to += item.length
    else found.push({ client: item.id.client, from: at, to: at + item.length })
    at += item.length
  }
  return at
}
