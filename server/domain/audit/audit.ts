import { db, type Prisma } from '~server/database/client'
import { record } from '~server/outbox/record'
import { visibleUnits } from '../organisations/policy'
import { unitNamesFor } from '../organisations/unit-names'
import { unitsWithVisiblePeople } from '../people/policy'
import type { Actor } from '../shared/actor'
import { hasRole, isId } from '../shared/authorize'
import { osloMoment } from '../shared/dates'
import { notFound } from '../shared/errors'
import { canReadAudit, readableChains } from './policy'
import type { AuditFilter } from './schema'

export const PAGE = 50
const MOST_EXPORTED = 10_000

/** Somebody or something named in an entry; `name` is null unless the reader may see it anyway. */
export interface Mentioned {
  id: string
  name: string | null
}

export interface AuditView {
  id: string
  at: Date
  type: string
  /** Null = the system. */
  actor: Mentioned | null
  person: Mentioned | null
  unit: Mentioned | null
}

/** Entries that the actor may read, the latest first. @throws DomainError `not_found` for everybody else */
export async function listAudit(
  actor: Actor,
  filter: AuditFilter,
): Promise<{ entries: AuditView[]; next: string | null }> {
  const rows = await db().auditEntry.findMany({
    where: await readable(actor, filter),
    orderBy: { id: 'desc' },
    take: PAGE + 1,
    select: { id: true, at: true, type: true, actorId: true, subject: true },
  })
  const shown = rows.slice(0, PAGE)
  const names = await namesFor(actor, shown)
  const mention = (id: string | null): Mentioned | null =>
    id === null ? null : { id, name: names.get(id) ?? null }
  const entries = shown.map(({ id, at, type, actorId, subject }) => ({
    id: id.toString(),
    at,
    type,
    actor: mention(actorId),
    person: mention(idIn(subject, 'personId')),
    unit: mention(idIn(subject, 'orgUnitId')),
  }))
  return { entries, next: rows.length > PAGE ? (entries.at(-1)?.id ?? null) : null }
}

/**
 * The same entries as lines of JSON with their hashes, so that they can be checked elsewhere; oldest first, at most ten
 * thousand. That somebody took them along is in the log too.
 *
 * @throws DomainError `not_found`
 */
export async function exportAudit(actor: Actor, filter: AuditFilter): Promise<string> {
  const rows = await db().auditEntry.findMany({
    where: await readable(actor, filter),
    orderBy: { id: 'asc' },
    take: MOST_EXPORTED,
  })
  await db().$transaction(tx =>
    record(tx, actor.personId, 'audit.exported', { personId: actor.personId, entries: rows.length }),
  )
  const hex = (bytes: Uint8Array | null): string | null =>
    bytes === null ? null : Buffer.from(bytes).toString('hex')
  return rows
    .map(({ id: _id, eventId, previous, hash, ...entry }) =>
      JSON.stringify({ eventId: eventId.toString(), ...entry, previous: hex(previous), hash: hex(hash) }),
    )
    .map(line => `${line}\n`)
    .join('')
}

/** How many people a search shows to choose between. */
const MOST_FOUND = 20

/**
 * People by the beginnings of their names, for choosing whose entries to read: only those whose names the reader may see
 * anyway. The log itself holds no names.
 *
 * @throws DomainError `not_found`
 */
export async function findInAudit(actor: Actor, text: string): Promise<{ id: string; name: string }[]> {
  if (!canReadAudit(actor)) throw notFound()
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, 6)
  if (words.join('').length < 2) return []
  // What means something in a pattern means itself.
  const escaped = words.map(word => word.replace(/[\\%_]/g, '\\$&'))
  const begins = (word: string): Prisma.PersonWhereInput => ({
    OR: [
      { name: { startsWith: word, mode: 'insensitive' } },
      { name: { contains: ` ${word}`, mode: 'insensitive' } },
    ],
  })
  return db().person.findMany({
    where: { kind: 'account', AND: [visiblePeople(actor), ...escaped.map(begins)] },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST_FOUND,
  })
}

/** People with a role, now or once, at a unit whose people the reader may see; and the reader. */
const visiblePeople = (actor: Actor): Prisma.PersonWhereInput =>
  hasRole(actor, ['administrator'])
    ? {}
    : { OR: [{ id: actor.personId }, { grants: { some: { orgUnit: unitsWithVisiblePeople(actor) } } }] }

async function readable(actor: Actor, filter: AuditFilter): Promise<Prisma.AuditEntryWhereInput> {
  if (!canReadAudit(actor)) throw notFound()
  const { from, to, kind, person, unit, before } = filter
  const chains = await chainsFor(actor)
  return {
    ...(chains !== null && { tenantId: { in: chains } }),
    at: {
      ...(from !== undefined && { gte: dayOf(from, 0) }),
      ...(to !== undefined && { lt: dayOf(to, 1) }),
    },
    ...(kind !== undefined && { type: { startsWith: `${kind}.` } }),
    ...(before !== undefined && { id: { lt: BigInt(before) } }),
    AND: [
      ...(person === undefined
        ? []
        : [{ OR: [{ actorId: person }, { subject: { path: ['personId'], equals: person } }] }]),
      ...(unit === undefined ? [] : [{ subject: { path: ['orgUnitId'], equals: unit } }]),
    ],
  }
}

/** Tenants whose chains the actor reads; null = all. */
async function chainsFor(actor: Actor): Promise<string[] | null> {
  const above = readableChains(actor)
  if (above === null) return null
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT u.tenant_id::text AS id FROM org_unit_closure c JOIN org_unit u ON u.id = c.descendant_id
    WHERE c.ancestor_id = ANY (${above}::uuid[]) AND u.tenant_id = u.id`
  return rows.map(row => row.id)
}

function dayOf(day: string, add: number): Date {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return osloMoment(year, month, date + add)
}

function idIn(subject: unknown, key: string): string | null {
  const value =
    typeof subject === 'object' && subject !== null ? (subject as Record<string, unknown>)[key] : null
  return isId(value) ? value : null
}

/** Names only of units the reader may see, and of people with a role at a unit whose people the reader may see. */
async function namesFor(
  actor: Actor,
  rows: readonly { actorId: string | null; subject: unknown }[],
): Promise<Map<string, string>> {
  const present = (ids: (string | null)[]): string[] => [...new Set(ids.filter(id => id !== null))]
  const people = present(rows.flatMap(row => [row.actorId, idIn(row.subject, 'personId')]))
  const units = present(rows.map(row => idIn(row.subject, 'orgUnitId')))
  const [seenPeople, seenUnits] = await Promise.all([
    db().person.findMany({
      where: { id: { in: people }, AND: visiblePeople(actor) },
      select: { id: true, name: true },
    }),
    db().orgUnit.findMany({ where: { id: { in: units }, AND: visibleUnits(actor) }, select: { id: true } }),
  ])
  const names = await unitNamesFor(seenUnits.map(unit => unit.id))
  return new Map([...names, ...seenPeople.map(({ id, name }) => [id, name] as const)])
}
