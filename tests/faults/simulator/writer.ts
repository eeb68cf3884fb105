import * as Y from 'yjs'
import { browserLine } from '~/live/browser-line'
import { DocumentSession } from '~/live/document-session'
import type { PageEvents } from '~/live/page-events'
import type { SessionView } from '~/live/session-view'
import { FIELD } from '~server/domain/documents/content'
import { Line } from './line'

/** Something a writer did: typed a word that nobody else types, or took one out. */
export interface Deed {
  word: string
  kind: 'typed' | 'deleted'
  /** Life of the page's document in which it was done. */
  life: number
  /** Virtual time. */
  at: number
  /** The page has shown everything as saved after it. */
  promised: boolean
  /** It belongs to an epoch that is gone. */
  past: boolean
}

export interface WriterOptions {
  name: string
  personId: string
  documentId: string
  random: () => number
  dial: (url: string) => Line
}

const PAGE: PageEvents = {
  isOffline: () => false,
  onWake: () => () => undefined,
  onHide: () => () => undefined,
}
/** What a websocket cannot reach here, plain HTTP cannot either: the real one would dial out of the simulation. */
function noTunnel(): Line {
  const line = new Line(() => 1)
  line.refused()
  return line
}
const WORD = /\[\w+\.\d+\]/g

/** A page with the product's own client, and somebody who types words into it. */
export class Writer {
  readonly deeds: Deed[] = []
  line: Line | null = null
  gone = false
  readonly name: string
  private readonly session: DocumentSession
  private readonly options: WriterOptions
  private life = 0
  private pastLife = 0
  private typed = 0

  constructor(options: WriterOptions) {
    this.options = options
    this.name = options.name
    this.session = new DocumentSession({
      documentId: options.documentId,
      person: { id: options.personId, name: options.name },
      right: 'write',
      epoch: 0,
      socketUrl: 'ws://simulated/collab',
      open: browserLine({ websocket: url => (this.line = options.dial(url)), tunnel: noTunnel }),
      page: PAGE,
      store: () => Promise.resolve(null),
      access: () => Promise.resolve('unreachable'),
    })
    this.session.subscribe(() => this.changed())
    void this.session.start()
  }

  get view(): SessionView | null {
    return this.session.view()
  }

  get doc(): Y.Doc | null {
    return this.view?.doc ?? null
  }

  get text(): string {
    return this.doc ? textOf(this.doc) : ''
  }

  get settled(): boolean {
    return this.gone || this.view?.state === 'saved'
  }

  get stopped(): boolean {
    return this.view?.state === 'refused'
  }

  /** One edit as a person makes them. */
  edit(): void {
    const { random } = this.options
    const { view } = this
    if (this.gone || !view?.filled || view.right !== 'write' || view.state === 'refused') return
    const body = view.doc.getXmlFragment(FIELD)
    if (body.length === 0) return
    const paragraph = body.get(Math.floor(random() * body.length)) as Y.XmlElement
    const text = paragraph.get(0) as Y.XmlText
    const words = [...plain(text).matchAll(WORD)]
    const chosen = words[Math.floor(random() * words.length)]
    const kind = random()
    if (chosen && kind < 0.15) {
      this.note(chosen[0], 'deleted')
      text.delete(chosen.index, chosen[0].length)
    } else if (chosen && kind < 0.22) {
      text.format(chosen.index, chosen[0].length, { bold: random() < 0.5 ? {} : null })
    } else if (kind < 0.27) {
      view.doc.transact(() => addParagraph(body))
    } else {
      const word = `[${this.name}.${++this.typed}]`
      this.note(word, 'typed')
      text.insert(chosen ? chosen.index + chosen[0].length : text.length, word)
    }
  }

  /** The document has been restored: what was done so far belongs to one that is gone. */
  restored(): void {
    const last = this.view?.filled ? this.life : this.life - 1
    for (const deed of this.deeds) deed.past ||= deed.life <= last
    this.pastLife = last
  }

  /** The page is shut, properly or not. */
  async leave(properly: boolean): Promise<void> {
    this.gone = true
    if (!properly) this.line?.goDead()
    await this.session.end()
  }

  private note(word: string, kind: Deed['kind']): void {
    this.deeds.push({
      word,
      kind,
      life: this.life,
      at: performance.now(),
      promised: false,
      past: this.life <= this.pastLife,
    })
  }

  private changed(): void {
    const { view } = this
    if (!view) return
    if (view.life !== this.life) {
      this.life = view.life
      // The cursor stands under the document's id.
      view.awareness.setLocalState(null)
      view.awareness.clientID = view.doc.clientID = Math.floor(this.options.random() * 2 ** 32)
      view.awareness.setLocalState({})
    }
    if (view.state !== 'saved') return
    for (const deed of this.deeds) deed.promised = true
  }
}

export function addParagraph(body: Y.XmlFragment): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText()])
  body.push([paragraph])
}

/** The words of a document, paragraph by paragraph. */
export function textOf(doc: Y.Doc): string {
  const paragraphs = doc.getXmlFragment(FIELD).toArray() as Y.XmlElement[]
  return paragraphs.map(paragraph => plain(paragraph.get(0) as Y.XmlText)).join('\n')
}

function plain(text: Y.XmlText): string {
  return (text.toDelta() as { insert: string }[]).map(run => run.insert).join('')
}
