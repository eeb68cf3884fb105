import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { shortText } from './attributes'

/** What can go to the plenum. Only whole blocks at the top of the text do. */
export const PLENUM_BLOCKS = [
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'taskList',
  'blockquote',
  'table',
  'image',
] as const

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    blockMarks: {
      /** Marks the blocks of the selection for the plenum, or takes the marks away when all of them have one. */
      togglePlenum: () => ReturnType
    }
  }
}

/** Attributes that a block carries besides its kind: that it goes to the plenum, and the guidance below a heading. */
export const BlockMarks = Extension.create({
  name: 'blockMarks',

  addGlobalAttributes() {
    return [
      {
        types: [...PLENUM_BLOCKS],
        attributes: {
          plenum: {
            default: null,
            keepOnSplit: false,
            parseHTML: element => (element.getAttribute('data-plenum') === 'true' ? true : null),
            renderHTML: ({ plenum }) => (plenum === true ? { 'data-plenum': 'true' } : null),
          },
        },
      },
      {
        types: ['heading'],
        attributes: {
          prompt: {
            default: null,
            keepOnSplit: false,
            parseHTML: element => element.getAttribute('data-prompt'),
            renderHTML: ({ prompt }) => {
              const text = shortText(prompt)
              return text === '' ? null : { 'data-prompt': text }
            },
          },
        },
      },
    ]
  },

  addCommands() {
    return {
      togglePlenum:
        () =>
        ({ state, tr, dispatch }) => {
          const blocks = selectedBlocks(state)
          if (blocks.length === 0) return false
          if (dispatch) togglePlenum(tr, blocks)
          return true
        },
    }
  },
})

interface Block {
  pos: number
  node: Node
}

const MARKABLE = new Set<string>(PLENUM_BLOCKS)

/** The blocks at the top of the text in which the selection stands. */
export function selectedBlocks({ doc, selection: { from, to } }: EditorState): Block[] {
  const blocks: Block[] = []
  doc.forEach((node, pos) => {
    if (pos <= to && pos + node.nodeSize > from && MARKABLE.has(node.type.name)) blocks.push({ pos, node })
  })
  return blocks
}

function togglePlenum(tr: Transaction, blocks: Block[]): void {
  const plenum = blocks.every(({ node }) => node.attrs['plenum'] === true) ? null : true
  for (const { pos } of blocks) tr.setNodeAttribute(pos, 'plenum', plenum)
}
