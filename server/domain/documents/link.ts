import { InputRule, Mark, markPasteRule } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'

export const LINK_PROTOCOLS = ['http:', 'https:', 'mailto:', 'tel:'] as const

/** An address may be followed only when it is absolute and of a protocol that cannot run anything. */
export function isSafeLink(address: unknown): address is string {
  if (typeof address !== 'string' || address.length > 2048) return false
  try {
    const { protocol } = new URL(address)
    return LINK_PROTOCOLS.some(safe => safe === protocol)
  } catch {
    return false
  }
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    link: {
      setLink: (attributes: { href: string }) => ReturnType
      unsetLink: () => ReturnType
    }
  }
}

const PASTED = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g
/** An address and the space that ends it. */
const TYPED = /(?:^|\s)(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])\s$/

const hrefOf = (element: HTMLElement) => element.getAttribute('href')

/**
 * A link, which is an address and nothing else: class, target and title of a foreign link could dress it up as part
 * of the page. Addresses that are pasted or written out become links; pasted over a selection they link it.
 */
export const Link = Mark.create({
  name: 'link',
  priority: 1000,
  keepOnSplit: false,
  inclusive: false,

  addAttributes() {
    return { href: { default: null, parseHTML: hrefOf } }
  },

  parseHTML() {
    return [{ tag: 'a[href]', getAttrs: element => (isSafeLink(hrefOf(element)) ? null : false) }]
  },

  renderHTML({ HTMLAttributes: { href } }) {
    return isSafeLink(href) ? ['a', { href, rel: 'noopener noreferrer nofollow' }, 0] : ['span', 0]
  },

  addCommands() {
    return {
      setLink:
        attributes =>
        ({ commands }) =>
          isSafeLink(attributes.href) && commands.setMark(this.name, attributes),
      unsetLink:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    }
  },

  addPasteRules() {
    return [markPasteRule({ find: PASTED, type: this.type, getAttributes: ([href]) => ({ href }) })]
  },

  addInputRules() {
    return [
      new InputRule({
        find: TYPED,
        handler: ({ state, range, match: [, href] }) => {
          if (!isSafeLink(href)) return
          state.tr
            .addMark(range.to - href.length, range.to, this.type.create({ href }))
            .insertText(' ', range.to)
        },
      }),
    ]
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handlePaste: ({ state, dispatch }, event) => {
            const { from, to, empty } = state.selection
            const href = event.clipboardData?.getData('text/plain').trim()
            if (empty || !isSafeLink(href)) return false
            dispatch(state.tr.addMark(from, to, this.type.create({ href })))
            return true
          },
        },
      }),
    ]
  },
})
