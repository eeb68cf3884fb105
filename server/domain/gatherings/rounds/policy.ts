import type { Prisma } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { validAt } from '../../shared/authorize'
import { editableGatherings } from '../policy'

/** Who knows of a round: whoever has a seat that holds now, and who arranges the gathering. The county above does not. */
export function visibleRounds(actor: Actor, now: Date): Prisma.RoundWhereInput {
  return {
    OR: [
      { gathering: { seats: { some: { personId: actor.personId, ...validAt(now) } } } },
      { gathering: editableGatherings(actor) },
    ],
  }
}
