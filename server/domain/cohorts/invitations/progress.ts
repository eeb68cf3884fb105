import { db } from '~server/database/client'
import { byName } from '../../organisations/units'
import { nameOn, NAMES } from '../../organisations/names'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { found } from '../../shared/errors'
import { visibleMailings } from './policy'
import type { DeclineReason, DeliveryError, InvitationStatus, Step } from './schema'

export interface MailingSummary {
  id: string
  step: Step
  issuer: string
  createdAt: Date
  deadline: Date
  total: number
  /** Mails that have been tried; those that are waiting have not. */
  done: number
  /** Mails that a mail server has taken. */
  sent: number
}

/** One address of a mailing, for whoever sent it. */
export interface MailingRow {
  id: string
  unit: string
  email: string
  status: InvitationStatus
  deliveryError: DeliveryError | null
  sentAt: Date | null
  reminders: number
  reason: DeclineReason | null
  note: string
}

export interface MailingView extends MailingSummary {
  cohort: { id: string; number: number }
  message: string
  reminderDays: number[]
  /** By name of the unit. */
  rows: MailingRow[]
}

/** A mailing of the actor's authority, with what came of each address. @throws DomainError `not_found` */
export async function getMailing(actor: Actor, cohortId: string, mailingId: string): Promise<MailingView> {
  const mailing = found(
    await db().mailing.findFirst({
      where: { id: knownId(mailingId), cohortId: knownId(cohortId), AND: visibleMailings(actor) },
      include: {
        cohort: { select: { id: true, number: true, startsOn: true } },
        issuer: { select: { names: NAMES } },
        invitations: { include: { orgUnit: { select: { names: NAMES } } } },
      },
    }),
  )
  const { invitations, cohort } = mailing
  const rows = invitations
    .map(row => ({ ...row, name: nameOn(row.orgUnit, cohort.startsOn) }))
    .sort(byName)
    .map(row => ({
      id: row.id,
      unit: row.name,
      email: row.email,
      status: row.status,
      deliveryError: row.deliveryError as DeliveryError | null,
      sentAt: row.sentAt,
      reminders: row.reminders,
      reason: row.declineReason as DeclineReason | null,
      note: row.declineNote,
    }))
  return {
    id: mailing.id,
    step: mailing.step,
    issuer: nameOn(mailing.issuer, cohort.startsOn),
    createdAt: mailing.createdAt,
    deadline: mailing.deadline,
    total: rows.length,
    ...tally(rows),
    cohort: { id: cohort.id, number: cohort.number },
    message: mailing.message,
    reminderDays: mailing.reminderDays,
    rows,
  }
}

/** What the actor's authority has sent in a cohort, the latest first. */
export async function listMailings(actor: Actor, cohortId: string): Promise<MailingSummary[]> {
  const rows = await db().mailing.findMany({
    where: { cohortId: knownId(cohortId), AND: visibleMailings(actor) },
    include: {
      cohort: { select: { startsOn: true } },
      issuer: { select: { names: NAMES } },
      invitations: { select: { status: true, sentAt: true } },
    },
    orderBy: { createdAt: 'desc' },
    take: 50,
  })
  return rows.map(({ id, step, issuer, cohort, createdAt, deadline, invitations }) => ({
    id,
    step,
    issuer: nameOn(issuer, cohort.startsOn),
    createdAt,
    deadline,
    total: invitations.length,
    ...tally(invitations),
  }))
}

const tally = (rows: readonly { status: InvitationStatus; sentAt: Date | null }[]) => ({
  done: rows.filter(({ status }) => status !== 'queued').length,
  sent: rows.filter(({ sentAt }) => sentAt !== null).length,
})
