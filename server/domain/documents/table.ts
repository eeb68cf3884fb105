import { Extension, type Attribute, type Extensions } from '@tiptap/core'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Plugin } from '@tiptap/pm/state'

/** No table within a table. */
const CELL_CONTENT = '(paragraph | bulletList | orderedList | taskList | image)+'

/** Every cell is one by one, whatever a pasted or a foreign one says. */
const ONE: Attribute = { default: 1, parseHTML: () => 1, rendered: false }
const cellAttributes = () => ({ colspan: ONE, rowspan: ONE })

/**
 * What a client of another make may have put into a cell is set right before the table is laid out, which would take as
 * long as the numbers in it are large.
 */
const OneByOne = Extension.create({
  name: 'oneByOne',

  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction: (transactions, _before, { doc, tr }) => {
          if (!transactions.some(({ docChanged }) => docChanged)) return null
          doc.descendants((node, pos) => {
            const { colspan, rowspan } = node.attrs
            if (colspan !== undefined && (colspan !== 1 || rowspan !== 1))
              tr.setNodeMarkup(pos, undefined, { colspan: 1, rowspan: 1 })
            return !node.isTextblock
          })
          return tr.docChanged ? tr : null
        },
      }),
    ]
  },
})

/** A table of plain cells: no widths (they would be styles), no merged cells, so that it reads well aloud and on a phone. */
export const TABLE: Extensions = [
  Table.extend({
    addNodeView: () => null,
    // A box around it, in which a wide one scrolls.
    renderHTML: ({ HTMLAttributes }) => [
      'div',
      { ...HTMLAttributes, class: 'live-table' },
      ['table', ['tbody', 0]],
    ],
  }),
  TableRow,
  TableHeader.extend({
    content: CELL_CONTENT,
    addAttributes: cellAttributes,
    // Whoever listens hears the column's name with each cell.
    renderHTML: ({ HTMLAttributes }) => ['th', { ...HTMLAttributes, scope: 'col' }, 0],
  }),
  TableCell.extend({ content: CELL_CONTENT, addAttributes: cellAttributes }),
  // Behind the table: TipTap asks the last ones first.
  OneByOne,
]
