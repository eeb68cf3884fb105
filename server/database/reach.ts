import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import pg from 'pg'

/**
 * What the present work may reach, as row-level security judges it: `*` for the system itself (jobs, commands, the rooms of
 * live documents), or a PostgreSQL array of tenants. The coarse second net under the policies; who may what is decided by
 * them (docs/decisions/row-level-security.md).
 */
export type Reach = string

const EVERYTHING: Reach = '*'
export const NOTHING: Reach = '{}'

interface Holder {
  reach: Reach
}

const KEY = Symbol.for('pulje.reach')

/** On globalThis, because this module is evaluated twice: in the server's bundle and in the pages'. */
function storage(): AsyncLocalStorage<Holder> {
  const place = globalThis as { [KEY]?: AsyncLocalStorage<Holder> }
  const there = place[KEY]
  if (there !== undefined) return there
  const made = new AsyncLocalStorage<Holder>()
  place[KEY] = made
  return made
}

/** Does work within a reach: what an event or document socket asks is asked within its person's. */
export function withReach<T>(reach: Reach, work: () => PromiseLike<T>): Promise<T> {
  // Prisma begins when it is waited for: that must be inside.
  return storage().run({ reach }, async () => await work())
}

/**
 * A connection that belongs to the system alone, and has the whole reach from its first moment. Its statements are few
 * and look rows up by their keys: with the policies of row-level security it takes longer to plan them anew (1.7 ms)
 * than to write a key that somebody has typed, so each is planned once.
 */
export function withWholeReach(config: pg.PoolConfig): pg.PoolConfig {
  const options = `${config.options ?? ''} -c pulje.reach=* -c plan_cache_mode=force_generic_plan`
  return { ...config, options: options.trim() }
}

/** A narrow look-up before it is known who asks: a session, a code, a join code. */
export function asSystem<T>(work: () => PromiseLike<T>): Promise<T> {
  return withReach(EVERYTHING, work)
}

/** A request begins, with no reach at all until it is known whose it is. */
export function beginRequest(work: () => void): void {
  storage().run({ reach: NOTHING }, work)
}

/** From now on the request that is running has this reach. Says nothing to work that is no request. */
export function takeReach(reach: Reach): void {
  const holder = storage().getStore()
  if (holder !== undefined) holder.reach = reach
}

/** Whoever has shown the right link acts, for the rest of the request, on behalf of the product. */
export function takeWholeReach(): void {
  takeReach(EVERYTHING)
}

/** The work that goes on now, as a key for what must not be shared between two of them. */
export function presentWork(): object {
  return storage().getStore() ?? globalThis
}

/** The reach of the work that goes on now; the whole of it where nobody has asked for anything. */
export function presentReach(): Reach {
  return storage().getStore()?.reach ?? EVERYTHING
}

const SAY = `SELECT set_config('pulje.reach', $1, false)`

type Query = (this: pg.ClientBase, ...words: unknown[]) => unknown
/** pg's own, by which the reach is said; what tests count and replace are the questions of the product. */
const say = pg.Client.prototype.query as Query

/**
 * Makes every connection of a pool tell PostgreSQL the reach of whoever uses it, before the question it is meant for, and
 * only when it is another one than the connection told last: no round trip more as long as they are the same.
 */
export function carryReach(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (done?: () => void) => unknown
  // A connection that is waited for comes in the work of whoever gave it back: it is used in the work that asked.
  pool.connect = ((done?: () => void) =>
    connect(done && AsyncResource.bind(done))) as unknown as typeof pool.connect
  pool.on('connect', tellReach)
}

function tellReach(client: pg.PoolClient): void {
  let told: Reach | null = null
  let toldInside = false

  const ask = (words: unknown[]): unknown => {
    const verb = verbOf(words[0])
    if (verb === 'BEGIN') toldInside = false
    // What was told within a transaction may have gone with it.
    if ((verb === 'ROLLBACK' || verb === 'COMMIT') && toldInside) told = null
    return (pg.Client.prototype.query as Query).apply(client, words)
  }
  /** A question is not asked when it could not be told in whose reach. */
  const tell = (reach: Reach, then: (error: Error | null) => void): void => {
    const done = (error: Error | null): void => {
      if (error === null) told = reach
      toldInside = true
      then(error)
    }
    say.call(client, SAY, [reach], done)
  }
  client.query = ((...words: unknown[]): unknown => {
    const reach = presentReach()
    if (told === reach) return ask(words)
    const last = words.at(-1)
    if (typeof last === 'function') {
      tell(reach, error => {
        if (error === null) ask(words)
        else Reflect.apply(last, undefined, [error])
      })
      return undefined
    }
    return new Promise((resolve, reject) => {
      tell(reach, error => {
        if (error === null) resolve(ask(words))
        else reject(error)
      })
    })
  }) as unknown as typeof client.query
}

function verbOf(words: unknown): string | undefined {
  const text = typeof words === 'object' && words !== null && 'text' in words ? words.text : words
  return typeof text === 'string' ? /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() : undefined
}
