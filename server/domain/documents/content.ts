import { getSchema, type Extensions, type JSONContent } from '@tiptap/core'
import { Link } from '@tiptap/extension-link'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import StarterKit from '@tiptap/starter-kit'
import type { Schema } from '@tiptap/pm/model'

/**
 * What a document may contain: one contract for the editor, for the page rendered on the server and for the check of
 * every frame. Pure: no browser and no database (docs/decisions/contracts-shared-with-the-browser.md).
 */

/** Grows when a node, a mark or an attribute is added, so that an older client is told to reload before it writes. */
export const SCHEMA_VERSION = 1

/** Name of the Yjs XmlFragment with the body: TipTap's own default, so that any standard client can open it. */
export const FIELD = 'default'

/** A page has its own h1. */
export const HEADING_LEVELS = [2, 3, 4] as const

export const NODE_NAMES = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'taskList',
  'taskItem',
  'blockquote',
  'horizontalRule',
  'hardBreak',
] as const
export type NodeName = (typeof NODE_NAMES)[number]

export const MARK_NAMES = ['bold', 'italic', 'underline', 'strike', 'link'] as const
export type MarkName = (typeof MARK_NAMES)[number]

export const LINK_PROTOCOLS = ['http:', 'https:', 'mailto:', 'tel:'] as const

/** An address may be followed only when it is absolute and of a protocol that cannot run anything. */
export function isSafeLink(address: unknown): address is string {
  if (typeof address !== 'string' || address.length > 2048) return false
  try {
    return LINK_PROTOCOLS.some(protocol => new URL(address).protocol === protocol)
  } catch {
    return false
  }
}

/** Only the address travels: class, target and title of a foreign link could dress it up as part of the page. */
const SafeLink = Link.extend({
  addAttributes() {
    return { href: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute('href') } }
  },
  renderHTML({ HTMLAttributes: { href } }) {
    return isSafeLink(href) ? ['a', { href, rel: 'noopener noreferrer nofollow' }, 0] : ['span', 0]
  },
})

export interface ContentWords {
  /** Name of the checkbox of a task without text. */
  emptyTask?: string
}

/** The extensions that make the schema; the editor adds what concerns writing together. */
export function contentExtensions({ emptyTask = '–' }: ContentWords = {}): Extensions {
  return [
    StarterKit.configure({
      undoRedo: false,
      code: false,
      codeBlock: false,
      link: false,
      // It would write a paragraph into every document that is merely opened.
      trailingNode: false,
      heading: { levels: [...HEADING_LEVELS] },
      dropcursor: { color: false, class: 'live-dropcursor' },
    }),
    SafeLink.configure({
      autolink: true,
      openOnClick: false,
      linkOnPaste: true,
      defaultProtocol: 'https',
      isAllowedUri: isSafeLink,
    }),
    TaskList,
    TaskItem.configure({
      nested: true,
      a11y: { checkboxLabel: node => node.firstChild?.textContent.trim() || emptyTask },
    }),
  ]
}

let schema: Schema | undefined

/** The ProseMirror schema, made once. */
export function contentSchema(): Schema {
  return (schema ??= getSchema(contentExtensions()))
}

export type Content = JSONContent
