import { Node } from '@tiptap/core'
import { isSide, isUuid, LONGEST_ALT, shortText } from './attributes'

/** Width of the small edition of an image, in pixels. */
export const SMALL_SIDE = 480

/** The text column is 42 rem wide at most. */
const SIZES = '(min-width: 48rem) 42rem, 92vw'

/**
 * The `img` element for an image node: addresses are made from the id, never read from the document. What has no real id
 * shows its description only.
 */
export function imageAttributes(attrs: Readonly<Record<string, unknown>>): Record<string, string> {
  const { id, width, height } = attrs
  const alt = shortText(attrs['alt'], LONGEST_ALT)
  if (!isUuid(id)) return { alt }
  const size = isSide(width) && isSide(height) ? { width, height } : null
  const small = `/bilder/${id}/liten`
  return {
    src: small,
    ...(size && {
      srcset: `${small} ${Math.min(SMALL_SIDE, size.width)}w, /bilder/${id} ${size.width}w`,
      sizes: SIZES,
      width: String(size.width),
      height: String(size.height),
    }),
    alt,
    loading: 'lazy',
    decoding: 'async',
  }
}

const kept = { default: null, parseHTML: () => null }

/** An image that stands in the database; the text holds only which one, its size, and its description. */
export const Image = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      id: { default: null, parseHTML: element => element.getAttribute('data-id') },
      alt: { default: '', parseHTML: element => shortText(element.getAttribute('alt'), LONGEST_ALT) },
      width: { ...kept, parseHTML: side('width') },
      height: { ...kept, parseHTML: side('height') },
    }
  },

  /** Only our own images: one from elsewhere would be fetched from elsewhere by everybody who reads. */
  parseHTML() {
    return [
      {
        tag: 'img[data-id]',
        getAttrs: element => (isUuid(element.getAttribute('data-id')) ? null : false),
      },
    ]
  },

  renderHTML({ node, HTMLAttributes }) {
    const id: unknown = node.attrs['id']
    const plenum: unknown = HTMLAttributes['data-plenum']
    return [
      'img',
      {
        ...imageAttributes(node.attrs),
        ...(isUuid(id) && { 'data-id': id }),
        ...(plenum !== undefined && { 'data-plenum': plenum }),
      },
    ]
  },
})

function side(name: string) {
  return (element: HTMLElement): number | null => {
    const value = Number(element.getAttribute(name))
    return isSide(value) ? value : null
  }
}
