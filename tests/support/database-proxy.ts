import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'

export interface DatabaseProxy {
  port: number
  /** From now on what the server asks, or what PostgreSQL answers, goes no further. */
  hold(what: 'questions' | 'answers'): void
  /** Lets through what was held, and all that comes. */
  release(): void
  /** Everything takes so long in each direction (ms). */
  delay(milliseconds: number): void
  /** Resets every connection, as a firewall does; what was held is lost. */
  reset(): void
  stop(): Promise<void>
}

/** One direction of a connection: holds back, delays, and keeps the order. */
class Way {
  private readonly held: Buffer[] = []
  private due = 0

  constructor(
    private readonly to: net.Socket,
    private readonly weather: { delay: number },
    private holding: boolean,
  ) {}

  take(chunk: Buffer): void {
    if (this.holding) this.held.push(chunk)
    else this.pass(chunk)
  }

  hold(whether: boolean): void {
    this.holding = whether
    if (!whether) for (const chunk of this.held.splice(0)) this.pass(chunk)
  }

  private pass(chunk: Buffer): void {
    const now = performance.now()
    this.due = Math.max(this.due, now + this.weather.delay)
    if (this.due <= now) this.to.write(chunk)
    else setTimeout(() => this.to.write(chunk), this.due - now)
  }
}

/** The way to a PostgreSQL of this machine, over TCP, that can be slow, lose what is said and break. */
export async function databaseProxy(socketDir: string): Promise<DatabaseProxy> {
  const weather = { delay: 0 }
  const holding = { questions: false, answers: false }
  const open = new Set<{ near: net.Socket; far: net.Socket; questions: Way; answers: Way }>()
  const target = path.join(socketDir, '.s.PGSQL.5432')
  const server = net.createServer(near => {
    near.setNoDelay(true)
    const far = net.connect(target)
    const pair = {
      ...{ near, far },
      questions: new Way(far, weather, holding.questions),
      answers: new Way(near, weather, holding.answers),
    }
    open.add(pair)
    near.on('data', (chunk: Buffer) => pair.questions.take(chunk))
    far.on('data', (chunk: Buffer) => pair.answers.take(chunk))
    const end = (): void => {
      open.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    hold(what) {
      holding[what] = true
      for (const pair of open) pair[what].hold(true)
    },
    release() {
      holding.questions = holding.answers = false
      for (const pair of open) {
        pair.questions.hold(false)
        pair.answers.hold(false)
      }
    },
    delay: milliseconds => (weather.delay = milliseconds),
    reset() {
      for (const { near, far } of open) {
        near.resetAndDestroy()
        far.destroy()
      }
      holding.questions = holding.answers = false
    },
    async stop() {
      for (const { near, far } of open) {
        near.destroy()
        far.destroy()
      }
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** A cluster's processes: the postmaster, then its children. */
export function processesOf(postmaster: number): number[] {
  const children = fs.readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
  return [postmaster, ...children.split(' ').filter(Boolean).map(Number)]
}
