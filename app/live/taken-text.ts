import {
  ContentString,
  decodeUpdate,
  isDeleted,
  Item,
  iterateDeletedStructs,
  XmlElement,
  XmlText,
  type Doc,
  type Transaction,
} from 'yjs'
import { FIELD } from '~server/domain/documents/content'

/** Fewer letters than these are a slip of two who write at the same place. */
const WORTH_KEEPING = 12

/**
 * One's own words that others took away, with the passage they stood in, before they had come to the server: an earlier version
 * was brought back, or the paragraph was deleted, while one wrote without a network.
 *
 * @param updates what the server does not have yet
 * @returns the passages as they stood, a line each; empty when nothing worth keeping went
 */
export function takenText(transaction: Transaction, updates: readonly Uint8Array[]): string {
  if (transaction.deleteSet.clients.size === 0) return ''
  const own = updates.flatMap(update => decodeUpdate(update).structs)
  const passages = new Set<XmlText>()
  let letters = 0
  iterateDeletedStructs(transaction, transaction.deleteSet, struct => {
    if (!(struct instanceof Item) || !(struct.content instanceof ContentString)) return
    const { client, clock } = struct.id
    const mine = own.some(
      ({ id, length }) =>
        id.client === client && id.clock < clock + struct.length && clock < id.clock + length,
    )
    if (!mine || !(struct.parent instanceof XmlText)) return
    passages.add(struct.parent)
    letters += struct.content.str.replace(/\s/g, '').length
  })
  if (letters < WORTH_KEEPING) return ''
  return [...passages].map(passage => asItStood(passage, transaction)).join('\n')
}

/** With what went in this transaction, without what had gone before. */
function asItStood(passage: XmlText, { deleteSet }: Transaction): string {
  let line = ''
  for (let item = passage._start; item; item = item.right) {
    if (!(item.content instanceof ContentString)) continue
    if (!item.deleted || isDeleted(deleteSet, item.id)) line += item.content.str
  }
  return line
}

/** Puts lines below the text, a paragraph each. */
export function putBelow(doc: Doc, lines: string): void {
  const paragraphs = lines.split('\n').map(line => {
    const paragraph = new XmlElement('paragraph')
    paragraph.insert(0, [new XmlText(line)])
    return paragraph
  })
  doc.transact(() => doc.getXmlFragment(FIELD).push(paragraphs))
}
