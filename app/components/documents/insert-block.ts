import type { CommandProps } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { NodeSelection, Selection, type Transaction } from '@tiptap/pm/state'

/**
 * Puts a block of its own below the one in which the caret stands, or in the place of an empty line: a list or a sentence
 * is not torn in two for it. There is always a line below to go on in.
 */
export function insertBlock(tr: Transaction, block: Node): void {
  const { $from } = tr.selection
  const line = $from.depth > 0 ? $from.node(1) : tr.doc.child($from.index(0))
  const start = $from.depth > 0 ? $from.before(1) : $from.pos
  const empty = line.type.name === 'paragraph' && line.content.size === 0
  const at = empty ? start : start + line.nodeSize
  tr.replaceWith(at, empty ? at + line.nodeSize : at, block)
  const last = tr.doc.lastChild
  const paragraph = block.type.schema.nodes['paragraph']?.create()
  if (paragraph && last === block) tr.insert(tr.doc.content.size, paragraph)
  tr.setSelection(block.isAtom ? NodeSelection.create(tr.doc, at) : Selection.near(tr.doc.resolve(at + 1)))
  tr.scrollIntoView()
}

const SIDE = 3

/** A table of three by three, with a row of headings, and the caret in its first cell. No table within a table. */
export function insertTable({ editor, state, tr, dispatch }: CommandProps): boolean {
  const { table, tableRow, tableHeader, tableCell } = state.schema.nodes
  if (!table || !tableRow || !tableHeader || !tableCell || editor.isActive('table')) return false
  const cells = (type: typeof tableCell) =>
    Array.from({ length: SIDE }, () => type.createAndFill()).filter(cell => cell !== null)
  const rows = Array.from({ length: SIDE }, (_, row) =>
    tableRow.create(null, cells(row === 0 ? tableHeader : tableCell)),
  )
  if (dispatch) insertBlock(tr, table.create(null, rows))
  return true
}
