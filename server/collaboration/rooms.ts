import type { Folding } from './folding'
import type { Limits } from './limits'
import { Room, type RoomHost } from './room'
import type { DocumentStorage } from './storage'
import type { Refusal } from './wire'

/** The right to use a room until it is released; a room with leases is not unloaded. */
export interface Lease {
  room: Room
  release(): void
}

interface Place {
  loading: Promise<Room | null>
  room: Room | null
  leases: number
  unload: NodeJS.Timeout | null
}

/** The open documents. A document is loaded once, however many come at the same time. */
export class Rooms {
  private readonly places = new Map<string, Place>()

  constructor(
    private readonly storage: Pick<DocumentStorage, 'load'>,
    private readonly host: RoomHost,
    private readonly folding: Pick<Folding, 'fold' | 'consider'>,
    private readonly limits: Limits,
  ) {}

  /** @returns null when there is no such document. @throws when it cannot be loaded. */
  async open(documentId: string): Promise<Lease | null> {
    const place = this.places.get(documentId) ?? this.load(documentId)
    place.leases++
    if (place.unload) clearTimeout(place.unload)
    const room = await place.loading
    // Put away while it was loading: the document has another epoch by now.
    if (room && this.places.get(documentId) !== place) return this.open(documentId)
    return room ? { room, release: once(() => this.release(documentId, place)) } : null
  }

  find(documentId: string): Room | null {
    return this.places.get(documentId)?.room ?? null
  }

  *[Symbol.iterator](): Generator<Room> {
    for (const { room } of this.places.values()) if (room) yield room
  }

  /** Puts a document away whatever is queued: its epoch has moved on. */
  drop(documentId: string, refusal: Refusal): void {
    const place = this.places.get(documentId)
    if (!place) return
    if (place.unload) clearTimeout(place.unload)
    this.places.delete(documentId)
    place.room?.end(refusal)
  }

  /** Its epoch has moved on: everybody is closed with `epoch`, and the next one loads it anew. */
  forget(room: Room): void {
    if (this.find(room.documentId) === room) this.drop(room.documentId, 'epoch')
  }

  dropAll(refusal: Refusal): void {
    for (const documentId of [...this.places.keys()]) this.drop(documentId, refusal)
  }

  private load(documentId: string): Place {
    const place: Place = { loading: this.read(documentId), room: null, leases: 0, unload: null }
    this.places.set(documentId, place)
    const forget = (): void => {
      if (this.places.get(documentId) === place) this.places.delete(documentId)
    }
    place.loading.then(room => {
      place.room = room
      if (!room) forget()
      else if (this.places.get(documentId) === place) this.host.opened(room)
    }, forget)
    return place
  }

  private async read(documentId: string): Promise<Room | null> {
    const stored = await this.storage.load(documentId)
    return stored && new Room(documentId, stored, this.host)
  }

  private release(documentId: string, place: Place): void {
    place.leases--
    if (place.leases > 0 || this.places.get(documentId) !== place) return
    if (place.room) this.folding.consider(place.room)
    this.unloadLater(documentId, place)
  }

  private unloadLater(documentId: string, place: Place): void {
    if (place.unload) clearTimeout(place.unload)
    place.unload = setTimeout(() => void this.unload(documentId, place), this.limits.unloadMs)
    place.unload.unref()
  }

  private async unload(documentId: string, place: Place): Promise<void> {
    const { room } = place
    if (!room || place.leases > 0) return
    if (!room.uncommitted) await this.folding.fold(room)
    if (place.leases > 0 || this.places.get(documentId) !== place) return
    if (room.uncommitted) {
      this.unloadLater(documentId, place)
      return
    }
    this.places.delete(documentId)
    room.relay.stop()
  }
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    act()
  }
}
