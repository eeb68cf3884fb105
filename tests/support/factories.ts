import crypto from 'node:crypto'
import { db } from '~server/database/client'
import { createDocument } from '~server/domain/documents/documents'
import type { Content } from '~server/domain/documents/content'
import { grantsOf } from '~server/domain/people/grants'
import type { Actor, Role } from '~server/domain/shared/actor'
import type { Level } from '~server/domain/gatherings/schema'
import type { UnitKind } from '~server/domain/organisations/schema'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'

/** Rows for tests, straight into the tables and past every rule; what is not said is sensible. */

let serial = 0
const next = (): number => ++serial

/** Long ago enough to hold whatever the clocks say. */
const PAST = new Date('2020-01-01T00:00:00Z')

interface UnitOf {
  kind?: UnitKind
  name?: string
  code?: string
  /** Owned by; null = by nobody. */
  below?: string | null
}

/** A unit, below another one if said. @returns its id */
export async function aUnit({
  kind = 'school',
  name = `Enhet ${next()}`,
  code,
  below = null,
}: UnitOf = {}): Promise<string> {
  const unit = await db().orgUnit.create({
    data: {
      kind,
      names: { create: { name } },
      ...(code !== undefined && { codes: { create: { system: 'no-municipality', code } } }),
      ...(below !== null && { parents: { create: { parentId: below, kind: 'owns' as const } } }),
    },
  })
  return unit.id
}

interface PersonOf {
  name?: string
  email?: string
  kind?: 'account' | 'guest'
  /** With a unit: a grant of this role there. */
  role?: Role
  unit?: string
  /** Makes the grant an assignment. */
  cohort?: string
  disabled?: boolean
}

/** A person, with a grant if a role and a unit are said. @returns the id */
export async function aPerson(of: PersonOf = {}): Promise<string> {
  const { name = `Person ${next()}`, kind = 'account', role, unit, cohort } = of
  const email = of.email ?? `person${next()}@example.org`
  const person = await db().person.create({
    data: { name, kind, email: kind === 'guest' ? null : email, disabledAt: of.disabled ? PAST : null },
  })
  if (role !== undefined && unit !== undefined)
    await aGrant(person.id, role, unit, cohort === undefined ? {} : { cohort })
  return person.id
}

/** @returns the grant's id */
export async function aGrant(
  personId: string,
  role: Role,
  orgUnitId: string,
  { cohort, from = PAST, to = null }: { cohort?: string; from?: Date; to?: Date | null } = {},
): Promise<string> {
  const data = { personId, role, orgUnitId, cohortId: cohort ?? null, validFrom: from, validTo: to }
  return (await db().grant.create({ data })).id
}

/** The actor as the cookie would make it: with the grants that hold now. */
export async function actorOf(personId: string): Promise<Actor> {
  const { kind, name, locale } = await db().person.findUniqueOrThrow({ where: { id: personId } })
  return { personId, sessionId: crypto.randomUUID(), kind, name, locale, grants: await grantsOf(personId) }
}

/** A new person with this role there, as an actor. */
export async function anActor(role?: Role, unit?: string, cohort?: string): Promise<Actor> {
  return actorOf(await aPerson({ ...(role && { role }), ...(unit && { unit }), ...(cohort && { cohort }) }))
}

const text = (nb: string) => ({ nb, nn: nb, en: nb })

export async function aProgramme(): Promise<string> {
  const n = next()
  const data = { slug: `programme-${n}`, name: text(`Tilbud ${n}`), summary: text(''), durationMonths: 24 }
  return (await db().programme.create({ data: { ...data, strands: [], themes: [], entryCriteria: [] } })).id
}

interface CohortOf {
  host?: string
  programme?: string
  /** Units that take part. */
  enrolled?: readonly string[]
}

/** A cohort from January 2017 to December 2018. @returns its id */
export async function aCohort({ host, programme, enrolled = [] }: CohortOf = {}): Promise<string> {
  const cohort = await db().cohort.create({
    data: {
      programmeId: programme ?? (await aProgramme()),
      hostId: host ?? (await aUnit({ kind: 'national' })),
      number: next(),
      startsOn: new Date('2017-01-01'),
      endsOn: new Date('2019-01-01'),
    },
  })
  for (const unit of enrolled) await anEnrolment(cohort.id, unit)
  return cohort.id
}

/** Enrolled for long: too late to be undone. */
export async function anEnrolment(
  cohortId: string,
  orgUnitId: string,
  status: EnrolmentStatus = 'enrolled',
): Promise<void> {
  await db().enrolment.create({ data: { cohortId, orgUnitId, status, since: PAST } })
}

interface GatheringOf {
  cohort?: string
  host?: string
  level?: Level
  title?: string
  joinCode?: string
  startsAt?: Date
}

/** A gathering of a county, with an exact time. @returns its id */
export async function aGathering(of: GatheringOf = {}): Promise<string> {
  const gathering = await db().gathering.create({
    data: {
      cohortId: of.cohort ?? (await aCohort()),
      hostId: of.host ?? (await aUnit({ kind: 'county' })),
      level: of.level ?? 'county',
      title: of.title ?? `Samling ${next()}`,
      precision: 'time',
      startsAt: of.startsAt ?? new Date('2017-10-19T07:00:00Z'),
      joinCode: of.joinCode ?? `T${next()}`,
    },
  })
  return gathering.id
}

interface TableOf {
  gathering?: string
  name?: string
  openToGuests?: boolean
  content?: Content
  /** People who sit there. */
  seated?: readonly string[]
}

/** A table with its document. */
export async function aTable(
  of: TableOf = {},
): Promise<{ id: string; gatheringId: string; documentId: string }> {
  const gatheringId = of.gathering ?? (await aGathering())
  const { name = '', openToGuests = false, content, seated = [] } = of
  return db().$transaction(async tx => {
    const data = { gatheringId, number: next(), name, openToGuests }
    const { id } = await tx.gatheringTable.create({ data })
    const document = await createDocument(tx, null, { kind: 'table', id }, content)
    const seats = seated.map(personId => ({ gatheringId, tableId: id, personId, validFrom: PAST }))
    await tx.seat.createMany({ data: seats })
    return { id, gatheringId, documentId: document.id }
  })
}

/** Sits somebody down, or changes when their seat holds. */
export async function aSeat(
  table: { id: string; gatheringId: string },
  personId: string,
  { from = PAST, to = null }: { from?: Date; to?: Date | null } = {},
): Promise<void> {
  const key = { gatheringId: table.gatheringId, personId }
  const period = { tableId: table.id, validFrom: from, validTo: to }
  await db().seat.upsert({
    where: { gatheringId_personId: key },
    create: { ...key, ...period },
    update: period,
  })
}

/** What was recorded of a type, oldest first. */
export async function eventsOf(type: string): Promise<unknown[]> {
  const rows = await db().outboxEvent.findMany({ where: { type }, orderBy: { id: 'asc' } })
  return rows.map(({ payload }) => payload)
}

/** An actor who is in no database, for policies alone. */
export function paperActor(...grants: { role: Role; orgUnitId: string; cohortId?: string }[]): Actor {
  return {
    personId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    kind: 'account',
    name: 'Papir',
    locale: null,
    grants: grants.map(grant => ({ cohortId: null, ...grant })),
  }
}
