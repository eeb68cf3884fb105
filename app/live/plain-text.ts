import { decodeUpdate, XmlElement, XmlText, type Doc, type Item, type XmlFragment } from 'yjs'
import { FIELD, mentionText } from '~server/domain/documents/content'

const BLOCKS = new Set(['paragraph', 'heading'])

/** Whether content numbered from … to (exclusive) by this client counts. */
type Includes = (client: number, from: number, to: number) => boolean

function lineOf(element: XmlElement): { line: string; pieces: XmlText[] } {
  const pieces: XmlText[] = []
  let line = ''
  for (const node of element.createTreeWalker(() => true)) {
    if (node instanceof XmlText) {
      pieces.push(node)
      line += (node.toDelta() as { insert: unknown }[])
        .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
        .join('')
    } else if (node instanceof XmlElement && node.nodeName === 'hardBreak') line += '\n'
    else if (node instanceof XmlElement && node.nodeName === 'mention')
      line += mentionText(node.getAttributes())
  }
  return { line, pieces }
}

function touches(text: XmlText, includes: Includes): boolean {
  for (let item: Item | null = text._start; item; item = item.right) {
    if (!item.deleted && includes(item.id.client, item.id.clock, item.id.clock + item.length)) return true
  }
  return false
}

/** Deepest place of a paragraph in a row: row, cell, and lists within it. */
const WITHIN_ROW = 8

function rowOf(element: XmlElement): unknown {
  let parent: unknown = element.parent
  for (let depth = 0; depth < WITHIN_ROW && parent instanceof XmlElement; depth++) {
    if (parent.nodeName === 'tableRow') return parent
    parent = parent.parent
  }
  return null
}

/** The text of a document, one line per block and per row of a table; with `includes` only the blocks in which such content stands. */
export function plainText(fragment: XmlFragment, includes?: Includes): string {
  const lines: string[] = []
  let row: unknown = null
  for (const node of fragment.createTreeWalker(() => true)) {
    if (!(node instanceof XmlElement) || !BLOCKS.has(node.nodeName)) continue
    const { line, pieces } = lineOf(node)
    if (includes && !pieces.some(piece => touches(piece, includes))) continue
    const before = row
    row = rowOf(node)
    if (row !== null && row === before) lines.push(`${lines.pop() ?? ''}\t${line}`)
    else lines.push(line)
  }
  return lines.join('\n').trim()
}

/** What the updates themselves bring, for when the text they belong in is not here. */
function looseText(updates: readonly Uint8Array[]): string {
  return updates
    .flatMap(update => decodeUpdate(update).structs)
    .map(struct => ('content' in struct && 'str' in struct.content ? String(struct.content.str) : ''))
    .join('')
    .trim()
}

/**
 * One's own text among these updates: the blocks one has written in, whole, so that the words make sense where they are
 * pasted. Without any updates it is the whole text.
 */
export function ownText(doc: Doc, updates: readonly Uint8Array[]): string {
  const body = doc.getXmlFragment(FIELD)
  if (updates.length === 0) return plainText(body)
  const ranges = updates
    .flatMap(update => decodeUpdate(update).structs)
    .map(({ id, length }) => ({ client: id.client, from: id.clock, to: id.clock + length }))
  const own = plainText(body, (client, from, to) =>
    ranges.some(range => range.client === client && from < range.to && range.from < to),
  )
  return own || looseText(updates)
}
