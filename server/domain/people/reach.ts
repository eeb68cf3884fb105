import { db, type Prisma, type Tx } from '~server/database/client'
import type { Actor, Role } from '../shared/actor'
import { ADMINISTRATION, allow, hasRole, memberUnits, type UnitFacts } from '../shared/authorize'
import { found, notFound } from '../shared/errors'
import { canGiveGrant, type GrantFacts } from './policy'

/** Prisma select for what the policies ask about a unit. */
export const UNIT = {
  id: true,
  kind: true,
  ancestors: { select: { ancestorId: true } },
} as const satisfies Prisma.OrgUnitSelect

export const asFacts = ({
  id,
  kind,
  ancestors,
}: Prisma.OrgUnitGetPayload<{ select: typeof UNIT }>): UnitFacts => ({
  id,
  kind,
  ancestorIds: ancestors.map(({ ancestorId }) => ancestorId),
})

/** Units at which the actor holds any say: their own as a leader, at and below those they administer; all counties for the state. */
export function unitsInReach(actor: Actor): Prisma.OrgUnitWhereInput {
  if (hasRole(actor, ['administrator'])) return {}
  return {
    OR: [
      { id: { in: memberUnits(actor, ['leader']) } },
      { ancestors: { some: { ancestorId: { in: memberUnits(actor, ADMINISTRATION) } } } },
      ...(hasRole(actor, ['national_adviser']) ? [{ kind: 'county' as const }] : []),
    ],
  }
}

/** The unit, when the actor holds any say at it or above it. @throws DomainError `not_found` */
export async function unitInReach(tx: Tx, actor: Actor, orgUnitId: string): Promise<UnitFacts> {
  const where = { id: orgUnitId, AND: unitsInReach(actor) }
  return asFacts(found(await tx.orgUnit.findFirst({ where, select: UNIT })))
}

/** A grant as a change of it needs it. */
export interface HeldGrant {
  id: string
  personId: string
  orgUnitId: string
  role: Role
  cohortId: string | null
  validFrom: Date
  validTo: Date | null
}

export const HELD = {
  id: true,
  personId: true,
  orgUnitId: true,
  role: true,
  cohortId: true,
  validFrom: true,
  validTo: true,
} as const satisfies Prisma.GrantSelect

/** Has it ended, or will it never begin? One that was ended before its first day has an empty period. */
export const isOver = (
  { validFrom, validTo }: Pick<HeldGrant, 'validFrom' | 'validTo'>,
  now: Date,
): boolean => validTo !== null && (validTo <= now || validTo <= validFrom)

/** Grants that held or will; not those that were ended before their first day. */
export const everHolds = (): Prisma.GrantWhereInput => ({
  OR: [{ validTo: null }, { validTo: { gt: db().grant.fields.validFrom } }],
})

/** The other face of `isOver`: grants that hold or will. */
export const notOver = (now: Date): Prisma.GrantWhereInput => ({
  AND: [everHolds(), { OR: [{ validTo: null }, { validTo: { gt: now } }] }],
})

/**
 * Grants that the actor may give and end, as asked for, locked until the transaction ends.
 *
 * @param own their own ones as well: a role can be laid down by whoever has it
 * @throws DomainError `not_found` when one is out of reach or unknown, `forbidden` when one may not be changed by this actor
 */
export async function changeableGrants(
  tx: Tx,
  actor: Actor,
  grantIds: readonly string[],
  { own = false }: { own?: boolean } = {},
): Promise<HeldGrant[]> {
  const wanted = [...new Set(grantIds)]
  await tx.$queryRaw`SELECT 1 FROM "grant" WHERE id = ANY (${wanted}::uuid[]) ORDER BY id FOR UPDATE`
  const reach = { orgUnit: unitsInReach(actor) }
  const rows = await tx.grant.findMany({
    where: { id: { in: wanted }, ...(own ? { OR: [reach, { personId: actor.personId }] } : reach) },
    select: { ...HELD, orgUnit: { select: UNIT } },
    orderBy: { id: 'asc' },
  })
  if (rows.length < wanted.length) throw notFound()
  const facts = (row: (typeof rows)[number]): GrantFacts => ({ ...row, unit: asFacts(row.orgUnit) })
  allow(rows.every(row => canGiveGrant(actor, facts(row)) || (own && row.personId === actor.personId)))
  return rows.map(({ orgUnit: _, ...grant }) => grant)
}
