import type { Tx } from '~server/database/client'
import { canEnrol, LIVE } from '../policy'
import { cohortFacts } from '../cohorts'
import type { ParticipantValue, UnitValue } from '../../organisations/lists/contract'
import { readPlaces } from '../../organisations/registry/read-register'
import { canGiveGrant, fits } from '../../people/policy'
import type { Actor, Role } from '../../shared/actor'
import type { UnitFacts } from '../../shared/authorize'
import { contactsOf } from './own-units'
import { grantKey, planParticipants, type ParticipantPlan } from './plan-participants'
import { UnitPlanner, type UnitPlan } from './plan-units'
import { Places, presentUnits } from './present'
import type { ImportKind } from './schema'

/** A list as far as planning needs to know it. */
export interface PlannedBatch {
  id: string
  kind: ImportKind
  orgUnitId: string
  cohortId: string | null
}

export type Plan = { kind: 'units'; plan: UnitPlan } | { kind: 'participants'; plan: ParticipantPlan }

/** What a yes by this actor would write now. Reads past everybody's reach: only numbers leave it before the yes. */
export async function planBatch(tx: Tx, actor: Actor, batch: PlannedBatch, unit: UnitFacts): Promise<Plan> {
  const below = unit.kind === 'national' ? null : unit.id
  // Written by the judges alone, whose values these are.
  if (batch.kind === 'units') {
    const planner = await unitPlanner(tx, actor, batch, below)
    for await (const rows of takenRows<UnitValue>(tx, batch.id)) planner.take(rows)
    return { kind: 'units', plan: planner.plan() }
  }
  const rows: Row<ParticipantValue>[] = []
  for await (const some of takenRows<ParticipantValue>(tx, batch.id)) rows.push(...some)
  return { kind: 'participants', plan: await forPeople(tx, actor, batch, below, rows) }
}

interface Row<Value> {
  position: number
  value: Value
}

const AT_ONCE = 2_000

/** Rows that are taken along when somebody says yes now; some at a time, and gone when they have been looked at. */
async function* takenRows<Value>(tx: Tx, batchId: string): AsyncGenerator<Row<Value>[]> {
  let last = -1
  for (;;) {
    const some = await tx.$queryRaw<Row<Value>[]>`
      SELECT position, value FROM import_row
      WHERE batch_id = ${batchId}::uuid AND position > ${last}
        AND result IN ('ok', 'warn') AND NOT left_out AND jsonb_typeof(value) = 'object'
      ORDER BY position LIMIT ${AT_ONCE}`
    yield some
    last = some.at(-1)?.position ?? last
    if (some.length < AT_ONCE) return
  }
}

async function unitPlanner(
  tx: Tx,
  actor: Actor,
  { id, cohortId }: PlannedBatch,
  below: string | null,
): Promise<UnitPlanner> {
  const numbers = await tx.$queryRaw<{ number: string }[]>`
    SELECT DISTINCT value ->> 'org_number' AS number FROM import_row
    WHERE batch_id = ${id}::uuid AND value ->> 'org_number' IS NOT NULL`
  const { places, units } = await presentUnits(
    tx,
    below,
    numbers.map(({ number }) => number),
  )
  const cohort = cohortId === null ? null : await tx.cohort.findUnique({ where: { id: cohortId } })
  const facts = cohort === null ? null : await cohortFacts(tx, actor, cohort)
  const enrolments =
    cohortId === null
      ? null
      : await tx.enrolment.findMany({
          where: { cohortId, status: { in: LIVE.filter(status => status === 'enrolled') } },
          select: { orgUnitId: true },
        })
  return new UnitPlanner({
    places: new Places(places, await readPlaces(tx)),
    units,
    contacts: await contactsOf(
      tx,
      [...places, ...units].map(({ id }) => id),
    ),
    enrolled: enrolments && new Set(enrolments.map(({ orgUnitId }) => orgUnitId)),
    mayEnrol: each => facts !== null && canEnrol(actor, facts, each),
  })
}

async function forPeople(
  tx: Tx,
  actor: Actor,
  { cohortId }: PlannedBatch,
  below: string | null,
  rows: readonly Row<ParticipantValue>[],
): Promise<ParticipantPlan> {
  const unitIds = [...new Set(rows.map(({ value }) => value.unit_id))]
  const emails = [...new Set(rows.map(({ value }) => value.email))]
  const units = await tx.$queryRaw<UnitFacts[]>`
    SELECT u.id::text, u.kind::text,
      array(SELECT ancestor_id::text FROM org_unit_closure WHERE descendant_id = u.id) AS "ancestorIds"
    FROM org_unit u WHERE u.id = ANY (${unitIds}::uuid[]) AND (${below}::uuid IS NULL OR u.id IN (
      SELECT descendant_id FROM org_unit_closure WHERE ancestor_id = ${below}::uuid))`
  const people = await tx.$queryRaw<{ id: string; email: string; disabled: boolean }[]>`
    SELECT id::text, email, disabled_at IS NOT NULL AS disabled FROM person WHERE email = ANY (${emails})`
  const held = await tx.$queryRaw<
    { personId: string; orgUnitId: string; role: Role; cohortId: string | null }[]
  >`
    SELECT person_id::text AS "personId", org_unit_id::text AS "orgUnitId", role::text, cohort_id::text AS "cohortId"
    FROM "grant" WHERE person_id = ANY (${people.map(({ id }) => id)}::uuid[])
      AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now())`
  return planParticipants(rows, {
    units: new Map(units.map(unit => [unit.id, unit])),
    people: new Map(people.map(({ email, ...person }) => [email, person])),
    held: new Set(held.map(grantKey)),
    cohortId,
    mayGive: grant => canGiveGrant(actor, grant) && fits(grant),
  })
}
