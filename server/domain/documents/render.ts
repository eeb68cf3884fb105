import { renderToHTMLString, serializeChildrenToHTMLString } from '@tiptap/static-renderer/pm/html-string'
import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap'
import { Node } from '@tiptap/pm/model'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { contentExtensions, contentSchema, FIELD, type Content } from './content'
import { imageAttributes } from './image'
import { linesOf } from './lines'
import { mentionText } from './mention'
import { blocks } from './readable-content'

export interface Readable {
  /** Safe HTML with the same elements as the editor shows. */
  html: string
  /** One line per block. */
  text: string
  words: number
}

const escapeText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const escapeAttribute = (text: string) => escapeText(text).replace(/"/g, '&quot;')

const extensions = contentExtensions()

/** Elements without an end tag, written as HTML has them. */
const VOID = { hardBreak: () => '<br>', horizontalRule: () => '<hr>' }

/** A reader cannot tick a task, so its checkbox is disabled; the editor's is not. */
function taskItem({ node, children }: { node: Node; children?: string | string[] }): string {
  const checked = node.attrs['checked'] === true
  const label = escapeAttribute(node.firstChild?.textContent.trim() || '–')
  const box = `<input type="checkbox" disabled${checked ? ' checked' : ''} aria-label="${label}">`
  const body = serializeChildrenToHTMLString(children)
  return `<li data-checked="${String(checked)}" data-type="taskItem"><label>${box}<span></span></label><div>${body}</div></li>`
}

function attributes(all: Record<string, string>): string {
  return Object.entries(all)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
}

const plenum = (node: Node) => (node.attrs['plenum'] === true ? ' data-plenum="true"' : '')

const image = ({ node }: { node: Node }) =>
  `<figure${plenum(node)}><img${attributes(imageAttributes(node.attrs))}></figure>`

/** A wide one scrolls in its own box, which is reached by the keyboard. */
function table({ node, children }: { node: Node; children?: string | string[] }): string {
  const rows = serializeChildrenToHTMLString(children)
  return `<div class="live-table" tabindex="0"${plenum(node)}><table><tbody>${rows}</tbody></table></div>`
}

/** Whose id it is, is nothing that a page needs to tell. */
const mention = ({ node }: { node: Node }) =>
  `<span class="mention">${escapeText(mentionText(node.attrs))}</span>`

/** Updates that build on each other as one. @throws when something is missing among them */
export function foldedState(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Doc()
  try {
    doc.transact(() => {
      for (const update of updates) applyUpdate(doc, update)
    })
    if (doc.store.pendingStructs ?? doc.store.pendingDs) throw new Error('something is missing in the log')
    return encodeStateAsUpdate(doc)
  } finally {
    doc.destroy()
  }
}

/** A document's content from its stored bytes, as the present schema can show it. @throws when the bytes are not Yjs updates. */
export function storedContent(updates: readonly Uint8Array[]): Content {
  const doc = new Doc()
  doc.transact(() => {
    for (const update of updates) applyUpdate(doc, update)
  })
  const content = blocks(doc.getXmlFragment(FIELD))
  doc.destroy()
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }
}

/** The document's text from its stored bytes, for a page without any script. @throws when the bytes are not Yjs updates. */
export function readable(updates: readonly Uint8Array[]): Readable {
  const content = storedContent(updates)
  const text = linesOf(content).join('\n').trim()
  const html = renderToHTMLString({
    content: Node.fromJSON(contentSchema(), content),
    extensions,
    options: { nodeMapping: { ...VOID, taskItem, image, table, mention } },
  })
  return { html, text, words: text === '' ? 0 : text.split(/\s+/).length }
}

/** The first bytes of a document. Written on the server only, in the transaction that creates it. @throws on content outside the schema. */
export function seedUpdate(json: Content): Uint8Array {
  const schema = contentSchema()
  Node.fromJSON(schema, json).check()
  const doc = new Doc()
  prosemirrorJSONToYXmlFragment(schema, json, doc.getXmlFragment(FIELD))
  const update = encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}
