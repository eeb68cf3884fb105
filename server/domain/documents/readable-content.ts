import { XmlElement, XmlText, type XmlFragment } from 'yjs'
import { isSide, isUuid, labelText, LONGEST_ALT, shortText } from './attributes'
import { PLENUM_BLOCKS } from './block-marks'
import { isSafeLink, MARK_NAMES, type Content } from './content'

/**
 * Stored Yjs content as ProseMirror JSON that the present schema can always show. What a newer version or a
 * careless client wrote is not lost: of an unknown element its text remains.
 */

const MAX_DEPTH = 24
const LIST_ITEMS: Readonly<Record<string, string>> = {
  bulletList: 'listItem',
  orderedList: 'listItem',
  taskList: 'taskItem',
}
const PLENUM = new Set<string>(PLENUM_BLOCKS)
const KNOWN_MARKS = new Set<string>(MARK_NAMES)
/** Marks that may overlap carry a hash in their Yjs name. */
const OVERLAP_HASH = /--[a-zA-Z0-9+/=]{8}$/

const isElement = (node: unknown): node is XmlElement => node instanceof XmlElement

type Marks = NonNullable<Content['marks']>

function marksOf(attributes: Record<string, unknown> | undefined): Marks {
  return Object.entries(attributes ?? {}).flatMap(([key, value]): Marks => {
    const type = key.replace(OVERLAP_HASH, '')
    if (!KNOWN_MARKS.has(type) || value === null) return []
    if (type !== 'link') return [{ type }]
    const href = typeof value === 'object' && 'href' in value ? value.href : null
    return isSafeLink(href) ? [{ type, attrs: { href } }] : []
  })
}

function textNodes(text: XmlText): Content[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes }) => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = marksOf(attributes)
    return [{ type: 'text', text: insert, ...(marks.length > 0 && { marks }) }]
  })
}

/** All that can stand in a line below this place, whatever elements are around it, however deep. */
function inline(parent: XmlFragment): Content[] {
  return Array.from(
    parent.createTreeWalker(() => true),
    (child: unknown): Content[] => {
      if (child instanceof XmlText) return textNodes(child)
      if (!isElement(child)) return []
      if (child.nodeName === 'mention') return mention(child)
      return child.nodeName === 'hardBreak' ? [{ type: 'hardBreak' }] : []
    },
  ).flat()
}

/** Of somebody without a real id only the name remains. */
function mention(element: XmlElement): Content[] {
  const { id, label: given } = element.getAttributes() as Record<string, unknown>
  const label = labelText(given)
  if (isUuid(id)) return [{ type: 'mention', attrs: { id, label } }]
  return label === '' ? [] : [{ type: 'text', text: label }]
}

function image(element: XmlElement): Content[] {
  const { id, alt, width, height } = element.getAttributes() as Record<string, unknown>
  if (!isUuid(id)) return []
  const size = isSide(width) && isSide(height) ? { width, height } : {}
  const attrs = { id, alt: shortText(alt, LONGEST_ALT), ...size, ...attributesOf(element) }
  return [{ type: 'image', attrs }]
}

/** A row without cells and a table without rows are nothing to look at. */
function table(element: XmlElement, depth: number): Content[] {
  const rows = element.toArray().flatMap((row: unknown): Content[] => {
    if (!isElement(row) || row.nodeName !== 'tableRow') return []
    const content = row.toArray().flatMap((cell: unknown): Content[] => {
      if (!isElement(cell)) return []
      const inside = blocks(cell, depth)
      const type = cell.nodeName === 'tableHeader' ? 'tableHeader' : 'tableCell'
      return [{ type, content: inside.length > 0 ? inside : [paragraph([])] }]
    })
    return content.length > 0 ? [{ type: 'tableRow', content }] : []
  })
  if (rows.length > 0) return [{ type: 'table', attrs: attributesOf(element), content: rows }]
  const rest = inline(element)
  return rest.length > 0 ? [paragraph(rest)] : []
}

function attributesOf(element: XmlElement): Record<string, unknown> {
  const { level, checked, start, plenum, prompt } = element.getAttributes() as Record<string, unknown>
  const { nodeName } = element
  const own = plenum === true && PLENUM.has(nodeName) ? { plenum } : {}
  if (nodeName === 'heading') {
    const help = shortText(prompt)
    return { level: level === 3 || level === 4 ? level : 2, ...own, ...(help !== '' && { prompt: help }) }
  }
  if (nodeName === 'taskItem') return { checked: checked === true }
  if (nodeName === 'orderedList') return { start: Number.isSafeInteger(start) ? start : 1, ...own }
  return own
}

const paragraph = (content: Content[]): Content => ({ type: 'paragraph', content })

/** Tasks and list items begin with a paragraph, even when the stored one does not. */
function item(type: string, content: Content[], attrs: Record<string, unknown> = {}): Content {
  const first = content[0]?.type === 'paragraph' ? [] : [paragraph([])]
  return { type, attrs, content: [...first, ...content] }
}

function items(list: XmlElement, type: string, depth: number): Content[] {
  return list.toArray().flatMap((child: unknown): Content[] => {
    if (child instanceof XmlText) return [item(type, [paragraph(textNodes(child))])]
    if (!isElement(child)) return []
    if (child.nodeName !== type) return [item(type, [paragraph(inline(child))])]
    return [item(type, blocks(child, depth), attributesOf(child))]
  })
}

function block(element: XmlElement, depth: number): Content[] {
  const { nodeName: type } = element
  const attrs = attributesOf(element)
  if (type === 'horizontalRule') return [{ type }]
  if (type === 'image') return image(element)
  if (type === 'table') return table(element, depth)
  if (type === 'paragraph' || type === 'heading') return [{ type, attrs, content: inline(element) }]
  const listItem = LIST_ITEMS[type]
  const content = listItem ? items(element, listItem, depth) : blocks(element, depth)
  if (content.length === 0) return []
  return listItem || type === 'blockquote' ? [{ type, attrs, content }] : content
}

/** The blocks below this place. Loose text becomes a paragraph; what is nested absurdly deep is shown as plain lines. */
export function blocks(parent: XmlFragment, depth = 0): Content[] {
  if (depth > MAX_DEPTH) return [paragraph(inline(parent))]
  return parent.toArray().flatMap((child: unknown): Content[] => {
    if (isElement(child)) return block(child, depth + 1)
    if (!(child instanceof XmlText)) return []
    const content = textNodes(child)
    return content.length > 0 ? [paragraph(content)] : []
  })
}
