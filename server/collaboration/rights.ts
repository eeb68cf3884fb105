import type { IncomingMessage } from 'node:http'
import type { Actor } from '~server/domain/shared/actor'
import type { Connection } from './connection'
import type { Directory, Who } from './directory'
import { reason, type Logger } from './logger'
import { whenLate } from './patience'
import type { Right } from './wire'

export interface RightsDeps {
  authenticate(request: Pick<IncomingMessage, 'headers'>): Promise<Actor | null>
  access(actor: Actor, documentId: string): Promise<Right | null>
  log: Logger
}

/** A decision that has not come by then counts as no: closed within a second of a revocation. */
const DECIDE_MS = 900
/** The same when nothing is known to have been taken away, and it is only made sure: the database may just have been away. */
const MAKE_SURE_MS = 10_000
const AT_ONCE = 50

/** Asks again whether those who are connected may stay. Whatever has changed closes; the reconnect decides anew. */
export class Rights {
  /** Grows with every question asked, so that an upgrade can tell whether one fell into its own time. */
  generation = 0

  constructor(
    private readonly directory: Directory,
    private readonly deps: RightsDeps,
  ) {}

  /** Resolves when every matching connection has been decided about. Never rejects. @param how see `Collaboration.recheck` */
  async recheck(who: Who, how: 'revoked' | 'making sure' = 'revoked'): Promise<void> {
    this.generation++
    const withinMs = how === 'revoked' ? DECIDE_MS : MAKE_SURE_MS
    const connections = this.directory.matching(who)
    const next = async (): Promise<void> => {
      for (let one = connections.pop(); one; one = connections.pop()) await this.decide(one, withinMs)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
  }

  /** Asks for one connection. */
  async decide(connection: Connection, withinMs = DECIDE_MS): Promise<void> {
    let callOff = (): void => undefined
    const late = new Promise<never>((_, reject) => {
      callOff = whenLate(withinMs, () => reject(new Error('no answer in time')))
    })
    try {
      await Promise.race([this.ask(connection), late])
    } catch (error) {
      // Who cannot be shown to have the right does not keep it; the client comes back by itself.
      this.deps.log.warn({ reason: reason(error) }, 'rights could not be checked')
      connection.refuse('unavailable')
    } finally {
      callOff()
    }
  }

  private async ask(connection: Connection): Promise<void> {
    const { request, documentId } = connection.visitor
    const actor = await this.deps.authenticate(request)
    if (actor?.personId !== connection.actor.personId) {
      connection.refuse('signedOut')
      return
    }
    const right = await this.deps.access(actor, documentId)
    if (right !== connection.right) connection.refuse('rightsChanged')
    else connection.actor = actor
  }
}
