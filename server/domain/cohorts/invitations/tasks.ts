import { db } from '~server/database/client'
import { nameOn, NAMES } from '../../organisations/names'
import type { Actor } from '../../shared/actor'
import { memberUnits } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { calendarDay } from '../../shared/dates'
import { localText, type LocalText } from '../../shared/programme-text'
import { OPEN } from './closing'
import { answerableInvitations } from './policy'

/** What waits for somebody who leads a unit. */
export type InvitationTask =
  | { kind: 'answer'; invitationId: string; unit: string; programme: LocalText; deadline: Date }
  | { kind: 'name'; cohortId: string; unit: string; programme: LocalText }

/** Invitations to answer, the most urgent first, and municipalities that take part without any unit yet. */
export async function invitationTasks(actor: Actor): Promise<InvitationTask[]> {
  const today = calendarDay(await databaseNow(db()))
  const cohort = { select: { startsOn: true, programme: { select: { name: true } } } } as const
  const [open, without] = await Promise.all([
    db().invitation.findMany({
      where: { AND: answerableInvitations(actor), status: { in: [...OPEN] }, deadline: { gte: today } },
      select: { id: true, deadline: true, orgUnit: { select: { names: NAMES } }, cohort },
      orderBy: [{ deadline: 'asc' }, { id: 'asc' }],
    }),
    withoutUnits(actor, today),
  ])
  return [
    ...open.map(row => ({
      kind: 'answer' as const,
      invitationId: row.id,
      unit: nameOn(row.orgUnit, row.cohort.startsOn),
      programme: localText.parse(row.cohort.programme.name),
      deadline: row.deadline,
    })),
    ...without,
  ]
}

async function withoutUnits(actor: Actor, today: Date): Promise<InvitationTask[]> {
  const towns = memberUnits(actor, ['municipality_coordinator'])
  if (towns.length === 0) return []
  const below = { ancestors: { some: { ancestorId: { in: towns }, depth: { gt: 0 } } } }
  const rows = await db().enrolment.findMany({
    where: {
      orgUnitId: { in: towns },
      status: 'enrolled',
      cohort: { endsOn: { gt: today }, enrolments: { none: { orgUnit: below } } },
    },
    select: {
      cohortId: true,
      orgUnit: { select: { names: NAMES } },
      cohort: { select: { startsOn: true, programme: { select: { name: true } } } },
    },
  })
  return rows.map(({ cohortId, orgUnit, cohort }) => ({
    kind: 'name',
    cohortId,
    unit: nameOn(orgUnit, cohort.startsOn),
    programme: localText.parse(cohort.programme.name),
  }))
}
