/**
 * Everything that travels on an event socket. The browser imports the types only. The server chooses the rooms: a
 * client names what it wants to follow, and gets it only when it may.
 */

/** Somebody who has the gathering open at this moment; one entry per person, however many tabs. */
export interface PersonHere {
  id: string
  name: string
}

/** The state of a round as it travels: moments are ISO 8601, by the database's clock. */
export interface RoundNow {
  gatheringId: string
  roundId: string
  turn: number
  /** One of the domain's steps. */
  step: string
  stepEndsAt: string | null
  now: string
}

export type Entered = { ok: true; people: PersonHere[] } | { ok: false }

export interface ClientMessages {
  /** Follows a gathering: who is here, and where something is being written. */
  'gathering:enter': (gatheringId: string, answer: (entered: Entered) => void) => void
  'gathering:leave': (gatheringId: string) => void
  /** Follows what is said about a document. */
  'document:enter': (documentId: string, answer: (entered: { ok: boolean }) => void) => void
  'document:leave': (documentId: string) => void
  /** Follows the units that are assigned to the person. */
  'desk:enter': (answer: (entered: { ok: boolean }) => void) => void
}

export interface ServerMessages {
  'gathering:people': (message: { gatheringId: string; people: PersonHere[] }) => void
  /** Something was written and saved at a table. */
  'table:changed': (message: { gatheringId: string; tableId: string; at: string }) => void
  /** How a round stands now; everything a screen needs to follow, so that a hall of phones asks for nothing. */
  'round:stepped': (message: RoundNow) => void
  /** At a table of a round something was laid down, or it is done, or calls. */
  'round:signalled': (message: { gatheringId: string; roundId: string; tableId: string }) => void
  /** The board of a gathering is not what it was, or has been shown. What stands there each page asks for itself. */
  'harvest:changed': (message: { gatheringId: string }) => void
  /** Something was said about a document, or changed, or resolved. */
  'document:commented': (message: { documentId: string }) => void
  /** Somebody of this assigned unit wrote something. */
  'unit:active': (message: { unitId: string; at: string }) => void
}
