import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/** What a box that scrolls says of itself: where one only reads it takes the focus, where one writes the caret moves it. */
const REACHED = { reading: { tabindex: '0' }, writing: { contenteditable: 'inherit' } } as const

/** A table that is wider than the page can be reached and moved by the keyboard. */
export const ReachedTables = Extension.create({
  name: 'reachedTables',

  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          decorations: ({ doc }) => {
            const attributes = REACHED[editor.isEditable ? 'writing' : 'reading']
            const found: Decoration[] = []
            doc.descendants((node, pos) => {
              if (node.type.name === 'table')
                found.push(Decoration.node(pos, pos + node.nodeSize, attributes))
              return !node.isTextblock
            })
            return DecorationSet.create(doc, found)
          },
        },
      }),
    ]
  },
})
