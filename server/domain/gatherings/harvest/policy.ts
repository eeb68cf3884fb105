import type { Prisma } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { ADMINISTRATION, ADVISERS, memberUnits, validAt, type UnitFacts } from '../../shared/authorize'
import { editableGatherings } from '../policy'

/**
 * How much of a harvest somebody sees: who leads the gathering all of it; the hall what has been revealed; the authority above
 * it the themes and how many statements stand behind each.
 */
export type HarvestFace = 'lead' | 'hall' | 'above'

/** Those of the host itself. Whoever stands above the host may set the gathering up, but was not told what its tables say. */
const LEADERS = [...ADMINISTRATION, 'leader'] as const

export function canArrangeHarvest(actor: Actor, gathering: { host: Pick<UnitFacts, 'id'> }): boolean {
  return memberUnits(actor, LEADERS).includes(gathering.host.id)
}

/** Gatherings of whose harvest the actor may know something. */
export function visibleHarvests(actor: Actor, now: Date): Prisma.GatheringWhereInput {
  return {
    OR: [
      { seats: { some: { personId: actor.personId, ...validAt(now) } } },
      editableGatherings(actor),
      { cohort: { hostId: { in: memberUnits(actor, ADVISERS) } } },
    ],
  }
}

/** Of a harvest that the actor may know something of. */
export function faceOf(
  actor: Actor,
  gathering: { host: Pick<UnitFacts, 'id'>; seated: boolean },
): HarvestFace {
  if (canArrangeHarvest(actor, gathering)) return 'lead'
  return gathering.seated ? 'hall' : 'above'
}
