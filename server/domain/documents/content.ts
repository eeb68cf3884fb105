import { getSchema, type Extensions, type JSONContent } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { HorizontalRule } from '@tiptap/extension-horizontal-rule'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, ListKeymap, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Strike } from '@tiptap/extension-strike'
import { Text } from '@tiptap/extension-text'
import { Underline } from '@tiptap/extension-underline'
import type { Schema } from '@tiptap/pm/model'
import { BlockMarks } from './block-marks'
import { Image } from './image'
import { Link } from './link'
import { Mention } from './mention'
import { TABLE } from './table'

/**
 * What a document may contain: one contract for the editor, for the page rendered on the server and for the check of
 * every frame. Pure: no browser and no database (docs/decisions/contracts-shared-with-the-browser.md).
 */

/** Grows when a node, a mark or an attribute is added, so that an older client is told to reload before it writes. */
export const SCHEMA_VERSION = 2

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
  'table',
  'tableRow',
  'tableHeader',
  'tableCell',
  'image',
  'mention',
] as const
export type NodeName = (typeof NODE_NAMES)[number]

export const MARK_NAMES = ['bold', 'italic', 'underline', 'strike', 'link'] as const
export type MarkName = (typeof MARK_NAMES)[number]

export { isSafeLink, LINK_PROTOCOLS } from './link'
export { ATTRIBUTE_RULES } from './attributes'
export { selectedBlocks } from './block-marks'
export { mentionText } from './mention'

export interface ContentWords {
  /** Name of the checkbox of a task without text. */
  emptyTask?: string
}

/** The extensions that make the schema; the editor adds what concerns writing together. */
export function contentExtensions({ emptyTask = '–' }: ContentWords = {}): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    Heading.configure({ levels: [...HEADING_LEVELS] }),
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    TaskList,
    TaskItem.configure({
      nested: true,
      a11y: { checkboxLabel: node => node.firstChild?.textContent.trim() || emptyTask },
    }),
    Blockquote,
    HorizontalRule,
    HardBreak,
    ...TABLE,
    Image,
    Mention,
    BlockMarks,
    Bold,
    Italic,
    Underline,
    Strike,
    Link,
  ]
}

let schema: Schema | undefined

/** The ProseMirror schema, made once. */
export function contentSchema(): Schema {
  return (schema ??= getSchema(contentExtensions()))
}

export type Content = JSONContent
