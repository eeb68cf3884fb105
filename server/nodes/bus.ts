import { randomUUID } from 'node:crypto'
import { createClient } from 'redis'
import type { Log } from '~server/log'

/** One stream for everything; what is older than this many messages is of no use to anybody. */
const STREAM = 'pulje:nodes'
const KEPT = 10_000
const READ_AT_ONCE = 500
const BLOCK_MS = 1_000
/** A connection over which nothing has come for so long is dead, whatever the kernel thinks. */
const SILENT_MS = 4_000
const RETRY_MS = 250
/** Says that whoever says it has heard nothing until now. */
const BACK = 'back'
const LONGEST_RETRY_MS = 2_000
const BEAT_MS = 2_000
/** A node that has not been heard for so long is gone, and nobody is there any more through it. */
const GONE_MS = 8_000

type Streams = readonly { messages: readonly { id: string; message: Record<string, string> }[] }[]
type Hear = (message: unknown, node: string) => void

/**
 * What the nodes of one installation tell each other, through a Redis stream. Nobody relies on it: what counts is in
 * PostgreSQL, and whoever missed something finds it there. Ids, places and cursors only; no text, no names, no cookies.
 */
export interface Bus {
  /** Identity of this process. */
  readonly node: string
  /** Whether the others are heard at the moment. */
  readonly connected: boolean
  /** Dropped while Redis is away. @param message anything JSON can say */
  tell(topic: string, message: unknown): void
  hear(topic: string, listener: Hear): void
  /** Called each time others are heard (again): what was told before that is not known here. */
  onBack(listener: () => void): void
  /** Called for each node heard for the first time, or again after it was gone: it knows nothing of us. */
  onCame(listener: (node: string) => void): void
  onGone(listener: (node: string) => void): void
  close(): Promise<void>
}

/** Joins the others. Resolves at once, also while Redis is away: it is tried again until it is there. */
export function joinBus(url: string, log: Log, times = { beatMs: BEAT_MS, goneMs: GONE_MS }): Bus {
  const node = randomUUID()
  // Left to itself the client gives up for good after a silence.
  const reconnectStrategy = (retries: number): number => Math.min(RETRY_MS * 2 ** retries, LONGEST_RETRY_MS)
  const line = { url, socket: { socketTimeout: SILENT_MS, connectTimeout: SILENT_MS, reconnectStrategy } }
  const writer = createClient({ ...line, disableOfflineQueue: true, commandsQueueMaxLength: KEPT })
  const reader = createClient({ ...line, disableOfflineQueue: true })
  const topics = new Map<string, Hear[]>()
  const [back, came, gone]: [(() => void)[], ((node: string) => void)[], ((node: string) => void)[]] = [
    [],
    [],
    [],
  ]
  const seen = new Map<string, number>()
  let connected = false
  let closed = false
  let complained = false
  const isClosed = (): boolean => closed

  for (const client of [writer, reader]) {
    client.on('error', (error: unknown) => {
      if (!complained && !closed) log.warn({ err: error }, 'Redis does not answer')
      complained = true
    })
    // Tries on by itself until it is closed.
    client.connect().catch(() => undefined)
  }

  const again = (): void => {
    for (const listener of back) listener()
  }
  // What was told while only this line was broken is not known to the others.
  writer.on('ready', () => {
    if (connected) again()
  })

  const tell = (topic: string, message: unknown): void => {
    // Who does not hear yet does not speak: the answer would be missed.
    if (closed || !connected || !writer.isReady) return
    const fields = { node, topic, message: JSON.stringify(message) }
    const TRIM = { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT } as const
    writer.xAdd(STREAM, '*', fields, { TRIM }).catch(() => undefined)
  }

  function take({ node: from, topic, message }: Record<string, string>): void {
    if (from === undefined || topic === undefined || message === undefined || from === node) return
    if (topic === 'gone') {
      forget(from)
      return
    }
    const isNew = topic === BACK || !seen.has(from)
    seen.set(from, performance.now())
    if (isNew) for (const listener of came) listener(from)
    if (topic === 'here' || topic === BACK) return
    try {
      const said: unknown = JSON.parse(message)
      for (const listener of topics.get(topic) ?? []) listener(said, from)
    } catch (error) {
      log.warn({ err: error, topic }, 'what another node said was not understood')
    }
  }

  function forget(other: string): void {
    if (seen.delete(other)) for (const listener of gone) listener(other)
  }

  /** @returns the end of the stream: what comes behind it is heard */
  async function begin(): Promise<string> {
    if (!writer.isReady) throw new Error('not ready yet')
    const last = await reader.xRevRange(STREAM, '+', '-', { COUNT: 1 })
    connected = true
    complained = false
    tell(BACK, null)
    again()
    return last?.[0]?.id ?? '0-0'
  }

  async function readOn(from: string): Promise<void> {
    for (let place = from; !isClosed();) {
      const options = { COUNT: READ_AT_ONCE, BLOCK: BLOCK_MS }
      const streams = (await reader.xRead({ key: STREAM, id: place }, options)) as Streams | null
      for (const { id, message } of streams?.[0]?.messages ?? []) {
        place = id
        take(message)
      }
    }
  }

  async function follow(): Promise<void> {
    while (!isClosed()) {
      await begin()
        .then(readOn, () => undefined)
        .catch(() => undefined)
      connected = false
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
    }
  }

  const following = follow()
  const heart = setInterval(() => {
    tell('here', null)
    const before = performance.now() - times.goneMs
    for (const [other, at] of [...seen]) if (at < before) forget(other)
  }, times.beatMs)
  heart.unref()

  return {
    node,
    get connected() {
      return connected
    },
    tell,
    hear(topic, listener) {
      topics.set(topic, [...(topics.get(topic) ?? []), listener])
    },
    onBack: listener => void back.push(listener),
    onCame: listener => void came.push(listener),
    onGone: listener => void gone.push(listener),
    async close() {
      clearInterval(heart)
      tell('gone', null)
      closed = true
      // What has been told leaves before the connection goes.
      if (writer.isReady) await writer.close().catch(() => undefined)
      else writer.destroy()
      reader.destroy()
      await following
    },
  }
}
