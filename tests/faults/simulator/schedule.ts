import { defaultLimits } from '~server/collaboration/limits'
import { seeded } from '../../support/random'
import { faultsIn } from './oracle'
import { VirtualTime } from './virtual-time'
import { World, type Planted } from './world'
import type { Writer } from './writer'

export interface Told {
  seed: number
  /** What is wrong; empty when every promise was kept. */
  faults: string[]
  /** What happened, with its moment; the same for the same seed. */
  trace: string[]
  /** Words of which the page said that they are saved. */
  promised: number
}

/** Everything must be saved and equal this long after the last fault. */
const HEALED_WITHIN = 90_000

/** Runs one schedule: a few people write for a while, things break at chosen moments, everything heals, and is judged. */
export async function simulate(seed: number, planted: Planted = {}): Promise<Told> {
  const random = seeded(seed)
  const time = new VirtualTime(random)
  const thrown: string[] = []
  const caught = (error: unknown): void => void thrown.push(`thrown: ${String(error)}`)
  process.on('unhandledRejection', caught)
  process.on('uncaughtException', caught)
  try {
    const schedule = new Schedule(time, random, planted)
    const faults = await schedule.run()
    const promised = schedule.world.writers.flatMap(writer => writer.deeds.filter(deed => deed.promised))
    return { seed, faults: [...faults, ...thrown], trace: schedule.trace, promised: promised.length }
  } finally {
    time.end()
    process.off('unhandledRejection', caught)
    process.off('uncaughtException', caught)
  }
}

class Schedule {
  readonly trace: string[] = []
  readonly world: World
  private readonly from: number
  private pages = 0
  private over = false
  private restored = false
  private faultyUntil = 0
  private slowUntil = 0
  private readonly revoked = new Map<string, number>()

  constructor(
    private readonly time: VirtualTime,
    private readonly random: () => number,
    planted: Planted,
  ) {
    this.from = time.now
    const often = random() < 0.5
    // Half of the schedules fold and unload all the time, so that both happen amid the faults.
    const busy = { foldRows: 4, foldBytes: 300, foldPauseMs: 150, unloadMs: 300 }
    this.world = new World(random, often ? busy : {}, planted)
    this.world.latency = [1, 5, 40, 200][this.pick(4)] ?? 5
    this.world.weather = { delay: () => this.diskDelay(), fault: () => this.diskFault() }
  }

  async run(): Promise<string[]> {
    for (let count = 2 + this.pick(3); count > 0; count--) this.open()
    const lasts = 4_000 + this.pick(12_000)
    setTimeout(() => this.somethingBreaks(), this.pick(3_000))
    await this.time.pass(lasts)
    this.note('heals')
    const healed = await this.heal()
    const fresh = this.open()
    await this.time.until(() => fresh.settled, 20_000)
    const faults = await faultsIn(this.world)
    faults.push(...this.afterRevocation())
    if (!healed) faults.unshift(`not saved in time: ${this.states()}`)
    for (const writer of this.world.writers) if (!writer.gone) await writer.leave(true)
    let stopped = false
    void this.world.stop().then(() => (stopped = true))
    if (!(await this.time.until(() => stopped, 30_000))) faults.push('the server does not stop')
    return faults
  }

  private async heal(): Promise<boolean> {
    this.over = true
    this.faultyUntil = this.slowUntil = this.world.offlineUntil = 0
    this.world.boot()
    // A room in which nobody writes learns of another epoch at its next heartbeat.
    await this.time.pass(this.restored ? 2 * defaultLimits.heartbeatMs : 2_000)
    for (const writer of [...this.world.writers])
      if (writer.stopped && !writer.gone) void this.replace(writer)
    const writers = (): Writer[] => this.world.writers.filter(({ name }) => !this.revoked.has(name))
    const healed = await this.time.until(() => {
      for (const writer of writers()) if (writer.stopped && !writer.gone) void this.replace(writer)
      return writers().every(writer => writer.settled)
    }, HEALED_WITHIN)
    for (const writer of this.world.writers) if (this.revoked.has(writer.name)) await writer.leave(true)
    // What was saved last is still on its way to the others; a page that reads nothing takes its time.
    for (let waits = 0; waits < 50 && !this.sameEverywhere(); waits++) await this.time.pass(250)
    return healed
  }

  private sameEverywhere(): boolean {
    const present = this.world.writers.filter(writer => !writer.gone)
    return new Set(present.map(writer => writer.text)).size === 1
  }

  // --- people

