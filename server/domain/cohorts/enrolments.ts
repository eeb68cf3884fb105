import { db, type Prisma } from '~server/database/client'
import { record } from '~server/outbox/record'
import { codeOn, CODES, nameOn, NAMES } from '../organisations/names'
import { visibleUnits } from '../organisations/policy'
import type { UnitKind } from '../organisations/schema'
import { byName, FACTS, unitFacts } from '../organisations/units'
import type { Actor } from '../shared/actor'
import { allow, knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found, notFound } from '../shared/errors'
import { factsOf } from './cohorts'
import { canEnrol, enrolableUnits, LIVE, visibleEnrolments } from './policy'
import type { EnrolmentStatus } from './schema'

/** A fresh enrolment can be taken back as if it had not been, for as long as this; after that a unit withdraws. */
const UNDO_MS = 60 * 60 * 1000

interface Named {
  id: string
  name: string
}

/** A unit with where it lies, by the names of the cohort's first day. */
export interface PlacedUnit extends Named {
  kind: UnitKind
  code: string | null
  /** The county and the municipality above it; null when there is none. */
  county: Named | null
  municipality: Named | null
}

export interface EnrolmentView extends PlacedUnit {
  status: EnrolmentStatus
  /** When the present status began. */
  since: Date
  /** May the actor change it? */
  canChange: boolean
}

const PLACED = {
  ...FACTS,
  names: NAMES,
  codes: CODES,
  ancestors: {
    select: { ancestorId: true, depth: true, ancestor: { select: { id: true, kind: true, names: NAMES } } },
  },
} as const satisfies Prisma.OrgUnitSelect

function placed(row: Prisma.OrgUnitGetPayload<{ select: typeof PLACED }>, day: Date): PlacedUnit {
  const above = (kind: UnitKind): Named | null => {
    const unit = row.ancestors.find(({ ancestor, depth }) => depth > 0 && ancestor.kind === kind)?.ancestor
    return unit === undefined ? null : { id: unit.id, name: nameOn(unit, day) }
  }
  const name = nameOn(row, day)
  return {
    id: row.id,
    kind: row.kind,
    name,
    code: codeOn(row, day),
    county: above('county'),
    municipality: above('municipality'),
  }
}

const place = (unit: PlacedUnit): Named => ({ id: '', name: unit.county?.name ?? unit.name })
const byPlace = (a: PlacedUnit, b: PlacedUnit): number => byName(place(a), place(b)) || byName(a, b)

/** Units of a cohort that the actor may see, by county and name. @throws DomainError `not_found` */
export async function listEnrolments(
  actor: Actor,
  cohortId: string,
  kinds?: readonly UnitKind[],
): Promise<EnrolmentView[]> {
  const cohort = await factsOf(db(), actor, cohortId)
  const rows = await db().enrolment.findMany({
    where: {
      cohortId: cohort.id,
      AND: visibleEnrolments(actor),
      ...(kinds && { orgUnit: { kind: { in: [...kinds] } } }),
    },
    select: { status: true, since: true, orgUnit: { select: PLACED } },
  })
  return rows
    .map(({ status, since, orgUnit }) => ({
      ...placed(orgUnit, cohort.startsOn),
      status,
      since,
      canChange: canEnrol(actor, cohort, unitFacts(orgUnit)),
    }))
    .sort(byPlace)
}

/** Units the actor may enrol here and that do not take part yet, by county and name. @throws DomainError `not_found` */
export async function listEnrolable(
  actor: Actor,
  cohortId: string,
  kinds: readonly UnitKind[] = ['municipality'],
): Promise<PlacedUnit[]> {
  const cohort = await factsOf(db(), actor, cohortId)
  const rows = await db().orgUnit.findMany({
    where: {
      kind: { in: [...kinds] },
      AND: [visibleUnits(actor), enrolableUnits(actor, cohort)],
      enrolments: { none: { cohortId: cohort.id, status: { in: [...LIVE] } } },
    },
    select: PLACED,
  })
  return rows.map(row => placed(row, cohort.startsOn)).sort(byPlace)
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
    const since = await databaseNow(tx)
    const created = await tx.enrolment.createManyAndReturn({
      data: wanted.map(orgUnitId => ({ cohortId: cohort.id, orgUnitId, since })),
      skipDuplicates: true,
      select: { orgUnitId: true },
    })
    const changed = await tx.enrolment.updateManyAndReturn({
      where: { cohortId: cohort.id, orgUnitId: { in: wanted }, status: { not: 'enrolled' } },
      data: { status: 'enrolled', since },
      select: { orgUnitId: true },
    })
    const added = created.map(row => row.orgUnitId)
    const resumed = changed.map(row => row.orgUnitId)
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
    const { count } = await tx.enrolment.updateMany({
      where: { id: row.id, status: { not: status } },
      data: { status, since: await databaseNow(tx) },
    })
    if (count > 0)
      await record(tx, actor.personId, 'enrolment.changed', { cohortId: cohort.id, orgUnitId, status })
    return { before: row.status }
  })
}

/**
 * Takes back enrolments of the last hour, as if they had not been. Older ones and unknown ones stay untouched.
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
      select: { id: true, orgUnit: { select: FACTS } },
    })
    allow(rows.every(row => canEnrol(actor, cohort, unitFacts(row.orgUnit))))
    await tx.enrolment.deleteMany({ where: { id: { in: rows.map(row => row.id) } } })
    const undone = rows.map(row => row.orgUnit.id)
    if (undone.length > 0)
      await record(tx, actor.personId, 'enrolment.undone', { cohortId: cohort.id, orgUnitIds: undone })
    return undone
  })
}
