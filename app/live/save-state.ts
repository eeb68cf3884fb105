import type { Refusal, Right } from '~server/collaboration/wire'

/** What the page says about the text, in one word. The sentences are in the locale files. */
export type SaveState =
  'opening' | 'local' | 'sending' | 'saved' | 'late' | 'unsaved' | 'readOnly' | 'refused'

/** Why writing ended: the server's reasons, and a document that is not (any more) this person's to see. */
export type StopReason = Refusal | 'noAccess'

/** All that the state depends on. Times are in milliseconds on the caller's clock. */
export interface SaveFacts {
  /** The text on the page comes from stored bytes, not only from the page's HTML. */
  filled: boolean
  right: Right
  stopped: StopReason | null
  /** When the server's hello came on the present connection; null without one. */
  onlineSince: number | null
  /** In this epoch the first sync is complete and what this page held then has been acknowledged. */
  confirmed: boolean
  /** Since when something waits: an update without acknowledgement, or pending structs. */
  waitingSince: number | null
  /** Everything that waits is in the local store. */
  kept: boolean
}

export const LATE_AFTER = 2_000
export const UNSAVED_AFTER = 10_000

/** When the present state would change by itself, or null. Time alone only ever makes it worse. */
export function nextChange(facts: SaveFacts, now: number): number | null {
  const age = waitingFor(facts, now)
  if (age === null || facts.stopped || !facts.filled || facts.right === 'read') return null
  if (age < LATE_AFTER) return LATE_AFTER - age
  return age < UNSAVED_AFTER ? UNSAVED_AFTER - age : null
}

/** Saved only when every local update is acknowledged after its commit; never by the passing of time. */
export function saveState(facts: SaveFacts, now: number): SaveState {
  if (facts.stopped) return 'refused'
  if (!facts.filled) return 'opening'
  if (facts.right === 'read') return 'readOnly'
  const age = waitingFor(facts, now)
  if (age !== null) return age < LATE_AFTER ? 'sending' : age < UNSAVED_AFTER ? 'late' : 'unsaved'
  if (facts.waitingSince === null && facts.confirmed) return 'saved'
  return facts.onlineSince === null ? 'local' : 'opening'
}

/** How long something has waited where waiting is not in order; what is kept on this device may wait for the network. */
function waitingFor({ waitingSince, onlineSince, kept }: SaveFacts, now: number): number | null {
  if (waitingSince === null || (onlineSince === null && kept)) return null
  return now - Math.max(waitingSince, onlineSince ?? waitingSince)
}
