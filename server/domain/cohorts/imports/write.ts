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
    await did(some.length)
  }
  for (const some of chunks(numbers)) {
    const rows = some.map(({ unitId, code: number }) => ({
      id: crypto.randomUUID(),
      orgUnitId: unitId,
      system: 'no-org',
      code: number,
    }))
    await tx.orgUnitCode.createMany({ data: rows })
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
    await tx.person.createMany({ data: some.map(person => ({ ...person, createdAt: now })) })
    for (const { id } of some) log.created('person', id, {})
    await tell(
      tx,
      actor,
      'person.created',
      some.map(({ id }) => ({ personId: id })),
    )
    await progress((done += some.length), total)
  }
  for (const some of chunks(plan.grants)) {
    await tx.grant.createMany({ data: some.map(grant => ({ ...grant, validFrom: now })) })
    for (const { id, personId, orgUnitId } of some) log.created('grant', id, { personId, orgUnitId })
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
  const events = payloads.map(payload => ({ type, payload, actorId: actor.personId }))
  for (const some of chunks(events)) await tx.outboxEvent.createMany({ data: some })
  await tx.$executeRaw`SELECT pg_notify(${OUTBOX_CHANNEL}, '')`
}
