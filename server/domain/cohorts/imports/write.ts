import crypto from 'node:crypto'
import type { Prisma, Tx } from '~server/database/client'
import { OUTBOX_CHANNEL } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { databaseNow } from '../../shared/clock'
import { ChangeLog } from './changes'
import type { Plan, PlannedBatch } from './plan'
import type { ParticipantPlan } from './plan-participants'
import type { UnitPlan } from './plan-units'
import { writeContacts, writeEnrolments, writeRenames } from './write-existing'
import { chunks, type Progress, type Writing } from './writing'

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
  for (const some of chunks(log.entries)) await tx.importChange.createMany({ data: some })
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
    await tx.orgUnit.createMany({ data: some.map(({ id, kind, ownerType }) => ({ id, kind, ownerType })) })
    await tx.orgUnitName.createMany({
      data: some.map(({ id, name }) => ({ orgUnitId: id, name })),
    })
    await tx.orgUnitCode.createMany({ data: some.flatMap(({ id, orgNumber }) => code(id, orgNumber)) })
    await tx.orgUnitRelation.createMany({
      data: some.map(({ id, ownerId }) => ({ parentId: ownerId, childId: id, kind: 'owns' as const })),
    })
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

const code = (orgUnitId: string, orgNumber: string | null): Prisma.OrgUnitCodeCreateManyInput[] =>
  orgNumber === null ? [] : [{ orgUnitId, system: 'no-org', code: orgNumber }]

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
