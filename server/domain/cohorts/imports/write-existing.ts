import crypto from 'node:crypto'
import { conflict } from '../../shared/errors'
import type { UnitPlan } from './plan-units'
import { asJson, chunks, type Writing } from './writing'

type Did = (count: number) => Promise<void>

/** The earlier name ends today and stays in the unit's history; one that began today is corrected. */
export async function writeRenames({ tx, log }: Writing, renames: UnitPlan['renames']): Promise<void> {
  for (const some of chunks(renames)) {
    const ids = some.map(({ unitId }) => unitId)
    const present = await tx.$queryRaw<{ id: string; unitId: string; name: string; from: string | null }[]>`
      SELECT DISTINCT ON (org_unit_id) id::text, org_unit_id::text AS "unitId", name, valid_from::text AS from
      FROM org_unit_name WHERE org_unit_id = ANY (${ids}::uuid[]) AND kind = 'official' AND valid_to IS NULL
      ORDER BY org_unit_id, valid_from DESC NULLS LAST`
    const names = new Map(some.map(({ unitId, name }) => [unitId, name]))
    await tx.$executeRaw`
      UPDATE org_unit_name SET valid_to = org_today() WHERE id = ANY (${present.map(({ id }) => id)}::uuid[])`
    const rows = present.map(({ id, unitId }) => ({
      id: crypto.randomUUID(),
      replaces: id,
      unitId,
      name: names.get(unitId) ?? '',
    }))
    if (rows.length !== names.size) throw conflict('imports.changed')
    await tx.$executeRaw`
      INSERT INTO org_unit_name (id, org_unit_id, name, valid_from)
      SELECT id, org_unit_id, name, org_today()
      FROM unnest(${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.unitId)}::uuid[],
        ${rows.map(row => row.name)}::text[])
        AS n (id, org_unit_id, name)`
    for (const { id, replaces, name } of rows) log.changed('org_unit_name', id, { replaces }, { name })
  }
}

export async function writeContacts({ tx, log }: Writing, plan: UnitPlan, did: Did): Promise<void> {
  for (const some of chunks(plan.contacts)) {
    const rows = some.map(({ unitId, ...contact }) => ({
      id: crypto.randomUUID(),
      orgUnitId: unitId,
      ...contact,
    }))
    await tx.$executeRaw`
      INSERT INTO org_unit_contact (id, org_unit_id, name, email)
      SELECT id, "orgUnitId", name, email
      FROM jsonb_to_recordset(${asJson(rows)}::jsonb) AS c (id uuid, "orgUnitId" uuid, name text, email text)`
    for (const { id, name, email } of rows) log.created('org_unit_contact', id, { name, email })
    await log.write(tx)
    await did(some.length)
  }
  for (const some of chunks(plan.contactChanges)) {
    const rows = asJson(some.map(({ id, after }) => ({ id, ...after })))
    const changed = await tx.$executeRaw`
      UPDATE org_unit_contact c SET name = n.name, email = n.email
      FROM jsonb_to_recordset(${rows}::jsonb) AS n (id uuid, name text, email text) WHERE c.id = n.id`
    if (changed !== some.length) throw conflict('imports.changed')
    for (const { id, before, after } of some) log.changed('org_unit_contact', id, { ...before }, { ...after })
  }
}

/** Enrols units; those that were invited, had declined or withdrawn are in again, and their history tells of it. */
export async function writeEnrolments(
  { tx, actor, batch: { cohortId }, now, log }: Writing,
  unitIds: readonly string[],
  did: Did,
): Promise<void> {
  if (cohortId === null) return
  for (const some of chunks(unitIds)) {
    const present = await tx.$queryRaw<{ id: string; orgUnitId: string; status: string; since: Date }[]>`
      SELECT id::text, org_unit_id::text AS "orgUnitId", status::text, since FROM enrolment
      WHERE cohort_id = ${cohortId}::uuid AND org_unit_id = ANY (${some}::uuid[])`
    const known = new Set(present.map(({ orgUnitId }) => orgUnitId))
    const rows = some.filter(id => !known.has(id)).map(orgUnitId => ({ id: crypto.randomUUID(), orgUnitId }))
    await tx.$executeRaw`
      INSERT INTO enrolment (id, cohort_id, org_unit_id, since)
      SELECT id, ${cohortId}::uuid, "orgUnitId", ${now}::timestamptz
      FROM jsonb_to_recordset(${asJson(rows)}::jsonb) AS e (id uuid, "orgUnitId" uuid)`
    await tx.$executeRaw`
      UPDATE enrolment SET status = 'enrolled', since = ${now}::timestamptz
      WHERE id = ANY (${present.map(({ id }) => id)}::uuid[])`
    await tx.$executeRaw`
      INSERT INTO enrolment_change (id, enrolment_id, status, at, person_id)
      SELECT gen_random_uuid(), e.id, 'enrolled', ${now}::timestamptz, ${actor.personId}::uuid
      FROM unnest(${[...rows, ...present].map(({ id }) => id)}::uuid[]) AS e (id)`
    for (const { id } of rows) log.created('enrolment', id, {})
    for (const { id, status, since } of present)
      log.changed('enrolment', id, { status, since: since.toISOString() }, { status: 'enrolled' })
    await log.write(tx)
    await did(some.length)
  }
}
