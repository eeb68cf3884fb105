import type { Prisma, Tx } from '~server/database/client'
import { FACTS, unitFacts } from '../../organisations/units'
import type { Actor } from '../../shared/actor'
import { knownId, memberUnits } from '../../shared/authorize'
import { found } from '../../shared/errors'
import { visibleCohorts } from '../policy'
import type { InviteeFacts, InvitingFacts } from './policy'

/** A cohort the actor may see, as the policy of invitations judges it. @throws DomainError `not_found` */
export async function invitingFacts(
  tx: Tx,
  actor: Actor,
  cohortId: string,
): Promise<InvitingFacts & { id: string; startsOn: Date; endsOn: Date }> {
  const cohort = found(
    await tx.cohort.findFirst({
      where: { id: knownId(cohortId), AND: visibleCohorts(actor) },
      select: {
        id: true,
        hostId: true,
        startsOn: true,
        endsOn: true,
        enrolments: {
          where: { status: 'enrolled', orgUnitId: { in: memberUnits(actor) } },
          select: { orgUnitId: true },
        },
      },
    }),
  )
  const { id, hostId, startsOn, endsOn, enrolments } = cohort
  return { id, hostId, startsOn, endsOn, takingPartIds: enrolments.map(({ orgUnitId }) => orgUnitId) }
}

/** Prisma select for what `canInvite` asks. */
export const INVITEE = {
  ...FACTS,
  ancestors: { select: { ancestorId: true, depth: true, ancestor: { select: { kind: true } } } },
} as const satisfies Prisma.OrgUnitSelect

export function inviteeFacts(row: Prisma.OrgUnitGetPayload<{ select: typeof INVITEE }>): InviteeFacts {
  const above = row.ancestors.filter(({ depth }) => depth > 0).map(({ ancestor }) => ancestor.kind)
  return {
    ...unitFacts(row),
    independent: !above.includes('municipality') || above.includes('private_owner'),
  }
}
