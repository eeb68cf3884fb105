import { db, type Tx } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { record } from '~server/outbox/record'
import { visibleBatches } from './policy'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { conflict, found } from '../../shared/errors'
import { blockers, type Blocker } from './blockers'
import { readChanges, type Change } from './changes'
import { allowedUnit } from './maker'
import { tell } from './write'

const LONG = { timeout: 5 * 60_000, maxWait: 30_000 }

/**
 * Takes a written list back, all of it or nothing: what it added is gone, what it changed is as it was before.
 *
 * @returns what stands in the way (changed since, or in use); empty = undone
 * @throws DomainError `not_found`, `forbidden`, `conflict` imports.notDone
 */
export async function undoBatch(actor: Actor, batchId: string): Promise<Blocker[]> {
  const id = knownId(batchId)
  found(await db().importBatch.findFirst({ where: { id, AND: visibleBatches(actor) }, select: { id: true } }))
  return asSystem(() =>
    db().$transaction(async tx => {
      await tx.$queryRaw`SELECT 1 FROM import_batch WHERE id = ${id}::uuid FOR NO KEY UPDATE`
      const batch = found(await tx.importBatch.findUnique({ where: { id } }))
      await allowedUnit(tx, actor, batch.orgUnitId)
      const changes = await readChanges(tx, id)
      if (batch.status !== 'done' || changes.all.length === 0) throw conflict('imports.notDone')
      const inTheWay = await blockers(tx, changes)
      if (inTheWay.length > 0) return inTheWay
      const ended = changes.created('grant').map(({ id: grantId, after }) => ({ grantId, ...after }))
      await takeBack(tx, changes.created('grant'), 'grant')
      await tell(tx, actor, 'grant.ended', ended)
      await takeBack(tx, changes.created('person'), 'person')
      await takeBack(tx, changes.created('enrolment'), 'enrolment')
      await restoreEnrolments(tx, actor, changes.changed('enrolment'))
      await takeBack(tx, changes.created('org_unit_contact'), 'org_unit_contact')
      await restoreContacts(tx, changes.changed('org_unit_contact'))
      await restoreNames(tx, changes.changed('org_unit_name'))
      await takeBack(tx, changes.created('org_unit_code'), 'org_unit_code')
      // In one statement: the tree is worked out again once, not once per unit that goes.
      await takeBack(tx, changes.created('org_unit'), 'org_unit_relation')
      await takeBack(tx, changes.created('org_unit'), 'org_unit')
      await tx.$executeRaw`UPDATE import_batch SET status = 'undone', undone_at = now() WHERE id = ${id}::uuid`
      await record(tx, actor.personId, 'import.undone', { batchId: id, orgUnitId: batch.orgUnitId })
      return []
    }, LONG),
  )
}

const idsOf = (changes: readonly Change[]): string[] => changes.map(({ id }) => id)

const DELETES = {
  grant: 'DELETE FROM "grant" WHERE id = ANY ($1::uuid[])',
  person: 'DELETE FROM person WHERE id = ANY ($1::uuid[])',
  enrolment: 'DELETE FROM enrolment WHERE id = ANY ($1::uuid[])',
  org_unit_contact: 'DELETE FROM org_unit_contact WHERE id = ANY ($1::uuid[])',
  org_unit_code: 'DELETE FROM org_unit_code WHERE id = ANY ($1::uuid[])',
  org_unit_relation: 'DELETE FROM org_unit_relation WHERE child_id = ANY ($1::uuid[])',
  org_unit: 'DELETE FROM org_unit WHERE id = ANY ($1::uuid[])',
}

async function takeBack(tx: Tx, changes: readonly Change[], entity: keyof typeof DELETES): Promise<void> {
  if (changes.length > 0) await tx.$executeRawUnsafe(DELETES[entity], idsOf(changes))
}

async function restoreEnrolments(tx: Tx, actor: Actor, changes: readonly Change[]): Promise<void> {
  const statuses = changes.map(({ before }) => String(before['status']))
  const since = changes.map(({ before }) => String(before['since']))
  await tx.$executeRaw`
    UPDATE enrolment e SET status = b.status::enrolment_status, since = b.since::timestamptz
    FROM unnest(${idsOf(changes)}::uuid[], ${statuses}::text[], ${since}::text[]) AS b (id, status, since)
    WHERE e.id = b.id`
  await tx.$executeRaw`
    INSERT INTO enrolment_change (id, enrolment_id, status, person_id)
    SELECT gen_random_uuid(), b.id, b.status::enrolment_status, ${actor.personId}::uuid
    FROM unnest(${idsOf(changes)}::uuid[], ${statuses}::text[]) AS b (id, status)`
}

async function restoreContacts(tx: Tx, changes: readonly Change[]): Promise<void> {
  const of = (field: 'name' | 'email') => changes.map(({ before }) => String(before[field]))
  await tx.$executeRaw`
    UPDATE org_unit_contact c SET name = b.name, email = b.email
    FROM unnest(${idsOf(changes)}::uuid[], ${of('name')}::text[], ${of('email')}::text[]) AS b (id, name, email)
    WHERE c.id = b.id`
}

/** The name that the list brought goes, and the one before it holds again. */
async function restoreNames(tx: Tx, changes: readonly Change[]): Promise<void> {
  const earlier = changes.map(({ before }) => String(before['replaces']))
  await tx.$executeRaw`DELETE FROM org_unit_name WHERE id = ANY (${idsOf(changes)}::uuid[])`
  await tx.$executeRaw`UPDATE org_unit_name SET valid_to = NULL WHERE id = ANY (${earlier}::uuid[])`
}
