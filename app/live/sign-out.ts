import { openLocalStore } from './local-store'

const CHANNEL = 'pulje-live'
/** Acknowledged rows are let go of within this time, so what is left after it really is unsaved. */
const SETTLED_WITHIN = 2_500

interface Forgotten {
  forgotten: string
}

const isForgotten = (data: unknown): data is Forgotten =>
  typeof data === 'object' && data !== null && 'forgotten' in data && typeof data.forgotten === 'string'

/** Documents with text on this device that the server does not have. Ask before signing out. */
export async function unsavedDocuments(person: string): Promise<string[]> {
  const store = await openLocalStore()
  if (!store) return []
  let unsaved = await store.unsavedDocuments(person)
  if (unsaved.length > 0) {
    await new Promise(resolve => setTimeout(resolve, SETTLED_WITHIN))
    unsaved = await store.unsavedDocuments(person)
  }
  store.close()
  return unsaved
}

/** On signing out nothing of a person stays on the device; her other tabs stop writing it. */
export async function forgetPerson(person: string): Promise<void> {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL)
  channel?.postMessage({ forgotten: person } satisfies Forgotten)
  const store = await openLocalStore()
  await store?.forgetPerson(person)
  store?.close()
  channel?.close()
}

/** Calls back when this person signs out in any tab. @returns what ends it. */
export function onForgotten(person: string, callback: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isForgotten(data) && data.forgotten === person) callback()
  }
  return () => channel.close()
}
