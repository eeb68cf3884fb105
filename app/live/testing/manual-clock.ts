import type { Clock } from '../clock'

/** A clock that stands until a test moves it. */
export class ManualClock implements Clock {
  #now = 1_000_000
  #timers: { at: number; callback: () => void }[] = []
  chance = 0.5

  now = () => this.#now
  random = () => this.chance

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer)
    }
  }

  /** The page is frozen: time passes and nothing rings; what was due rings when it wakes. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds
    this.pass(0)
  }

  /** Lets time pass, ringing what is due in its order. */
  pass(milliseconds: number): void {
    const until = this.#now + milliseconds
    for (;;) {
      const [next] = this.#timers.filter(timer => timer.at <= until).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#timers = this.#timers.filter(timer => timer !== next)
      this.#now = Math.max(this.#now, next.at)
      next.callback()
    }
    this.#now = until
  }
}
