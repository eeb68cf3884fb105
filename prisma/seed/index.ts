import type { Db, Prisma } from '~server/database/client'
import { loadShippedRegisters } from '~server/registers'
import { seedCohort } from './cohort'
import { seedGatherings } from './gatherings'
import { seedInvitations } from './invitations'
import { seedPeople } from './people'
import { seedPeriod } from './period'
import { seedUnits } from './units'

export { DEMO_ACCOUNTS, DEMO_JOIN_CODE, type DemoAccount, type DemoEmail } from './accounts'

/** Any number: two processes that start at once seed one after the other, and the second finds it done. */
const SEED_LOCK = 7_855_372

const OWN = { kind: { notIn: ['county', 'municipality'] } } satisfies Prisma.OrgUnitWhereInput

/**
 * Fills an empty database with the demo network: cohort 1 of 2017 with the registers' authorities, real schools and
 * invented people. All or nothing; does nothing when there is any unit beside those of the registers already.
 */
export async function seedDemo(db: Db): Promise<void> {
  await loadShippedRegisters(db)
  await db.$transaction(
    async tx => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK})`
      if ((await tx.orgUnit.findFirst({ where: OWN, select: { id: true } })) !== null) return
      const units = await seedUnits(tx)
      const cohortId = await seedCohort(tx, units)
      const person = await seedPeople(tx, units, cohortId)
      await seedGatherings(tx, units, cohortId, person)
      await seedInvitations(tx, units, await seedPeriod(tx, units))
    },
    { maxWait: 10_000, timeout: 60_000 },
  )
}
