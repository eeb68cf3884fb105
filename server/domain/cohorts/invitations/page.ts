import { db } from '~server/database/client'
import { nameOn, NAMES } from '../../organisations/names'
import type { UnitKind } from '../../organisations/schema'
import { databaseNow } from '../../shared/clock'
import { calendarDay } from '../../shared/dates'
import { asProgramme, type Programme } from '../programmes'
import { openInvitation, type Opener } from './answers'
import { roleOfAnswerer } from './policy'
import type { DeclineReason, InvitationStatus } from './schema'

/** An invitation as whoever answers it sees it: of the mail nothing but what is needed to answer. */
export interface InvitationPage {
  id: string
  unit: { id: string; name: string; kind: UnitKind }
  issuer: string
  host: string
  /** In whose language the mail was written. */
  locale: string | null
  message: string
  cohort: { id: string; number: number; startsOn: Date; endsOn: Date }
  programme: Programme
  /** The last day on which an answer counts (midnight UTC, a calendar date). */
  deadline: Date
  status: InvitationStatus
  /** Whether the answer may still be given or changed. */
  canAnswer: boolean
  answeredAt: Date | null
  reason: DeclineReason | null
  note: string
  /** Whether whoever holds the link may be given an account by it: there is none at that address with that role. */
  canHaveAccount: boolean
}

/** @throws DomainError `not_found`: unknown, revoked, withdrawn, expired and somebody else's are all the same */
export async function getInvitation(opener: Opener): Promise<InvitationPage> {
  const id = await openInvitation(db(), opener)
  const row = await db().invitation.findUniqueOrThrow({
    where: { id },
    include: {
      mailing: { select: { message: true } },
      issuer: { select: { names: NAMES } },
      orgUnit: { select: { id: true, kind: true, names: NAMES } },
      cohort: { include: { programme: true, host: { select: { names: NAMES } } } },
    },
  })
  const { cohort, orgUnit, status, deadline } = row
  const { number, startsOn, endsOn } = cohort
  return {
    id,
    unit: { id: orgUnit.id, kind: orgUnit.kind, name: nameOn(orgUnit, startsOn) },
    issuer: nameOn(row.issuer, startsOn),
    host: nameOn(cohort.host, startsOn),
    locale: row.locale,
    message: row.mailing.message,
    cohort: { id: cohort.id, number, startsOn, endsOn },
    programme: asProgramme(cohort.programme),
    deadline,
    status,
    canAnswer: deadline >= calendarDay(await databaseNow(db())),
    answeredAt: row.answeredAt,
    reason: row.declineReason as DeclineReason | null,
    note: row.declineNote,
    canHaveAccount: 'token' in opener && status === 'accepted' && roleOfAnswerer(orgUnit.kind) !== null,
  }
}
