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

/** An image that stands in the database; the text holds only which one, its size, and its description. */
export const Image = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      id: {
        default: null,
        parseHTML: figure => figure.getAttribute('data-image'),
        renderHTML: ({ id }) => (isUuid(id) ? { 'data-image': id } : null),
      },
      alt: {
        default: '',
        rendered: false,
        parseHTML: figure => shortText(imgIn(figure)?.getAttribute('alt'), LONGEST_ALT),
      },
      width: { default: null, rendered: false, parseHTML: side('width') },
      height: { default: null, rendered: false, parseHTML: side('height') },
    }
  },

  /** Only our own images: one from elsewhere would be fetched from elsewhere by everybody who reads. */
  parseHTML() {
    return [
      {
        tag: 'figure[data-image]',
        getAttrs: element => (isUuid(element.getAttribute('data-image')) ? null : false),
      },
    ]
  },

  renderHTML({ node, HTMLAttributes }) {
    const { 'data-image': id, 'data-plenum': plenum } = HTMLAttributes as Record<string, unknown>
    return ['figure', { 'data-image': id, 'data-plenum': plenum }, ['img', imageAttributes(node.attrs)]]
  },
})

const imgIn = (figure: HTMLElement) => figure.querySelector('img')

function side(name: string) {
  return (figure: HTMLElement): number | null => {
    const value = Number(imgIn(figure)?.getAttribute(name))
    return isSide(value) ? value : null
  }
}
