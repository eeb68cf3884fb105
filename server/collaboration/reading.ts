import type { WebSocket } from 'ws'
import type { Limits } from './limits'
import { Bucket } from './rate'

type Cause = 'loading' | 'queue' | 'rate' | 'stopping'

/** An answer to a sync step 1 may cost a walk through the whole document. */
const COST_OF_QUESTION = 10

/** When a socket is read. Too many frames: it is not read for a while; nothing is ever dropped. */
export class Reading {
  private readonly causes = new Set<Cause>()
  private readonly frames: Bucket
  private readonly updates: Bucket
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly ws: WebSocket,
    limits: Limits,
  ) {
    const now = performance.now()
    this.frames = new Bucket(limits.framesPerSecond, limits.frameBurst, now)
    this.updates = new Bucket(limits.updatesPerSecond, limits.updateBurst, now)
  }

  get paused(): boolean {
    return this.causes.size > 0
  }

  count(what: 'frame' | 'update' | 'question'): void {
    const now = performance.now()
    const bucket = what === 'frame' ? this.frames : this.updates
    const wait = bucket.take(now, what === 'question' ? COST_OF_QUESTION : 1)
    if (wait === 0) return
    this.pause('rate')
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => this.resume('rate'), wait)
  }

  pause(cause: Cause): void {
    this.causes.add(cause)
    this.ws.pause()
  }

  resume(cause: Cause): void {
    this.causes.delete(cause)
    if (this.causes.size === 0) this.ws.resume()
  }

  /** Reads on whatever the reason not to: the other side's goodbye must be heard. */
  resumeAll(): void {
    if (this.timer) clearTimeout(this.timer)
    this.causes.clear()
    this.ws.resume()
  }
}
