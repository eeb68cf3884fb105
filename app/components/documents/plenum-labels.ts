import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { selectedBlocks } from '~server/domain/documents/content'

const marked = (node: Node) => node.attrs['plenum'] === true

/** How many blocks go to the plenum. */
export function plenumCount({ state: { doc } }: Editor): number {
  return doc.children.filter(marked).length
}

/** Whether everything selected goes to the plenum. */
export function everyBlockToPlenum({ state }: Editor): boolean {
  const blocks = selectedBlocks(state)
  return blocks.length > 0 && blocks.every(({ node }) => marked(node))
}

function labels(doc: Node, label: string): DecorationSet {
  const found: Decoration[] = []
  doc.forEach((node, pos) => {
    if (marked(node)) found.push(Decoration.node(pos, pos + node.nodeSize, { 'data-plenum': label }))
  })
  return DecorationSet.create(doc, found)
}

/** Says in words at each block marked for the plenum that it is: the words are the reader's, not the document's. */
export const PlenumLabels = Extension.create<{ label: string }>({
  name: 'plenumLabels',

  addOptions: () => ({ label: '' }),

  addProseMirrorPlugins() {
    const { label } = this.options
    const plugin: Plugin<DecorationSet> = new Plugin<DecorationSet>({
      state: {
        init: (_, { doc }) => labels(doc, label),
        apply: (tr, before) => (tr.docChanged ? labels(tr.doc, label) : before),
      },
      props: { decorations: state => plugin.getState(state) },
    })
    return [plugin]
  },
})
