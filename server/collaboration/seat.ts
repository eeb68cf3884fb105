import type { Actor } from '~server/domain/shared/actor'
import { Acks } from './acks'
import type { Frame } from './frames'
import type { Refusal, Right } from './wire'

/** What a room needs of a connection; a real one has a socket behind it, in tests it is a few lines. */
export interface Member {
  /** Identity of the socket (uuid). */
  readonly id: string
  readonly actor: Pick<Actor, 'personId' | 'name'>
  readonly right: Right
  /** Writes whole frames. They are shared and must not be changed. */
  write(frames: Frame): void
  /** So much is unsent that awareness is left out for this reader. */
  congested(): boolean
  /** Frames up to `n` are committed. */
  saved(epoch: number, n: number): void
  /** Says why and closes. Nothing that arrives afterwards counts. */
  refuse(refusal: Refusal): void
  /** Stops or resumes reading because the document's queue is full. */
  hold(held: boolean): void
}

/** A member's place in a room. */
export class Seat {
  readonly acks = new Acks()
  /** Update-carrying frames so far: the `n` of the wire. */
  received = 0
  /** Has been given the document, so it gets what comes after. */
  joined = false
  /** A gap is answered once by asking for everything; `asked` until the answer is there. */
  resync: 'none' | 'asked' | 'done' = 'none'
  /** Missed awareness while congested; gets all of it once there is room. */
  behind = false

  constructor(readonly member: Member) {}
}
