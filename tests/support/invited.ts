import { db } from '~server/database/client'
import type { Answer } from '~server/domain/cohorts/invitations/schema'
import { createMailing } from '~server/domain/cohorts/invitations/mailings'
import { createLink } from '~server/domain/people/links'
import type { Actor } from '~server/domain/shared/actor'
import { aMailing } from './mailing'

export const YES = { answer: 'accept', name: 'Kari', criteria: [] as string[] } as const satisfies Answer
export const NO: Answer = { answer: 'decline', name: '', reason: 'capacity', note: 'Kanskje neste gang' }

/** The address of a mailing's first, second … unit. */
export const post = (k: number): string => `post${k}@example.org`

/** Invites one unit. @returns its invitation, with a link */
export async function anInvitation(
  actor: Actor,
  cohort: string,
  unit: string,
  step = 'municipality',
): Promise<{ mailingId: string; id: string; token: string }> {
  const { mailingId } = await createMailing(actor, cohort, aMailing([unit], post, { step }))
  const { id } = await db().invitation.findFirstOrThrow({ where: { mailingId } })
  return { mailingId, id, token: await aLink(id) }
}

const aLink = (subjectId: string): Promise<string> =>
  db().$transaction(tx =>
    createLink(tx, { purpose: 'invitation', subjectId, expiresAt: new Date('2099-12-31') }),
  )

/** Every status a unit has had in a cohort, oldest first. */
export async function statusesOf(unit: string, cohort: string): Promise<string[]> {
  const where = { enrolment: { orgUnitId: unit, cohortId: cohort } }
  const rows = await db().enrolmentChange.findMany({ where, orderBy: { id: 'asc' } })
  return rows.map(({ status }) => status)
}