  private open(): Writer {
    const writer = this.world.writer(`w${++this.pages}`)
    this.note(`${writer.name} opens`)
    const pace = 60 + this.pick(700)
    const type = (): void => {
      if (this.over || writer.gone) return
      for (let burst = 1 + this.pick(3); burst > 0; burst--) writer.edit()
      setTimeout(type, this.pick(2 * pace))
    }
    setTimeout(type, this.pick(pace))
    return writer
  }

  /** The page that cannot go on is shut, and the document opened anew. */
  private async replace(writer: Writer): Promise<void> {
    this.note(`${writer.name} stopped: ${writer.view?.reason}`)
    await writer.leave(true)
    this.open()
  }

  // --- faults

  private somethingBreaks(): void {
    if (this.over) return
    const kinds = Object.entries(this.kinds)
    const [name, strike] = kinds[this.pick(kinds.length)] ?? ['nothing', () => undefined]
    this.note(name)
    strike()
    setTimeout(() => this.somethingBreaks(), 100 + this.pick(4_000))
  }

  private readonly kinds: Readonly<Record<string, () => void>> = {
    'the server is killed': () => {
      this.world.kill()
      setTimeout(() => this.world.boot(), 200 + this.pick(3_000))
    },
    'the server is stopped': () => {
      void this.world.stop()
      setTimeout(() => this.world.boot(), 10_000 + this.pick(2_000))
    },
    'the database fails': () => {
      this.faultyUntil = this.time.now + this.pick(3_000)
    },
    'the disk is slow': () => {
      this.slowUntil = this.time.now + this.pick(5_000)
    },
    'a line is cut': () => this.anybody().line?.cut(),
    'all lines are cut': () => {
      for (const writer of this.world.writers) writer.line?.cut()
    },
    'a line goes dead': () => this.anybody().line?.goDead(),
    'a page reads nothing': () => this.anybody().line?.stall(this.pick(8_000)),
    'a frame is torn': () => this.anybody().line?.tear(),
    'the network is away': () => {
      this.world.offlineUntil = this.time.now + this.pick(6_000)
      for (const writer of this.world.writers) writer.line?.[this.random() < 0.5 ? 'cut' : 'goDead']()
    },
    'a tab is killed': () => {
      const writer = this.anybody()
      void writer.leave(this.random() < 0.3)
      this.open()
    },
    'the clock jumps': () => this.time.jump((this.random() - 0.5) * 7_200_000),
    'the latency changes': () => {
      this.world.latency = 1 + this.pick(400)
    },
    'a backup is restored': () => {
      this.restored = true
      void this.world.restore()
    },
    'a right is withdrawn': () => {
      const writer = this.anybody()
      if (this.revoked.has(writer.name)) return
      this.revoked.set(writer.name, this.time.now)
      this.world.bar(writer.name)
      this.open()
    },
  }

  /** What a page saved or was shown later than two seconds after its right had ended. */
  private afterRevocation(): string[] {
    const faults: string[] = []
    for (const writer of this.world.writers) {
      const end = (this.revoked.get(writer.name) ?? Infinity) + 2_000
      for (const { word, kind, at, promised } of this.world.writers.flatMap(({ deeds }) => deeds)) {
        if (kind !== 'typed' || at <= end) continue
        const own = word.startsWith(`[${writer.name}.`)
        if (own && promised) faults.push(`${word} was saved after the right had ended`)
        if (!own && writer.text.includes(word))
          faults.push(`${word} was shown to ${writer.name}, who was barred`)
      }
    }
    return faults
  }

  private diskDelay(): number {
    const base = this.random() * 8
    return this.time.now < this.slowUntil ? base + this.random() * 600 : base
  }

  private diskFault(): 'before' | 'after' | null {
    const rate = this.time.now < this.faultyUntil ? 0.7 : this.over ? 0 : 0.02
    if (this.random() > rate) return null
    return this.random() < 0.5 ? 'before' : 'after'
  }

  private anybody(): Writer {
    const present = this.world.writers.filter(writer => !writer.gone)
    const writer = present[this.pick(present.length)] ?? this.open()
    this.note(`  … ${writer.name}`)
    return writer
  }

  private states(): string {
    const states = this.world.writers.filter(writer => !writer.settled)
    return states.map(({ name, view }) => `${name} ${view?.state ?? 'nothing'}`).join(', ')
  }

  private note(what: string): void {
    this.trace.push(`${Math.round(this.time.now - this.from)} ms: ${what}`)
  }

  private pick(count: number): number {
    return Math.floor(this.random() * count)
  }
}
