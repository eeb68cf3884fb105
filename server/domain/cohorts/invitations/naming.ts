import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import { allow } from '../../shared/authorize'
import { notFound } from '../../shared/errors'
import { setStatus } from '../history'
import { existsDuring } from '../placed'
import { openInvitation, personOf, type Opener } from './answers'
import { INVITEE, inviteeFacts } from './cohort-facts'
import { inviteesIn, type Invitee } from './invitees'
import { sendMailing, type Sent } from './mailings'
import { canInvite, type Issuer } from './policy'
import type { Naming } from './schema'

/** A unit that may be brought in, as whoever holds the link sees it: no more than the page asks about. */
export type Nameable = Pick<Invitee, 'id' | 'name' | 'emails' | 'skipped'>

/** Schools, kindergartens and services that a municipality which has said yes may bring in. Empty for everybody else. */
export async function listNameable(opener: Opener): Promise<Nameable[]> {
  const id = await openInvitation(db(), opener)
  const { cohort, orgUnit, status, orgUnitId } = await db().invitation.findUniqueOrThrow({
    where: { id },
    select: {
      status: true,
      orgUnitId: true,
      orgUnit: { select: { kind: true } },
      cohort: { select: { id: true, startsOn: true, endsOn: true } },
    },
  })
  if (status !== 'accepted' || orgUnit.kind !== 'municipality') return []
  const invitees = await inviteesIn(cohort, [{ id: orgUnitId, as: 'municipality' }], 'unit')
  return invitees.map(({ id, name, emails, skipped }) => ({ id, name, emails, skipped }))
}

/**
 * A municipality that has said yes brings in its units: those whose address it writes are invited by mail, the next step
 * of the cascade.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` as `createMailing`
 */
export async function inviteNamed(opener: Opener, form: Naming): Promise<Sent> {
  return db().$transaction(
    async tx => {
      const { issuer, cohortId, locale } = await namingIn(opener, form.orgUnitIds, tx)
      return sendMailing(tx, {
        cohortId,
        issuer,
        personId: personOf(opener),
        form: { ...form, step: 'unit', locale, reminderDays: [7, 2] },
      })
    },
    { timeout: 30_000 },
  )
}

/**
 * As `inviteNamed`, but without asking the units by mail: the municipality, which owns them, enrols them.
 *
 * @returns how many were new
 * @throws DomainError `not_found`, `forbidden`
 */
export async function enrolNamed(opener: Opener, orgUnitIds: readonly string[]): Promise<number> {
  return db().$transaction(async tx => {
    const { cohortId } = await namingIn(opener, orgUnitIds, tx)
    const personId = personOf(opener)
    const { added, changed } = await setStatus(tx, {
      cohortId,
      orgUnitIds: [...new Set(orgUnitIds)],
      status: 'enrolled',
      personId,
      create: true,
    })
    const all = [...added, ...changed]
    if (all.length > 0) await record(tx, personId, 'cohort.units_enrolled', { cohortId, orgUnitIds: all })
    return all.length
  })
}

/** In whose name, and for what; every unit must be the municipality's own. */
async function namingIn(
  opener: Opener,
  orgUnitIds: readonly string[],
  tx: Parameters<typeof openInvitation>[0],
): Promise<{ issuer: Issuer; cohortId: string; locale: 'nb' | 'nn' | 'en' }> {
  const id = await openInvitation(tx, opener)
  const invitation = await tx.invitation.findUniqueOrThrow({
    where: { id },
    select: {
      status: true,
      cohortId: true,
      orgUnitId: true,
      locale: true,
      orgUnit: { select: { kind: true } },
      cohort: { select: { startsOn: true, endsOn: true } },
    },
  })
  allow(invitation.status === 'accepted' && invitation.orgUnit.kind === 'municipality')
  const issuer: Issuer = { id: invitation.orgUnitId, as: 'municipality' }
  const units = await tx.orgUnit.findMany({
    where: { id: { in: [...orgUnitIds] }, AND: existsDuring(invitation.cohort) },
    select: INVITEE,
  })
  const own = units.map(inviteeFacts).filter(unit => canInvite(issuer, unit))
  // Somebody else's are not there.
  if (own.length < new Set(orgUnitIds).size) throw notFound()
  const { cohortId, locale } = invitation
  return { issuer, cohortId, locale: locale === 'nn' || locale === 'en' ? locale : 'nb' }
}
