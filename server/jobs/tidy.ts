import { db } from '~server/database/client'
import type { Schedule, Tasks } from './task'

/** What has run out is of no use to anybody and goes every night. */
export const tidyTasks: Tasks = {
  tidy_up: async () => {
    const now = new Date()
    await db().session.deleteMany({ where: { expiresAt: { lte: now } } })
    await db().signIn.deleteMany({ where: { expiresAt: { lte: now } } })
    await db().oidcFlow.deleteMany({ where: { expiresAt: { lte: now } } })
    await db().passkeyChallenge.deleteMany({ where: { expiresAt: { lte: now } } })
    await db().rateLimit.deleteMany({ where: { expire: { lte: now } } })
    await db().personalLink.deleteMany({ where: { expiresAt: { lte: now } } })
  },
}

export const tidySchedule: Schedule = { tidy_up: '17 2 * * *' }
