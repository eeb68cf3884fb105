/** Where a device remembers, over its pages, that its network lets no websocket through. */
export interface LineMemory {
  /** When a tunnel last opened where no websocket did (ms), or null. */
  read(): number | null
  write(at: number | null): void
}

/** Laptops move: what was found out about a network says little a day later. */
export const REMEMBERED_FOR = 24 * 3_600_000

/** Says nothing about a person, only about the network: it stays when somebody signs out. */
const KEY = 'pulje:no-websockets'

export const deviceMemory: LineMemory = {
  read() {
    try {
      return Number(localStorage.getItem(KEY)) || null
    } catch {
      return null
    }
  },
  write(at) {
    try {
      if (at === null) localStorage.removeItem(KEY)
      else localStorage.setItem(KEY, String(at))
    } catch {
      // A browser that keeps nothing finds out anew with each page.
    }
  },
}

/** Whether this device has found lately that no websocket gets through. */
export function websocketsBlocked(): boolean {
  const age = Date.now() - (deviceMemory.read() ?? -Infinity)
  return age >= 0 && age < REMEMBERED_FOR
}
