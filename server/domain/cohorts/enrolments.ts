import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import { byPlace, placedUnits, stretchByName, type PlacedUnit } from '../organisations/placing'
import { visibleUnits } from '../organisations/policy'
import type { UnitKind } from '../organisations/schema'
import { FACTS, unitFacts } from '../organisations/units'
import type { Actor } from '../shared/actor'
import { allow, knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found, notFound } from '../shared/errors'
import { factsOf, readFacts } from './cohorts'
import { setByHand, setStatus, statusBefore } from './history'
import { closeOpenInvitations } from './invitations/closing'
import { existsDuring } from './placed'
import { canEnrol, enrolableUnits, enrolmentsIn, LIVE, visibleEnrolments } from './policy'
import { ENROLMENT_STATUSES, type EnrolmentStatus } from './schema'

/** A fresh enrolment can be taken back as if it had not been, for as long as this; after that a unit withdraws. */
const UNDO_MS = 60 * 60 * 1000

export interface EnrolmentView extends PlacedUnit {
  status: EnrolmentStatus
  /** When the present status began. */
  since: Date
  /** May the actor change it? */
  canChange: boolean
}

/** Units of a cohort that the actor may see, by county and name. @throws DomainError `not_found` */
export async function listEnrolments(
  actor: Actor,
  cohortId: string,
  kinds?: readonly UnitKind[],
): Promise<EnrolmentView[]> {
  const cohort = await readFacts(actor, cohortId)
  const rows = await db().enrolment.findMany({
    where: {
      AND: enrolmentsIn(actor, cohort),
      ...(kinds && { orgUnit: { kind: { in: [...kinds] } } }),
    },
    select: { status: true, since: true, orgUnitId: true },
  })
  const units = await placedUnits(
    rows.map(({ orgUnitId }) => orgUnitId),
    cohort.startsOn,
  )
  return rows
    .flatMap(({ status, since, orgUnitId }) => {
      const placed = units.get(orgUnitId)
      if (placed === undefined) return []
      return [{ ...placed.unit, status, since, canChange: canEnrol(actor, cohort, placed.facts) }]
    })
    .sort(byPlace)
}

/** What takes part through a municipality or on its own: everything but authorities. */
const AUTHORITIES: readonly UnitKind[] = ['national', 'county', 'municipality']

/**
 * Schools, kindergartens and services of a cohort that the actor may see, by name, a page at a time: a national office sees a
 * thousand.
 *
 * @param wish the page, from 1; the nearest there is when there is none such
 * @param most on a page
 * @throws DomainError `not_found`
 */
export async function listEnrolledUnits(
  actor: Actor,
  cohortId: string,
  { wish, most }: { wish: number; most: number },
): Promise<{ rows: (PlacedUnit & { status: EnrolmentStatus })[]; total: number; page: number }> {
  const cohort = await readFacts(actor, cohortId)
  const enrolled = await db().enrolment.findMany({
    where: { AND: enrolmentsIn(actor, cohort), orgUnit: { kind: { notIn: [...AUTHORITIES] } } },
    select: { status: true, orgUnitId: true },
  })
  const page = Math.min(Math.max(1, wish), Math.max(1, Math.ceil(enrolled.length / most)))
  const statuses = new Map(enrolled.map(({ orgUnitId, status }) => [orgUnitId, status]))
  const ids =
    enrolled.length === 0
      ? []
      : await stretchByName([...statuses.keys()], cohort.startsOn, { from: (page - 1) * most, most })
  const units = await placedUnits(ids, cohort.startsOn)
  const rows = ids.flatMap(id => {
    const [unit, status] = [units.get(id)?.unit, statuses.get(id)]
    return unit === undefined || status === undefined ? [] : [{ ...unit, status }]
  })
  return { rows, total: enrolled.length, page }
}

/** Units the actor may enrol here and that do not take part yet, by county and name. @throws DomainError `not_found` */
export async function listEnrolable(
  actor: Actor,
  cohortId: string,
  kinds: readonly UnitKind[] = ['municipality'],
): Promise<PlacedUnit[]> {
  const cohort = await readFacts(actor, cohortId)
  const host = await db().orgUnit.findUnique({ where: { id: cohort.hostId }, select: { country: true } })
  const rows = await db().orgUnit.findMany({
    where: {
      kind: { in: [...kinds] },
      AND: [visibleUnits(actor), enrolableUnits(actor, cohort), existsDuring(cohort)],
      ...(host && { country: host.country }),
      enrolments: { none: { cohortId: cohort.id, status: { in: [...LIVE] } } },
    },
    select: { id: true },
  })
  const units = await placedUnits(
    rows.map(({ id }) => id),
    cohort.startsOn,
  )
  return [...units.values()].map(({ unit }) => unit).sort(byPlace)
}

