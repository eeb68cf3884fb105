const DAY_MS = 24 * 3_600_000

/** The moment at which rules are asked: after everything in the network has begun, and before any of it ends. */
export const NOW = new Date(Date.now() + 60_000)

/** The day that moment lies in (midnight UTC, a calendar date), and the next one. */
export const TODAY = new Date(Math.floor(NOW.getTime() / DAY_MS) * DAY_MS)
export const TOMORROW = new Date(TODAY.getTime() + DAY_MS)
