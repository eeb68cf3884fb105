/** A node of a document's content, as ProseMirror writes it. What is not known is shown by the text below it. */
export interface ContentNode {
  type?: string | undefined
  text?: string | undefined
  attrs?: Record<string, unknown> | undefined
  marks?: readonly { type: string; attrs?: Record<string, unknown> | undefined }[] | undefined
  content?: readonly ContentNode[] | undefined
}

/** Everything that goes into a file: the text, what stands above it, and the words of the file itself. */
export interface Sheet {
  title: string
  /** What stands under the title: gathering, place, time, who took part, when it was exported. */
  facts: readonly { label: string; value: string }[]
  /** Language of the words and most likely of the text, as BCP 47 (`nb-NO`). */
  language: string
  content: ContentNode
  words: SheetWords
  /** By their id in the text; what is not here is shown by its description. */
  pictures: ReadonlyMap<string, StoredPicture>
}

/** A picture with its bytes: WebP as it is stored; JPEG where a format knows no other. */
export interface StoredPicture {
  bytes: Uint8Array
  /** In pixels. */
  width: number
  height: number
}

/** What the text is made into blocks with. */
type Means = Pick<Sheet, 'words' | 'pictures'>

export interface SheetWords {
  /** Name of a task that is done, and of one that is not. */
  done: string
  notDone: string
  /** `Side {{page}} av {{pages}}` */
  page: string
  /** Says that a picture stood here. */
  image: string
}

/** Text that every format can hold: without control characters, halves of letters, and what is no character at all. */
export function clean(text: string): string {
  return text.replace(/[\r\n\t]/g, ' ').replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/gu, '')
}

const SAFE = ['http:', 'https:', 'mailto:', 'tel:']

/** An address that may be followed from a file: absolute, and nothing that runs. Null for all else. */
export function safeAddress(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > 2048) return null
  try {
    const url = new URL(address)
    return SAFE.includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

export type MarkName = 'bold' | 'italic' | 'underline' | 'strike'

/** A stretch of text that looks the same throughout. */
export interface Run {
  text: string
  marks: ReadonlySet<MarkName>
  /** Where it leads; null for nowhere. */
  link: string | null
}
export type Inline = Run | 'break'

const MARKS: readonly string[] = ['bold', 'italic', 'underline', 'strike'] satisfies MarkName[]
const isMark = (type: string): type is MarkName => MARKS.includes(type)

/** Everything in a line below a node, whatever is around it. */
export function inlines(node: ContentNode, words: Pick<SheetWords, 'image'>): Inline[] {
  if (node.type === 'hardBreak') return ['break']
  if (node.text !== undefined) {
    const marks = node.marks ?? []
    const link = marks.find(({ type }) => type === 'link')
    const run: Run = {
      text: clean(node.text),
      marks: new Set(marks.map(({ type }) => type).filter(isMark)),
      link: link ? safeAddress(link.attrs?.['href']) : null,
    }
    return [run]
  }
  const below = (node.content ?? []).flatMap(child => inlines(child, words))
  return below.length > 0 ? below : own(node, words)
}

/** What a node without content says: a name that is mentioned, a picture by its description. */
function own({ type, attrs }: ContentNode, words: Pick<SheetWords, 'image'>): Inline[] {
  const said = attrs?.['label'] ?? attrs?.['alt']
  const text = typeof said === 'string' ? clean(said) : ''
  if (type === 'image') return [plain(text === '' ? words.image : `${words.image}: ${text}`)]
  return text === '' ? [] : [plain(type === 'mention' && !text.startsWith('@') ? `@${text}` : text)]
}

const plain = (text: string): Run => ({ text, marks: new Set(), link: null })

export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; level: number; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'tasks'; items: { done: boolean; blocks: Block[] }[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'rule' }
  /** `inlines` say what is to be seen, for a format without pictures. */
  | { kind: 'picture'; id: string; picture: StoredPicture; alt: string; inlines: Inline[] }
  | { kind: 'table'; rows: { heading: boolean; blocks: Block[] }[][] }

/** The blocks below a node, in the few kinds that a file has. */
export function blocks(node: ContentNode, means: Means): Block[] {
  return (node.content ?? []).flatMap(child => block(child, means))
}

function block(node: ContentNode, means: Means): Block[] {
  const children = node.content ?? []
  const within = (child: ContentNode): Block[] => blocks(child, means)
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: levelOf(node), inlines: inlines(node, means.words) }]
    case 'bulletList':
    case 'orderedList': {
      const { start } = node.attrs ?? {}
      const from =
        Number.isSafeInteger(start) && Number(start) >= 0 && Number(start) < 1e9 ? Number(start) : 1
      return [
        { kind: 'list', ordered: node.type === 'orderedList', start: from, items: children.map(within) },
      ]
    }
    case 'taskList':
      return [
        {
          kind: 'tasks',
          items: children.map(child => ({ done: child.attrs?.['checked'] === true, blocks: within(child) })),
        },
      ]
    case 'blockquote':
      return [{ kind: 'quote', blocks: within(node) }]
    case 'horizontalRule':
      return [{ kind: 'rule' }]
    case 'image':
      return [pictureOf(node, means)]
    case 'table':
      return [
        {
          kind: 'table',
          rows: children.map(row =>
            (row.content ?? []).map(cell => ({
              heading: cell.type === 'tableHeader',
              blocks: within(cell),
            })),
          ),
        },
      ]
    default:
      return holdsBlocks(node) ? within(node) : [{ kind: 'paragraph', inlines: inlines(node, means.words) }]
  }
}

function pictureOf(node: ContentNode, { words, pictures }: Means): Block {
  const { id, alt } = node.attrs ?? {}
  const said = inlines(node, words)
  const picture = typeof id === 'string' ? pictures.get(id) : undefined
  if (typeof id !== 'string' || !picture) return { kind: 'paragraph', inlines: said }
  return {
    kind: 'picture',
    id,
    picture,
    alt: typeof alt === 'string' ? clean(alt).trim() : '',
    inlines: said,
  }
}

/** The ids of the pictures in a text, each once, in the order in which they stand. */
export function pictureIds(node: ContentNode): string[] {
  const { id } = node.attrs ?? {}
  const own = node.type === 'image' && typeof id === 'string' ? [id] : []
  return [...new Set([...own, ...(node.content ?? []).flatMap(pictureIds)])]
}

const INLINE = ['text', 'hardBreak', 'mention', 'emoji']

function holdsBlocks(node: ContentNode): boolean {
  if (node.type === 'paragraph') return false
  return (node.content ?? []).some(({ type = '', text }) => text === undefined && !INLINE.includes(type))
}

function levelOf({ attrs }: ContentNode): number {
  const level = Number(attrs?.['level'])
  return level === 3 || level === 4 ? level : 2
}
