import { Node } from '@tiptap/core'
import { isUuid, labelText } from './attributes'

/**
 * Somebody named in the text. The name is what the writer's browser put there and proves nothing; who is meant says the id,
 * and only to those who know that person from elsewhere.
 */
export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,

  addAttributes() {
    return {
      id: { default: null, parseHTML: element => element.getAttribute('data-mention') },
      label: { default: '', parseHTML: element => labelText(element.textContent.replace(/^@/, '')) },
    }
  },

  parseHTML() {
    return [
      {
        tag: 'span[data-mention]',
        getAttrs: element => (isUuid(element.getAttribute('data-mention')) ? null : false),
      },
    ]
  },

  renderHTML({ node }) {
    const id: unknown = node.attrs['id']
    return ['span', { class: 'mention', 'data-mention': id }, mentionText(node.attrs)]
  },

  renderText: ({ node }) => mentionText(node.attrs),
})

/** A mention as it stands in a line. */
export function mentionText(attrs: Readonly<Record<string, unknown>> | undefined): string {
  return `@${labelText(attrs?.['label']) || '?'}`
}
