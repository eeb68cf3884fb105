import { vi } from 'vitest'

const realImmediate = setImmediate

/** Everything that waits for no clock has been done: promises, `nextTick`, the events of streams. */
function turn(): Promise<void> {
  return new Promise(resolve => realImmediate(resolve))
}

/** A timer as Node hands it out. */
class VirtualTimer {
  /** Place in the order of those that are due at the same moment. */
  constructor(
    public due: number,
    readonly order: number,
    readonly every: number | null,
    readonly act: () => void,
    public cancelled = false,
  ) {}

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}

type Act = (...args: unknown[]) => void

/**
 * Time and chance of one schedule: every timer of server, clients and network runs on one virtual clock, one after the
 * other, and the same seed gives the same run. Vitest's own fake timers look through all of them at each step, which is
 * half of the time of a schedule. Must be given back with `end`.
 */
export class VirtualTime {
  private heap: VirtualTimer[] = []
  private made = 0
  private clock = 1_000
  private wall = Date.UTC(2026, 0, 5, 8)

  constructor(random: () => number) {
    const later = (act: Act, milliseconds = 0, ...args: unknown[]): VirtualTimer =>
      this.add(this.clock + Math.max(1, milliseconds), null, () => act(...args))
    const cancel = (timer: unknown): void => {
      if (timer instanceof VirtualTimer) timer.cancelled = true
    }
    const repeat = (act: Act, milliseconds = 0, ...args: unknown[]): VirtualTimer =>
      this.add(this.clock + Math.max(1, milliseconds), Math.max(1, milliseconds), () => act(...args))
    vi.stubGlobal('setTimeout', later)
    vi.stubGlobal('clearTimeout', cancel)
    vi.stubGlobal('setInterval', repeat)
    vi.stubGlobal('clearInterval', cancel)
    vi.stubGlobal('setImmediate', (act: Act, ...args: unknown[]) =>
      this.add(this.clock, null, () => act(...args)),
    )
    vi.stubGlobal('clearImmediate', cancel)
    vi.spyOn(performance, 'now').mockImplementation(() => this.clock)
    vi.spyOn(Date, 'now').mockImplementation(() => this.wall + this.clock)
    vi.spyOn(Math, 'random').mockImplementation(random)
  }

  get now(): number {
    return this.clock
  }

  /** Runs timer after timer until it is so, for this many virtual milliseconds at most. @returns whether it became so */
  async until(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const end = this.clock + withinMs
    await turn()
    while (!isSo()) {
      const timer = this.take()
      if (!timer || timer.due > end) {
        if (timer) this.push(timer)
        this.clock = end
        break
      }
      this.clock = Math.max(this.clock, timer.due)
      if (timer.every !== null) {
        timer.due += timer.every
        this.push(timer)
      }
      timer.act()
      await turn()
    }
    return isSo()
  }

  async pass(milliseconds: number): Promise<void> {
    await this.until(() => false, milliseconds)
  }

  /** The clock of the wall is set; what counts durations goes on. */
  jump(milliseconds: number): void {
    this.wall += milliseconds
  }

  end(): void {
    this.heap = []
    vi.unstubAllGlobals()
    for (const spied of [performance.now, Date.now, Math.random]) vi.mocked(spied).mockRestore()
  }

  private add(due: number, every: number | null, act: () => void): VirtualTimer {
    const timer = new VirtualTimer(due, this.made++, every, act)
    this.push(timer)
    return timer
  }

  // --- a binary heap: the next timer first

  private push(timer: VirtualTimer): void {
    const { heap } = this
    let at = heap.push(timer) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above]
      if (!parent || !isBefore(timer, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = timer
  }

  private take(): VirtualTimer | null {
    for (let timer = this.pop(); timer; timer = this.pop()) if (!timer.cancelled) return timer
    return null
  }

  private pop(): VirtualTimer | null {
    const { heap } = this
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last) return null
    if (heap.length === 0) return first
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      const [left, right] = [heap[below], heap[below + 1]]
      if (!left) break
      if (right && isBefore(right, left)) below++
      const child = heap[below]
      if (!child || !isBefore(child, last)) break
      heap[at] = child
      at = below
    }
    heap[at] = last
    return first
  }
}

function isBefore(a: VirtualTimer, b: VirtualTimer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order)
}
