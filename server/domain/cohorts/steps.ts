import type { Tx } from '~server/database/client'
import { stepsOf } from './cycle'
import type { YearlyStep } from './schema'

/** Writes the steps of a new cohort's years. */
export async function createSteps(
  tx: Tx,
  cohort: { id: string; startsOn: Date; endsOn: Date },
  cycle: readonly YearlyStep[],
): Promise<void> {
  await tx.cycleStep.createMany({
    data: stepsOf(cycle, cohort).map(({ key, kind, year, title, lead, opensOn, dueOn }) => ({
      cohortId: cohort.id,
      ...{ key, kind, year, title, lead, opensOn, dueOn },
    })),
  })
}
