import type pg from 'pg'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Meter } from '~server/collaboration/meter'
import type { Stats } from '~server/collaboration/stats'
import type { Queues } from './queues'

/** Upper bounds in seconds: from a commit on a quick disk to what people call a standstill. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const LAG_EVERY_MS = 20

/**
 * What an operator may watch of this process, for Prometheus. Counts and times only: no people, no documents, no addresses,
 * and labels whose values are known beforehand. Most of it is asked for when somebody looks; of what happens on the hot path
 * two numbers are entered in a histogram, per commit and per frame of a room.
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly meter: Meter
  #queues: Queues | null = null

  constructor() {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: LAG_EVERY_MS })
    const histogram = (name: string, help: string): Histogram =>
      new Histogram({ name, help, registers, buckets: SECONDS })
    const commit = histogram(
      'pulje_document_commit_seconds',
      'From asking the database until COMMIT had answered',
    )
    const relay = histogram(
      'pulje_document_relay_seconds',
      'From accepting an edit until it left for the others',
    )
    this.meter = {
      committed: seconds => commit.observe(seconds),
      relayed: seconds => relay.observe(seconds),
    }
  }

  /** The rooms of live documents. */
  watchDocuments(stats: () => Stats): void {
    const now = (name: string, help: string, read: (stats: Stats) => number): void =>
      this.#gauge(`pulje_document_${name}`, help, () => read(stats()))
    now('rooms', 'Documents that are open', ({ rooms }) => rooms)
    now('sockets', 'Document sockets that are open, tunnels included', ({ connections }) => connections)
    now('queue_updates', 'Updates accepted and not committed', ({ queuedUpdates }) => queuedUpdates)
    now('queue_bytes', 'Bytes accepted and not committed', ({ queuedBytes }) => queuedBytes)
    const ever = (name: string, help: string, read: (stats: Stats) => number): void =>
      this.#counter(`pulje_document_${name}_total`, help, counter => counter.inc(read(stats())))
    ever('sockets_opened', 'Document sockets that were let in', ({ connected }) => connected)
    ever('commits', 'Appends to the log that were tried', ({ appends }) => appends)
    ever(
      'commits_failed',
      'Appends to the log that failed and were tried again',
      stats => stats.failedAppends,
    )
    ever('folds', 'Logs folded into a snapshot', ({ folds }) => folds)
    ever('folds_failed', 'Folds that failed', ({ failedFolds }) => failedFolds)
    this.#counter(
      'pulje_document_refused_total',
      'Document sockets closed by the server, by reason (wire.ts)',
      counter => {
        for (const [reason, count] of Object.entries(stats().refused)) counter.inc({ reason }, count)
      },
      ['reason'],
    )
    this.#counter(
      'pulje_document_turned_away_total',
      'Upgrades to a document socket that were refused, by HTTP status',
      counter => {
        for (const [status, count] of Object.entries(stats().turnedAway)) counter.inc({ status }, count)
      },
      ['status'],
    )
  }

  /** Sockets of live events, and documents opened by the way round where websockets are blocked. */
  watchSockets(count: { events: () => number; tunnels: () => number }): void {
    this.#gauge('pulje_event_sockets', 'Sockets of live events (socket.io) that are open', count.events)
    this.#gauge('pulje_document_tunnels', 'Document sockets that come over long polling', count.tunnels)
  }

  /** How many connections to the database there are, and how many wait for one. */
  watchPools(pools: Readonly<Record<string, pg.Pool>>): void {
    const gauge: Gauge<'pool' | 'state'> = new Gauge({
      name: 'pulje_database_connections',
      help: 'Connections to the database by pool; waiting = requests that wait for one',
      labelNames: ['pool', 'state'],
      registers: [this.#registry],
      collect() {
        for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
          gauge.set({ pool, state: 'busy' }, totalCount - idleCount)
          gauge.set({ pool, state: 'idle' }, idleCount)
          gauge.set({ pool, state: 'waiting' }, waitingCount)
        }
      },
    })
  }

  /** What waits in the database to be done. */
  watchQueues(queues: Queues): void {
    this.#queues = queues
    const { told } = queues
    this.#gauge('pulje_database_up', 'Whether the database answered within a second', () => (told.up ? 1 : 0))
    const known = (name: string, help: string, read: () => number): void =>
      this.#gauge(`pulje_${name}`, help, () => (told.up ? read() : null))
    known('outbox_waiting', 'Events that are not handled yet', () => told.outboxWaiting)
    known('outbox_lag_seconds', 'Age of the oldest event that is not handled yet', () => told.outboxLag)
    known('outbox_given_up', 'Events that failed so often that nobody tries again', () => told.outboxGivenUp)
    known('jobs_waiting', 'Jobs whose time has come and that nobody is at', () => told.jobsWaiting)
    known('jobs_lag_seconds', 'How long the oldest of them has been due', () => told.jobsLag)
    known('jobs_given_up', 'Jobs that failed so often that nobody tries again', () => told.jobsGivenUp)
  }

  /** All of it, as Prometheus reads it. */
  async text(): Promise<{ type: string; body: string }> {
    await this.#queues?.ask()
    return { type: this.#registry.contentType, body: await this.#registry.metrics() }
  }

  /** @param read null = not known at the moment, and not told */
  #gauge(name: string, help: string, read: () => number | null): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        const value = read()
        if (value === null) gauge.remove()
        else gauge.set(value)
      },
    })
  }

  /** Counted elsewhere since the start: read anew each time. */
  #counter(name: string, help: string, count: (counter: Counter) => void, labelNames: string[] = []): void {
    const counter: Counter = new Counter({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      collect() {
        counter.reset()
        count(counter)
      },
    })
  }
}
