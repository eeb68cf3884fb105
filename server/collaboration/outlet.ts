import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Frame } from './frames'
import type { Limits } from './limits'

/**
 * The writing side of a socket. Ready frames go straight to the stream below `ws`: with compression off it never holds
 * anything back itself, so whole frames may be put between its own.
 */
export class Outlet {
  /** Unsent bytes that a large document may cause without making its reader a slow one. */
  private allowance = 0
  private smallest = Infinity
  private since = 0

  constructor(
    private readonly ws: WebSocket,
    private readonly stream: Duplex,
    private readonly limits: Limits,
  ) {}

  /** Unsent bytes. */
  get backlog(): number {
    return this.stream.writableLength
  }

  get congested(): boolean {
    return this.backlog > this.limits.slowAwarenessBytes
  }

  write(frames: Frame): void {
    if (this.ws.readyState !== WebSocket.OPEN || !this.stream.writable) return
    const before = this.backlog
    if (before <= this.limits.slowAwarenessBytes) this.allowance = 0
    if (frames.length > this.limits.slowBytes) this.allowance += frames.length
    this.stream.write(frames)
  }

  /** What is written until this turn ends leaves in one go. */
  gather(): void {
    this.stream.cork()
    process.nextTick(() => this.stream.uncork())
  }

  /** Whether this reader takes too little: too much is unsent, or it has not become less for too long. */
  tooSlow(now: number): boolean {
    const { backlog } = this
    if (backlog > this.limits.slowBytes + this.allowance) return true
    if (!this.congested) {
      this.smallest = Infinity
      return false
    }
    if (backlog < this.smallest) {
      this.smallest = backlog
      this.since = now
    }
    return now - this.since > this.limits.slowMs
  }
}
