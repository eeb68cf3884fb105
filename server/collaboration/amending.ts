import { randomUUID } from 'node:crypto'
import type { Folder } from './folder'
import type { Limits } from './limits'
import type { Room } from './room'
import type { Rooms } from './rooms'
import type { Member } from './seat'
import type { Refusal } from './wire'

/**
 * Makes an update from a document as it stands. It may take its time and work elsewhere (a Yjs document is not built on
 * the event loop): what others write meanwhile stays, because the result is a change and no state.
 *
 * @param state everything accepted so far, as one update
 * @returns the change as an update, or null when nothing is to be changed
 */
export type Change = (state: Uint8Array) => Uint8Array | null | Promise<Uint8Array | null>

/** The server's own change was not taken in. */
export class AmendmentRefused extends Error {
  override name = 'AmendmentRefused'

  constructor(readonly refusal: Refusal) {
    super(`the change was refused: ${refusal}`)
  }
}

/** Lets the server write into a live document in somebody's name, by the way that frames take. */
export class Amending {
  constructor(
    private readonly rooms: Pick<Rooms, 'open'>,
    private readonly folder: Pick<Folder, 'fold'>,
    private readonly limits: Pick<Limits, 'queueBytes'>,
  ) {}

  /**
   * Resolves after COMMIT, with the id of the connection under which it stands in the log; null when nothing was to be changed.
   * Whether the person may write is the caller's business.
   * @throws AmendmentRefused when the gate refuses it, the room ends before the commit, or there is no such document
   */
  async amend(documentId: string, personId: string, change: Change): Promise<string | null> {
    const lease = await this.rooms.open(documentId)
    if (!lease) throw new AmendmentRefused('unavailable')
    try {
      const { room } = lease
      const updates = room.accepted()
      const state = updates.length === 1 && updates[0] ? updates[0] : (await this.folder.fold(updates)).bytes
      const bytes = await change(state)
      if (!bytes) return null
      // A version that is brought back may be larger than what anybody types at once, but not than what may wait.
      if (bytes.length > this.limits.queueBytes) throw new AmendmentRefused('tooLarge')
      return await write(room, personId, bytes)
    } finally {
      lease.release()
    }
  }
}

/** Sits down for one frame; the commit acknowledges it as it does everybody's. */
async function write(room: Room, personId: string, bytes: Uint8Array): Promise<string> {
  const writer = new Writer(personId)
  const seat = room.enter(writer)
  try {
    room.offer(seat, 'update', bytes)
    // Nobody is there to be asked for what the change builds on.
    if (seat.resync !== 'none') writer.refuse('gap')
    await writer.done
    return writer.id
  } finally {
    room.leave(seat)
  }
}

/** A member of the room without a socket. It never joins, so nothing is relayed to it and nobody sees it there. */
class Writer implements Member {
  readonly id = randomUUID()
  readonly right = 'write'
  readonly actor: Member['actor']
  readonly done: Promise<void>
  private resolve: () => void = () => undefined
  private reject: (error: Error) => void = () => undefined

  constructor(personId: string) {
    this.actor = { personId, name: '' }
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    // The refusal may come before anybody waits for it.
    this.done.catch(() => undefined)
  }

  write(): void {
    // Has no use for what the room says.
  }

  congested(): boolean {
    return false
  }

  saved(): void {
    this.resolve()
  }

  refuse(refusal: Refusal): void {
    this.reject(new AmendmentRefused(refusal))
  }

  hold(): void {
    // One frame; there is nothing to hold back.
  }
}
