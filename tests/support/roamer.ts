import * as Y from 'yjs'
import { LiveClient } from './live-client'
import { until } from './until'

interface Opened {
  documentId: string
  headers: Record<string, string>
}

/** Somebody who types without end and, when a line is lost, goes on over another one, as the page does. */
export class Roamer {
  readonly doc = new Y.Doc()
  readonly words: string[] = []
  /** How many connections were opened. */
  lines = 0
  client: LiveClient | null = null
  private over = false
  private stopped = false
  private readonly work: Promise<void>

  /** @param servers where there may be somebody, in the order in which they are tried */
  constructor(
    readonly name: string,
    private readonly servers: () => readonly string[],
    private readonly document: Opened & { schema?: number },
  ) {
    this.work = this.live()
  }

  /** Words of which the server has said that they are saved; from the present line only. */
  get isSaved(): boolean {
    return this.client !== null && this.client.synced && this.client.saved === this.client.sent
  }

  /** Waits until it has written so many more words and all of them are saved. */
  async hasSaved(more: number, withinMs = 60_000): Promise<void> {
    const wanted = this.words.length + more
    await until(`${this.name} writes on`, () => this.words.length >= wanted, withinMs)
    const line = this.lines
    const sent = this.client?.sent ?? 0
    await until(
      `${this.name} is told that it is saved`,
      () => (this.lines === line ? (this.client?.saved ?? 0) >= sent : this.isSaved),
      withinMs,
    )
  }

  /** Types no more, and waits until everything is saved. */
  async finish(withinMs = 60_000): Promise<string[]> {
    this.over = true
    await until(`all of ${this.name} is saved`, () => this.isSaved && !this.client?.closed, withinMs)
    return this.words
  }

  async stop(): Promise<void> {
    this.over = this.stopped = true
    this.client?.drop()
    await this.work
  }

  private async live(): Promise<void> {
    for (let turn = 0; !this.stopped && (!this.over || !this.isSaved); turn++) {
      const servers = this.servers()
      const client = new LiveClient({
        server: servers[turn % servers.length] ?? '',
        ...this.document,
        doc: this.doc,
      })
      this.client = client
      this.lines++
      await until('in, or not', () => client.synced || client.closed, 60_000)
      while (client.closed === null && !this.over) {
        if (client.sent - client.saved < 5) this.word(client)
        await new Promise(resolve => setTimeout(resolve, 20))
      }
      if (client.closed === null)
        await until('saved, or lost', () => client.saved === client.sent || client.closed, 60_000)
      if (client.closed !== null) client.drop()
    }
  }

  private word(client: LiveClient): void {
    const word = `${this.name}.${this.words.length};`
    client.type(word)
    this.words.push(word)
  }
}
