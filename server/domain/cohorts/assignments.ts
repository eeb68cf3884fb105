import { db, type Prisma, type Tx } from '~server/database/client'
import { nameOn, NAMES } from '../organisations/names'
import { PLACE, placeOn } from '../organisations/places'
import { byName } from '../organisations/units'
import { handOver } from '../people/changes'
import { addGrant, finishGrants } from '../people/grants'
import { canAssign, canAssignSomebody, fits } from '../people/policy'
import { asFacts, changeableGrants, UNIT, unitsInReach, type HeldGrant } from '../people/reach'
import type { Actor } from '../shared/actor'
import { allow, knownId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found, notFound } from '../shared/errors'
import { cohortTitle, TITLE, type CohortTitle } from '../shared/programme-text'
import { factsOf, readFacts } from './cohorts'
import { LIVE } from './policy'

export interface AssignableUnit {
  id: string
  name: string
  /** As name, of the cohort's first day. Null for a unit that no municipality owned then. */
  municipality: string | null
}

export interface Follower {
  personId: string
  name: string
  units: (AssignableUnit & { grantId: string; since: Date; until: Date | null })[]
}

export interface CohortAssignments {
  cohort: CohortTitle & { id: string }
  /** Resource persons with the units they follow in this cohort now, by name. */
  followers: Follower[]
  /** Units of the cohort that nobody follows. */
  alone: AssignableUnit[]
  /** All units of the cohort for which the actor may assign somebody, by municipality and name. */
  units: AssignableUnit[]
  /** Who could be assigned: resource persons and advisers of services in the actor's reach. */
  candidates: { personId: string; name: string }[]
}

const MOST = 2_000

/**
 * Who follows which unit of a cohort, as far as the actor assigns.
 *
 * @throws DomainError `not_found`, also for whoever assigns nobody there
 */
export async function cohortAssignments(actor: Actor, cohortId: string): Promise<CohortAssignments> {
  const cohort = await readFacts(actor, cohortId)
  if (!canAssignSomebody(actor)) throw notFound()
  const now = await databaseNow(db())
  const rows = await assignable(db(), actor, cohort.id)
  const ids = rows.map(({ id }) => id)
  const [titled, grants, candidates] = await Promise.all([
    db().cohort.findUniqueOrThrow({ where: { id: cohort.id }, select: TITLE }),
    db().grant.findMany({
      where: {
        cohortId: cohort.id,
        role: 'resource_person',
        orgUnitId: { in: ids },
        person: { disabledAt: null },
        ...validAt(now),
      },
      select: {
        id: true,
        orgUnitId: true,
        validFrom: true,
        validTo: true,
        person: { select: { id: true, name: true } },
      },
    }),
    db().person.findMany({ where: candidate(actor, now), select: { id: true, name: true }, take: MOST }),
  ])
  const units = rows
    .map((row): AssignableUnit => ({
      id: row.id,
      name: nameOn(row, cohort.startsOn),
      municipality: placeOn(row, cohort.startsOn).municipality?.name ?? null,
    }))
    .sort((a, b) => byName({ name: a.municipality ?? '' }, { name: b.municipality ?? '' }) || byName(a, b))
  const followers = new Map<string, Follower>()
  for (const { id: grantId, orgUnitId, validFrom: since, validTo: until, person } of grants) {
    const follower = followers.get(person.id) ?? { personId: person.id, name: person.name, units: [] }
    const unit = units.find(each => each.id === orgUnitId)
    if (unit !== undefined) follower.units.push({ ...unit, grantId, since, until })
    followers.set(person.id, follower)
  }
  const followed = new Set(grants.map(({ orgUnitId }) => orgUnitId))
  return {
    cohort: { ...cohortTitle(titled), id: cohort.id },
    followers: [...followers.values()].sort(byName),
    alone: units.filter(({ id }) => !followed.has(id)),
    units,
    candidates: candidates.map(({ id, name }) => ({ personId: id, name })).sort(byName),
  }
}

/**
 * Makes somebody resource person for units of a cohort, all or none. Those they follow already stay as they are.
 *
 * @returns how many are new
 * @throws DomainError `not_found` for a unit that does not take part or is out of reach, and for an unknown person
 */
