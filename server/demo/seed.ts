import { seedDemo } from '../../prisma/seed/seed'
import type { Db } from '~server/database/client'
import type { Log } from '~server/log'

/** An empty demo gets its invented network; anything that is there already stays as it is. */
export async function seedWhenEmpty(db: Db, log: Log): Promise<void> {
  if ((await db.orgUnit.findFirst({ select: { id: true } })) !== null) return
  const start = performance.now()
  await seedDemo(db)
  log.info({ ms: Math.round(performance.now() - start) }, 'the demo network was created')
}
