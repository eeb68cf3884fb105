import { reason, type Logger } from './logger'
import type { Limits } from './limits'
import type { Meter } from './meter'
import type { Appended, DocumentStorage, Run } from './storage'

/** What the committer needs of a room. */
export interface Queue {
  readonly documentId: string
  /** Everything waiting, as runs; it counts as under way until `settle`. */
  take(): readonly Run[]
  /** One answer per run taken, in order. */
  settle(answers: readonly Appended[]): void
  /** Relays what was accepted before this moment (performance.now()) and still waits for its commit. */
  relayWaiting(acceptedBefore: number): void
  /** Whether something has been accepted that is not committed. */
  readonly uncommitted: boolean
  /** When its next commit is of use (performance.now()): what is committed earlier only waits, and is one more commit. */
  readonly due: number
}

interface Part {
  queue: Queue
  runs: readonly Run[]
}

/** How often rooms with a slow commit are looked at again. */
const SWEEP_MS = 25
/** Over this time it is counted how busy the store is kept. */
const BUSY_MS = 500

/**
 * One committer for all rooms. Whatever arrived while the last append ran goes into the next one; when many write, it
 * rests between two, so that more of them share one, and a room that will not send before it has rested itself comes with
 * the last one before that. An append that
 * fails is tried again with the very same runs until the store takes it, each document by itself, so that one bad
 * document does not stop the others.
 */
export class Committer {
  private readonly ready = new Set<Queue>()
  private readonly healing = new Set<Queue>()
  private readonly waiting = new Set<Queue>()
  private readonly idlers: (() => void)[] = []
  private running = false
  private turn: NodeJS.Immediate | null = null
  private timer: NodeJS.Timeout | null = null
  private timerAt = 0
  private restedAt = 0
  /** Runs, the older the less of them. */
  private busy = 0
  private busyAt = 0
  private hurry = false
  private sweep: NodeJS.Timeout | null = null
  appends = 0
  failures = 0

  constructor(
    private readonly storage: Pick<DocumentStorage, 'append'>,
    private readonly limits: Limits,
    private readonly log: Logger,
    private readonly meter: Meter | null = null,
  ) {}

  /** A room has something to commit. */
  wake(queue: Queue): void {
    this.waiting.add(queue)
    this.sweep ??= setTimeout(() => this.relaySlow(), this.limits.relayAfterMs)
    if (this.healing.has(queue)) return
    this.ready.add(queue)
    this.plan(queue.due)
  }

  /** Resolves when nothing waits for its commit; until then nobody rests. */
  idle(): Promise<void> {
    if (this.waiting.size === 0) return Promise.resolve()
    this.hurry = true
    this.plan(0)
    return new Promise(resolve => this.idlers.push(resolve))
  }

  private plan(due: number): void {
    if (this.running || this.turn) return
    const now = performance.now()
    const at = this.hurry ? now : Math.max(due, this.restedAt)
    if (this.timer && this.timerAt <= at) return
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    // After this turn's frames, so that they share a commit.
    if (at <= now) {
      this.turn = setImmediate(() => void this.run())
      return
    }
    this.timerAt = at
    this.timer = setTimeout(() => void this.run(), at - now)
  }

  private async run(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.turn = this.timer = null
    this.running = true
    const runs = await this.commitAll()
    this.running = false
    this.rest(runs)
    let next = Infinity
    for (const queue of this.ready) next = Math.min(next, queue.due)
    if (this.ready.size > 0) this.plan(next)
  }

  /** Not at all when little is written, the whole pause from so many runs a second on. */
  private rest(runs: number): void {
    const now = performance.now()
    const { commitPauseMs, commitPauseRuns } = this.limits
    this.busy = this.busy * Math.exp((this.busyAt - now) / BUSY_MS) + runs
    this.busyAt = now
    const share = (this.busy * 1_000) / BUSY_MS / commitPauseRuns
    this.restedAt = now + commitPauseMs * Math.min(1, Math.max(0, share * 2 - 1))
  }

  private async commitAll(): Promise<number> {
    const parts: Part[] = []
    const soon = performance.now() + 1
    for (const queue of this.ready) {
      if (queue.due > soon && !this.hurry) continue
      this.ready.delete(queue)
      parts.push({ queue, runs: queue.take() })
    }
    const runs = parts.flatMap(part => part.runs)
    if (runs.length === 0) {
      for (const { queue } of parts) this.done(queue)
      return 0
    }
    const answers = await this.append(runs).catch((error: unknown) => {
      this.failures++
      this.log.warn({ runs: runs.length, reason: reason(error) }, 'documents not saved, trying again')
      return null
    })
    let at = 0
    for (const part of parts) {
      if (part.runs.length === 0) this.done(part.queue)
      else if (answers) this.settle(part, answers.slice(at, (at += part.runs.length)))
      else void this.heal(part)
    }
    return runs.length
  }

  private async heal(part: Part): Promise<void> {
    this.healing.add(part.queue)
    let wait = this.limits.retryFirstMs
    for (;;) {
      await pause(wait * (0.75 + Math.random() / 2))
      const answers = await this.append(part.runs).catch((error: unknown) => {
        this.failures++
        const fields = { documentId: part.queue.documentId, reason: reason(error) }
        if (wait >= this.limits.retryMaxMs) this.log.error(fields, 'document still not saved')
        return null
      })
      if (answers) {
        this.healing.delete(part.queue)
        this.log.info({ documentId: part.queue.documentId }, 'document saved after all')
        this.settle(part, answers)
        return
      }
      wait = Math.min(wait * 2, this.limits.retryMaxMs)
    }
  }

  private async append(runs: readonly Run[]): Promise<readonly Appended[]> {
    this.appends++
    const from = performance.now()
    const answers = await this.storage.append(runs)
    this.meter?.committed((performance.now() - from) / 1000)
    if (answers.length !== runs.length) throw new Error('the store answered another number of runs')
    return answers
  }

  private settle({ queue }: Part, answers: readonly Appended[]): void {
    queue.settle(answers)
    this.done(queue)
  }

  private done(queue: Queue): void {
    if (queue.uncommitted) {
      this.wake(queue)
      return
    }
    this.waiting.delete(queue)
    if (this.waiting.size > 0) return
    if (this.sweep) clearTimeout(this.sweep)
    this.sweep = null
    this.hurry = false
    for (const resolve of this.idlers.splice(0)) resolve()
  }

  private relaySlow(): void {
    const before = performance.now() - this.limits.relayAfterMs
    for (const queue of this.waiting) queue.relayWaiting(before)
    this.sweep = setTimeout(() => this.relaySlow(), SWEEP_MS)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