export async function assign(
  actor: Actor,
  cohortId: string,
  personId: string,
  orgUnitIds: readonly string[],
): Promise<{ added: number }> {
  const wanted = [...new Set(orgUnitIds.map(knownId))]
  return db().$transaction(async tx => {
    const cohort = await factsOf(tx, actor, cohortId)
    const units = (await assignable(tx, actor, cohort.id)).filter(({ id }) => wanted.includes(id))
    if (units.length < wanted.length) throw notFound()
    const now = await databaseNow(tx)
    const { id } = found(
      await tx.person.findFirst({
        where: { id: knownId(personId), AND: candidate(actor, now) },
        select: { id: true },
      }),
    )
    let added = 0
    for (const unit of units) {
      const facts = { role: 'resource_person' as const, cohortId: cohort.id, unit: asFacts(unit) }
      allow(canAssign(actor, facts.unit))
      if (!fits(facts)) throw conflict('people.grantDoesNotFit')
      const held = { personId: id, orgUnitId: unit.id, role: facts.role, cohortId: cohort.id }
      if ((await tx.grant.count({ where: { ...held, ...validAt(now) } })) > 0) continue
      await addGrant(tx, actor.personId, { ...held, validFrom: null, validTo: null })
      added++
    }
    return { added }
  })
}

/**
 * Lets another resource person follow a unit of the cohort from now on instead of the one who does.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.sameOne, people.ended
 */
export async function moveAssignment(
  actor: Actor,
  cohortId: string,
  grantId: string,
  toPersonId: string,
): Promise<void> {
  await assignmentsOf(db(), actor, cohortId, [grantId])
  found(
    await db().person.findFirst({
      where: { id: knownId(toPersonId), AND: candidate(actor, await databaseNow(db())) },
      select: { id: true },
    }),
  )
  await handOver(actor, grantId, toPersonId)
}

/**
 * From now on these units are not followed by those who do, all or none.
 *
 * @returns those that were ended by this
 * @throws DomainError `not_found`, also for a role that is no assignment of this cohort; `forbidden`
 */
export async function endAssignments(
  actor: Actor,
  cohortId: string,
  grantIds: readonly string[],
): Promise<HeldGrant[]> {
  return db().$transaction(async tx => {
    const ids = await assignmentsOf(tx, actor, cohortId, grantIds)
    return finishGrants(tx, actor.personId, await changeableGrants(tx, actor, ids), { evenIfLast: false })
  })
}

async function assignmentsOf(
  tx: Tx,
  actor: Actor,
  cohortId: string,
  grantIds: readonly string[],
): Promise<string[]> {
  const cohort = await factsOf(tx, actor, cohortId)
  const ids = [...new Set(grantIds.map(knownId))]
  const rows = await tx.grant.findMany({
    where: { id: { in: ids }, cohortId: cohort.id, orgUnit: unitsInReach(actor) },
    select: { orgUnit: { select: UNIT } },
  })
  if (rows.length < ids.length) throw notFound()
  // Who follows whom is decided from above: looking after one's own staff is not enough, whatever the role is called.
  allow(rows.every(({ orgUnit }) => canAssign(actor, asFacts(orgUnit))))
  return ids
}

const ASSIGNABLE = { ...UNIT, ...PLACE, names: NAMES } as const satisfies Prisma.OrgUnitSelect

/** Schools, kindergartens and services of the cohort for which the actor may assign somebody. */
async function assignable(tx: Tx, actor: Actor, cohortId: string) {
  const rows = await tx.orgUnit.findMany({
    where: {
      kind: { in: ['school', 'kindergarten', 'ppt'] },
      enrolments: { some: { cohortId, status: { in: [...LIVE] } } },
      AND: unitsInReach(actor),
    },
    select: ASSIGNABLE,
    take: MOST,
  })
  return rows.filter(row => canAssign(actor, asFacts(row)))
}

/** Resource persons, whenever they were, and advisers of services, in the actor's reach. */
function candidate(actor: Actor, now: Date): Prisma.PersonWhereInput {
  const orgUnit = unitsInReach(actor)
  return {
    kind: 'account',
    disabledAt: null,
    OR: [
      { grants: { some: { role: 'resource_person', orgUnit } } },
      { grants: { some: { role: 'ppt_adviser', orgUnit, ...validAt(now) } } },
    ],
  }
}
