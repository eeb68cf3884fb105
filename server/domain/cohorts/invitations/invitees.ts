import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { allow } from '../../shared/authorize'
import { byPlace, placedUnits, type PlacedUnit } from '../../organisations/placing'
import { existsDuring } from '../placed'
import { invitingFacts } from './cohort-facts'
import { OPEN } from './closing'
import { inviteesOf, issuers, stepsOf, type Issuer } from './policy'
import type { Step } from './schema'

export interface Invitee extends PlacedUnit {
  /** Whom one writes to there, the latest known first. Addresses only: names are nobody's business here. */
  emails: string[]
  /** Why it will be left out; null = it can be invited. */
  skipped: 'enrolled' | 'invited' | null
}

export interface Inviting {
  /** In whose names the actor may invite, and to what steps. */
  steps: Step[]
  step: Step
  invitees: Invitee[]
}

/**
 * Whom the actor may invite in a step of the cascade, by county and name. A step that is not the actor's is the first
 * one that is.
 *
 * @throws DomainError `not_found`, `forbidden` for whoever invites nobody here
 */
export async function listInvitees(actor: Actor, cohortId: string, wish: Step | null): Promise<Inviting> {
  const cohort = await invitingFacts(db(), actor, cohortId)
  const from = issuers(actor, cohort)
  const steps = [...new Set(from.flatMap(stepsOf))]
  const step = steps.find(each => each === wish) ?? steps[0]
  allow(step !== undefined)
  if (step === undefined) return { steps, step: 'unit', invitees: [] }
  return { steps, step, invitees: await inviteesIn(cohort, from, step) }
}

/** Units that these issuers may invite in a step, of those that exist while the cohort runs. */
export async function inviteesIn(
  cohort: { id: string; startsOn: Date; endsOn: Date },
  from: readonly Issuer[],
  step: Step,
): Promise<Invitee[]> {
  const rows = await db().orgUnit.findMany({
    where: { OR: from.map(issuer => inviteesOf(issuer, step)), AND: existsDuring(cohort) },
    select: {
      id: true,
      contacts: { select: { email: true }, orderBy: { createdAt: 'desc' } },
      enrolments: { where: { cohortId: cohort.id }, select: { status: true } },
      invitations: { where: { cohortId: cohort.id, status: { in: [...OPEN] } }, select: { id: true } },
    },
  })
  const units = await placedUnits(
    rows.map(({ id }) => id),
    cohort.startsOn,
  )
  return rows
    .flatMap(({ id, contacts, enrolments, invitations }) => {
      const placed = units.get(id)
      if (placed === undefined) return []
      const skipped =
        enrolments[0]?.status === 'enrolled'
          ? ('enrolled' as const)
          : invitations.length > 0
            ? ('invited' as const)
            : null
      return [{ ...placed.unit, emails: contacts.map(({ email }) => email), skipped }]
    })
    .sort(byPlace)
}
