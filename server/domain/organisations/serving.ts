import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../shared/actor'
import { allow, hasRole, knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { calendarDay } from '../shared/dates'
import { conflict, found } from '../shared/errors'
import { unitNames } from './unit-names'
import { administeredUnits, canAdminister, visibleUnits } from './policy'
import { byName, FACTS, unitFacts } from './units'

export interface Named {
  id: string
  name: string
}

export interface Service extends Named {
  /** Of the relation. */
  relationId: string
  /** A calendar date (midnight UTC); null = as long as anybody knows. */
  since: Date | null
  /** May the actor end it? */
  canEnd: boolean
}

/** Whom a PPT serves, or by whom a municipality is served. */
export interface Serving {
  unit: Named & { kind: 'ppt' | 'municipality' }
  services: Service[]
  /** Those that could be added by the actor: municipalities for a PPT, PPTs of the county for a municipality. */
  candidates: Named[]
}

/**
 * Which municipalities a PPT serves now, or which PPT serve a municipality. A service reaches as far as its agreements,
 * not as its owner: each municipality says it for itself, the county for all of its own.
 *
 * @throws DomainError `not_found` also for units of other kinds
 */
export async function serving(actor: Actor, unitId: string): Promise<Serving> {
  const unit = found(
    await db().orgUnit.findFirst({
      where: { id: knownId(unitId), kind: { in: ['ppt', 'municipality'] }, AND: visibleUnits(actor) },
      select: FACTS,
    }),
  )
  const isPpt = unit.kind === 'ppt'
  const today = calendarDay(await databaseNow(db()))
  const relations = await db().orgUnitRelation.findMany({
    where: { kind: 'serves', ...(isPpt ? { parentId: unit.id } : { childId: unit.id }), ...onDay(today) },
    select: { id: true, validFrom: true, parentId: true, childId: true, child: { select: FACTS } },
  })
  const other = (row: (typeof relations)[number]): string => (isPpt ? row.childId : row.parentId)
  const candidates = await db().orgUnit.findMany({
    where: {
      id: { notIn: relations.map(other) },
      ...(isPpt ? { kind: 'municipality', AND: administered(actor) } : pptNear(unit)),
    },
    select: { id: true },
  })
  const may = isPpt || canServe(actor, unit)
  const names = await unitNames(db(), [unit.id, ...relations.map(other), ...candidates.map(({ id }) => id)])
  const named = (id: string): Named => ({ id, name: names.get(id) ?? '–' })
  // A service is known to those of the counties it serves; elsewhere nothing says that it is there.
  const known = relations.filter(row => names.has(other(row)))
  return {
    unit: { ...named(unit.id), kind: isPpt ? 'ppt' : 'municipality' },
    services: known
      .map(row => ({
        ...named(other(row)),
        relationId: row.id,
        since: row.validFrom,
        canEnd: canServe(actor, row.child),
      }))
      .sort(byName),
    candidates: may ? candidates.map(({ id }) => named(id)).sort(byName) : [],
  }
}

/**
 * From today a PPT serves a municipality. Twice changes nothing.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function beginService(actor: Actor, pptId: string, municipalityId: string): Promise<void> {
  const [parentId, childId] = [knownId(pptId), knownId(municipalityId)]
  await db().$transaction(async tx => {
    await municipalityOf(tx, actor, childId)
    found(await tx.orgUnit.findFirst({ where: { id: parentId, kind: 'ppt' }, select: { id: true } }))
    // Two at once take turns.
    await tx.$queryRaw`SELECT 1 FROM org_unit WHERE id = ${childId}::uuid FOR NO KEY UPDATE`
    const today = calendarDay(await databaseNow(tx))
    const relation = { kind: 'serves', parentId, childId } as const
    if ((await tx.orgUnitRelation.count({ where: { ...relation, ...onDay(today) } })) > 0) return
    const { id } = await tx.orgUnitRelation.create({ data: { ...relation, validFrom: today } })
    await record(tx, actor.personId, 'unit.served', { relationId: id, parentId, childId })
  })
}

/** From today the PPT does not serve the municipality any more. @throws DomainError `not_found`, `forbidden`, `conflict` people.ended */
export async function endService(actor: Actor, relationId: string): Promise<void> {
  const id = knownId(relationId)
  await db().$transaction(async tx => {
    const relation = found(await tx.orgUnitRelation.findFirst({ where: { id, kind: 'serves' } }))
    await municipalityOf(tx, actor, relation.childId)
    const today = calendarDay(await databaseNow(tx))
    const { count } = await tx.orgUnitRelation.updateMany({
      where: { id, OR: [{ validTo: null }, { validTo: { gt: today } }] },
      data: { validTo: today },
    })
    if (count === 0) throw conflict('people.ended')
    const { parentId, childId } = relation
    await record(tx, actor.personId, 'unit.no_longer_served', { relationId: id, parentId, childId })
  })
}

/** Whoever administers the municipality, or the county above it. */
function canServe(actor: Actor, row: Prisma.OrgUnitGetPayload<{ select: typeof FACTS }>): boolean {
  return hasRole(actor, ['administrator']) || canAdminister(actor, unitFacts(row))
}

async function municipalityOf(tx: Tx, actor: Actor, id: string): Promise<void> {
  const where = { id, kind: 'municipality' as const, AND: visibleUnits(actor) }
  allow(canServe(actor, found(await tx.orgUnit.findFirst({ where, select: FACTS }))))
}

const administered = (actor: Actor): Prisma.OrgUnitWhereInput =>
  hasRole(actor, ['administrator']) ? {} : administeredUnits(actor)

/** PPT of the same county. */
const pptNear = (unit: Prisma.OrgUnitGetPayload<{ select: typeof FACTS }>): Prisma.OrgUnitWhereInput => ({
  kind: 'ppt',
  ancestors: {
    some: {
      ancestorId: { in: unit.ancestors.map(({ ancestorId }) => ancestorId) },
      ancestor: { kind: 'county' },
    },
  },
})

/** A relation that holds on a day: half-open, as in the registers. */
const onDay = (day: Date): Prisma.OrgUnitRelationWhereInput => ({
  AND: [
    { OR: [{ validFrom: null }, { validFrom: { lte: day } }] },
    { OR: [{ validTo: null }, { validTo: { gt: day } }] },
  ],
})
