import type { Tx } from '~server/database/client'
import type { InvitationStatus } from '~server/domain/cohorts/invitations/schema'
import { databaseNow } from '~server/domain/shared/clock'
import { calendarDay } from '~server/domain/shared/dates'
import { newId } from './read'
import type { Units } from './units'

const DAY_MS = 86_400_000

interface Invited {
  orgUnitId: string
  /** Before the @ of an invented address. */
  to: string
  status: InvitationStatus
}

/** Whom Vestfold knows an address of without having invited anybody there from the page. */
const CONTACTS = [
  ['0701', 'Hilde Fiktivsen', 'oppvekst.horten'],
  ['3903', 'Odd Fiktivsen', 'oppvekst.holmestrand'],
  ['3911', '', 'oppvekst.faerder'],
] as const

/**
 * Who has been invited to the county's period, in every state that an invitation can be in but the one before its mail: no
 * demo sends mails by itself. Tønsberg has said yes and has not named its units: that waits for its coordinator.
 */
export async function seedInvitations(
  tx: Tx,
  units: Units,
  { cohortId, hostId }: { cohortId: string; hostId: string },
): Promise<void> {
  const { municipality, unit } = units
  await tx.orgUnitContact.createMany({
    data: CONTACTS.map(([code, name, to]) => ({ orgUnitId: municipality(code), name, email: address(to) })),
  })
  const town = (code: string, to: string, status: InvitationStatus): Invited => ({
    orgUnitId: municipality(code),
    to,
    status,
  })
  const school = (number: string, to: string, status: InvitationStatus): Invited => ({
    orgUnitId: unit(number),
    to,
    status,
  })
  await mailing(tx, { cohortId, issuerId: hostId, step: 'municipality', days: 60 }, [
    town('0701', 'oppvekst.horten', 'accepted'),
    town('0704', 'oppvekst.tonsberg', 'accepted'),
    town('0709', 'oppvekst.larvik', 'accepted'),
    town('0710', 'oppvekst.sandefjord', 'accepted'),
    town('3903', 'oppvekst.holmestrand', 'seen'),
    town('3911', 'oppvekst.faerder', 'failed'),
  ])
  await mailing(tx, { cohortId, issuerId: municipality('0710'), step: 'unit', days: 60 }, [
    school('973758837', 'byskolen', 'accepted'),
    school('974594285', 'haukerod', 'sent'),
    school('974594420', 'varden', 'seen'),
    school('974594935', 'bugarden', 'declined'),
    school('975322246', 'frydenberg', 'withdrawn'),
  ])
  await mailing(tx, { cohortId, issuerId: municipality('0709'), step: 'unit', days: -7 }, [
    school('974584697', 'brunla', 'accepted'),
    school('974584654', 'stavern', 'expired'),
  ])
}

const address = (to: string): string => `${to}@example.org`

async function mailing(
  tx: Tx,
  of: { cohortId: string; issuerId: string; step: 'municipality' | 'unit'; days: number },
  invited: readonly Invited[],
): Promise<void> {
  const { cohortId, issuerId, step, days } = of
  const now = await databaseNow(tx)
  const at = (daysAgo: number): Date => new Date(now.getTime() - daysAgo * DAY_MS)
  const deadline = calendarDay(at(-days))
  const { id: mailingId } = await tx.mailing.create({
    data: { cohortId, issuerId, step, deadline, reminderDays: [14, 3], createdAt: at(30) },
    select: { id: true },
  })
  await tx.invitation.createMany({
    data: invited.map(({ orgUnitId, to, status }) => {
      const wasSent = status !== 'failed'
      const answered = status === 'accepted' || status === 'declined'
      return {
        id: newId(),
        mailingId,
        cohortId,
        issuerId,
        orgUnitId,
        email: address(to),
        locale: 'nb',
        status,
        deadline,
        deliveryError: wasSent ? null : 'unknownAddress',
        sentAt: wasSent ? at(30) : null,
        seenAt: answered || status === 'seen' ? at(27) : null,
        answeredAt: answered ? at(26) : null,
        declineReason: status === 'declined' ? 'capacity' : null,
        createdAt: at(30),
      }
    }),
  })
  const enrolled = await tx.enrolment.findMany({ where: { cohortId }, select: { orgUnitId: true } })
  await tx.enrolment.createMany({
    data: invited
      .filter(({ orgUnitId }) => !enrolled.some(each => each.orgUnitId === orgUnitId))
      .map(({ orgUnitId, status }) => ({ cohortId, orgUnitId, status: enrolmentOf(status), since: at(26) })),
  })
}

/** How a unit stands in the cohort by what became of its invitation. */
function enrolmentOf(
  status: InvitationStatus,
): 'enrolled' | 'declined' | 'withdrawn' | 'expired' | 'invited' {
  if (status === 'accepted') return 'enrolled'
  return status === 'declined' || status === 'withdrawn' || status === 'expired' ? status : 'invited'
}