/**
 * Enrols units, all or none. Those that take part already stay as they are, so doing it twice changes nothing.
 *
 * @returns `added`: new in the cohort, can be undone; `resumed`: were invited, had declined or withdrawn before
 * @throws DomainError `not_found`, `forbidden`
 */
export async function enrolUnits(
  actor: Actor,
  cohortId: string,
  orgUnitIds: readonly string[],
): Promise<{ added: string[]; resumed: string[] }> {
  const wanted = [...new Set(orgUnitIds.map(knownId))]
  return db().$transaction(async tx => {
    const cohort = await factsOf(tx, actor, cohortId)
    const units = await tx.orgUnit.findMany({
      where: { id: { in: wanted }, AND: visibleUnits(actor) },
      select: FACTS,
    })
    if (units.length < wanted.length) throw notFound()
    allow(units.every(unit => canEnrol(actor, cohort, unitFacts(unit))))
    const { added, changed: resumed } = await setStatus(tx, {
      cohortId: cohort.id,
      orgUnitIds: wanted,
      status: 'enrolled',
      personId: actor.personId,
      create: true,
    })
    await closeOpenInvitations(tx, actor.personId, cohort.id, resumed)
    if (added.length + resumed.length > 0) {
      await record(tx, actor.personId, 'cohort.units_enrolled', {
        cohortId: cohort.id,
        orgUnitIds: [...added, ...resumed],
      })
    }
    return { added, resumed }
  })
}

/**
 * Changes a unit's status. @returns what it was before, for undo
 * @throws DomainError `not_found`, `forbidden`
 */
export async function changeEnrolment(
  actor: Actor,
  cohortId: string,
  unitId: string,
  status: EnrolmentStatus,
): Promise<{ before: EnrolmentStatus }> {
  const orgUnitId = knownId(unitId)
  return db().$transaction(async tx => {
    const cohort = await factsOf(tx, actor, cohortId)
    const row = found(
      await tx.enrolment.findFirst({
        where: { cohortId: cohort.id, orgUnitId, AND: visibleEnrolments(actor) },
        select: { id: true, status: true, orgUnit: { select: FACTS } },
      }),
    )
    allow(canEnrol(actor, cohort, unitFacts(row.orgUnit)))
    const { changed } = await setStatus(tx, {
      cohortId: cohort.id,
      orgUnitIds: [orgUnitId],
      status,
      personId: actor.personId,
    })
    if (changed.length > 0) {
      await closeOpenInvitations(tx, actor.personId, cohort.id, changed)
      await record(tx, actor.personId, 'enrolment.changed', { cohortId: cohort.id, orgUnitId, status })
    }
    return { before: row.status }
  })
}

/**
 * Takes back enrolments of the last hour that were made by hand: whoever was not in the cohort before is out as if it
 * had not been, whoever had a status before has it again, with its history. Older ones, unknown ones and what a unit
 * answered itself stay untouched.
 *
 * @returns the units that are out again
 * @throws DomainError `not_found`, `forbidden`
 */
export async function undoEnrolment(
  actor: Actor,
  cohortId: string,
  orgUnitIds: readonly string[],
): Promise<string[]> {
  const wanted = orgUnitIds.map(knownId)
  return db().$transaction(async tx => {
    const cohort = await factsOf(tx, actor, cohortId)
    const rows = await tx.enrolment.findMany({
      where: {
        cohortId: cohort.id,
        orgUnitId: { in: wanted },
        status: 'enrolled',
        since: { gt: new Date((await databaseNow(tx)).getTime() - UNDO_MS) },
        AND: visibleEnrolments(actor),
      },
      select: {
        id: true,
        orgUnit: { select: FACTS },
        changes: { select: { status: true, invitationId: true }, orderBy: { id: 'desc' }, take: 2 },
      },
    })
    allow(rows.every(row => canEnrol(actor, cohort, unitFacts(row.orgUnit))))
    const own = rows.filter(setByHand)
    const fresh = own.filter(row => statusBefore(row) === null)
    await tx.enrolment.deleteMany({ where: { id: { in: fresh.map(row => row.id) } } })
    for (const status of ENROLMENT_STATUSES) {
      const back = own.filter(row => statusBefore(row) === status).map(row => row.orgUnit.id)
      if (back.length > 0)
        await setStatus(tx, { cohortId: cohort.id, orgUnitIds: back, status, personId: actor.personId })
    }
    const undone = own.map(row => row.orgUnit.id)
    if (undone.length > 0)
      await record(tx, actor.personId, 'enrolment.undone', { cohortId: cohort.id, orgUnitIds: undone })
    return undone
  })
}
