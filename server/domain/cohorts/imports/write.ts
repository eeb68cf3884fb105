import crypto from 'node:crypto'
import type { Prisma, Tx } from '~server/database/client'
import { OUTBOX_CHANNEL } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { databaseNow } from '../../shared/clock'
import { ChangeLog } from './changes'
import type { Plan, PlannedBatch } from './plan'
import type { ParticipantPlan } from './plan-participants'
import type { NewUnit, UnitPlan } from './plan-units'
import { writeContacts, writeEnrolments, writeRenames } from './write-existing'
import { asJson, chunks, type Progress, type Writing } from './writing'

/** Writes a plan within a transaction, and what it takes to undo it. */
export async function writePlan(
  tx: Tx,
  actor: Actor,
  batch: PlannedBatch,
  planned: Plan,
  progress: Progress,
): Promise<void> {
  const log = new ChangeLog(batch.id)
  const writing = { tx, actor, batch, now: await databaseNow(tx), log }
  if (planned.kind === 'units') await writeUnits(writing, planned.plan, progress)
  else await writePeople(writing, planned.plan, progress)
  await log.write(tx)
}

async function writeUnits(writing: Writing, plan: UnitPlan, progress: Progress): Promise<void> {
  const { tx, log } = writing
  const { units, numbers, contacts, enrolments } = plan
  const total = units.length + contacts.length + enrolments.length
  let done = 0
  const did = async (count: number): Promise<void> => {
    done += count
    await progress(done, total)
  }
  for (const some of chunks(units)) {
    await insertUnits(tx, some)
    for (const { id, name } of some) log.created('org_unit', id, { name })
    await log.write(tx)
    await did(some.length)
  }
  for (const some of chunks(numbers)) {
    const rows = some.map(({ unitId, code: number }) => ({
      id: crypto.randomUUID(),
      orgUnitId: unitId,
      system: 'no-org',
      code: number,
    }))
    await tx.$executeRaw`
      INSERT INTO org_unit_code (id, org_unit_id, system, code)
      SELECT id, "orgUnitId", system, code
      FROM jsonb_to_recordset(${asJson(rows)}::jsonb) AS c (id uuid, "orgUnitId" uuid, system text, code text)`
    for (const { id, code: number } of rows) log.created('org_unit_code', id, { code: number })
  }
  await writeRenames(writing, plan.renames)
  await writeContacts(writing, plan, did)
  await writeEnrolments(writing, enrolments, did)
}

/** In four statements, whatever their number. The tree is worked out by the last one. */
async function insertUnits(tx: Tx, units: readonly NewUnit[]): Promise<void> {
  const rows = asJson(units)
  await tx.$executeRaw`
    INSERT INTO org_unit (id, kind, owner_type)
    SELECT id, kind, "ownerType"
    FROM jsonb_to_recordset(${rows}::jsonb) AS u (id uuid, kind org_unit_kind, "ownerType" owner_type)`
  await tx.$executeRaw`
    INSERT INTO org_unit_name (id, org_unit_id, name)
    SELECT gen_random_uuid(), id, name FROM jsonb_to_recordset(${rows}::jsonb) AS u (id uuid, name text)`
  await tx.$executeRaw`
    INSERT INTO org_unit_code (id, org_unit_id, system, code)
    SELECT gen_random_uuid(), id, 'no-org', "orgNumber"
    FROM jsonb_to_recordset(${rows}::jsonb) AS u (id uuid, "orgNumber" text) WHERE "orgNumber" IS NOT NULL`
  await tx.$executeRaw`
    INSERT INTO org_unit_relation (id, parent_id, child_id, kind)
    SELECT gen_random_uuid(), "ownerId", id, 'owns' FROM jsonb_to_recordset(${rows}::jsonb) AS u (id uuid, "ownerId" uuid)`
}

async function writePeople(writing: Writing, plan: ParticipantPlan, progress: Progress): Promise<void> {
  const { tx, actor, now, log } = writing
  const total = plan.people.length + plan.grants.length
  let done = 0
  for (const some of chunks(plan.people)) {
    await tx.$executeRaw`
      INSERT INTO person (id, name, email, created_at)
      SELECT id, name, email, ${now}::timestamptz
      FROM jsonb_to_recordset(${asJson(some)}::jsonb) AS p (id uuid, name text, email text)`
    for (const { id } of some) log.created('person', id, {})
    await log.write(tx)
    await tell(
      tx,
      actor,
      'person.created',
      some.map(({ id }) => ({ personId: id })),
    )
    await progress((done += some.length), total)
  }
  for (const some of chunks(plan.grants)) {
    await tx.$executeRaw`
      INSERT INTO "grant" (id, person_id, org_unit_id, cohort_id, role, valid_from)
      SELECT id, "personId", "orgUnitId", "cohortId", role, ${now}::timestamptz
      FROM jsonb_to_recordset(${asJson(some)}::jsonb)
        AS g (id uuid, "personId" uuid, "orgUnitId" uuid, "cohortId" uuid, role role)`
    for (const { id, personId, orgUnitId } of some) log.created('grant', id, { personId, orgUnitId })
    await log.write(tx)
    const given = some.map(({ id, personId, orgUnitId }) => ({ grantId: id, personId, orgUnitId }))
    await tell(tx, actor, 'grant.given', given)
    await progress((done += some.length), total)
  }
}

/** Who got what stands in the audit trail one by one. */
export async function tell(
  tx: Tx,
  actor: Actor,
  type: 'person.created' | 'grant.given' | 'grant.ended',
  payloads: readonly Prisma.InputJsonObject[],
): Promise<void> {
  for (const some of chunks(payloads)) {
    await tx.$executeRaw`
      INSERT INTO outbox_event (type, payload, actor_id)
      SELECT ${type}, payload, ${actor.personId}::uuid FROM jsonb_array_elements(${asJson(some)}::jsonb) AS e (payload)`
  }
  await tx.$executeRaw`SELECT pg_notify(${OUTBOX_CHANNEL}, '')`
}
