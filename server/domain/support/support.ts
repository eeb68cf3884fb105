import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import { unitNamesFor } from '../organisations/unit-names'
import { FACTS, unitFacts } from '../organisations/units'
import type { Actor } from '../shared/actor'
import { allow, knownId, memberUnits, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found } from '../shared/errors'
import { canEndSupport, canOpenSupport, visibleSupport } from './policy'
import type { NewSupport } from './schema'

const HOUR = 3_600_000
const MOST = 100

export interface SupportView {
  id: string
  who: string
  unit: { id: string; name: string }
  reason: string
  from: Date
  /** When it ended, or will. */
  to: Date
  open: boolean
  /** May the actor end it now? */
  canEnd: boolean
}

/**
 * Opens a unit to support for a while: to be read, as far as its own people read it, without what tables write. The unit's
 * leader, the municipality and the county's data officer are told at once.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` support.alreadyOpen
 */
export async function openSupport(actor: Actor, form: NewSupport): Promise<{ id: string; validTo: Date }> {
  allow(canOpenSupport(actor))
  return db().$transaction(async tx => {
    const orgUnitId = knownId(form.orgUnitId)
    found(await tx.orgUnit.findFirst({ where: { id: orgUnitId }, select: { id: true } }))
    // Two clicks at the same moment open once.
    await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${actor.personId}::uuid FOR NO KEY UPDATE`
    const now = await databaseNow(tx)
    const held = { personId: actor.personId, orgUnitId, role: 'support' as const, cohortId: null }
    const open = await tx.grant.findFirst({ where: { ...held, ...validAt(now) }, select: { id: true } })
    if (open !== null) throw conflict('support.alreadyOpen')
    const validTo = new Date(now.getTime() + form.hours * HOUR)
    const { id: grantId } = await tx.grant.create({ data: { ...held, validFrom: now, validTo } })
    const { id } = await tx.supportAccess.create({
      data: {
        personId: actor.personId,
        orgUnitId,
        reason: form.reason,
        grantId,
        validFrom: now,
        validTo,
      },
    })
    const { personId } = actor
    await record(tx, personId, 'grant.given', { grantId, personId, orgUnitId })
    await record(tx, personId, 'support.opened', { accessId: id, personId, orgUnitId })
    await tx.$executeRaw`SELECT add_job('announce_support', json_build_object('accessId', ${id}::text))`
    return { id, validTo }
  })
}

/**
 * Ends it at this moment; one that has ended stays as it is.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function endSupport(actor: Actor, accessId: string): Promise<void> {
  await db().$transaction(async tx => {
    const access = found(
      await tx.supportAccess.findFirst({
        where: { id: knownId(accessId), AND: visibleSupport(actor) },
        select: { id: true, personId: true, orgUnitId: true, grantId: true, orgUnit: { select: FACTS } },
      }),
    )
    const { id, personId, orgUnitId, grantId } = access
    allow(canEndSupport(actor, { personId, unit: unitFacts(access.orgUnit) }))
    const now = await databaseNow(tx)
    const { count } = await tx.supportAccess.updateMany({
      where: { id, endedAt: null, validTo: { gt: now } },
      data: { endedAt: now },
    })
    if (count === 0) return
    await tx.grant.updateMany({ where: { id: grantId, ...validAt(now) }, data: { validTo: now } })
    await record(tx, actor.personId, 'grant.ended', { grantId, personId, orgUnitId })
    await record(tx, actor.personId, 'support.ended', { accessId: id, personId, orgUnitId })
  })
}

/** Where support looks and has looked, as far as the actor may know, the latest first; at most a hundred. */
export function listSupport(actor: Actor): Promise<SupportView[]> {
  return views(actor, false)
}

/** Where support looks at this moment among the units of the actor's own: said on their first page. */
export function supportAtHome(actor: Actor): Promise<SupportView[]> {
  return views(actor, true)
}

async function views(actor: Actor, atHome: boolean): Promise<SupportView[]> {
  const now = await databaseNow(db())
  const open = { endedAt: null, validTo: { gt: now } }
  const rows = await db().supportAccess.findMany({
    where: {
      AND: visibleSupport(actor),
      ...(atHome && { ...open, orgUnitId: { in: memberUnits(actor) } }),
    },
    select: {
      id: true,
      personId: true,
      reason: true,
      validFrom: true,
      validTo: true,
      endedAt: true,
      person: { select: { name: true } },
      orgUnit: { select: FACTS },
    },
    orderBy: { validFrom: 'desc' },
    take: MOST,
  })
  const names = await unitNamesFor(rows.map(row => row.orgUnit.id))
  return rows.map(({ id, personId, reason, validFrom, validTo, endedAt, person, orgUnit }) => {
    const stands = endedAt === null && validTo > now
    return {
      id,
      who: person.name,
      unit: { id: orgUnit.id, name: names.get(orgUnit.id) ?? '–' },
      reason,
      from: validFrom,
      to: endedAt ?? validTo,
      open: stands,
      canEnd: stands && canEndSupport(actor, { personId, unit: unitFacts(orgUnit) }),
    }
  })
}
