import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/** Where one only reads, a table that is wider than the page can be reached and moved by the keyboard. */
export const ReadingTables = Extension.create({
  name: 'readingTables',

  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          decorations: ({ doc }) => {
            if (editor.isEditable) return null
            const found: Decoration[] = []
            doc.descendants((node, pos) => {
              if (node.type.name === 'table')
                found.push(Decoration.node(pos, pos + node.nodeSize, { tabindex: '0' }))
              return !node.isTextblock
            })
            return DecorationSet.create(doc, found)
          },
        },
      }),
    ]
  },
})
