import { db } from '~server/database/client'
import type { Cells } from '../../organisations/lists/contract'
import { readPlaces } from '../../organisations/registry/read-register'
import { byName } from '../../organisations/units'
import { unitsWithVisiblePeople } from '../../people/policy'
import type { Actor, Role } from '../../shared/actor'
import { knownId, validAt } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { found } from '../../shared/errors'
import { importUnits } from './policy'
import { Places, presentUnits } from './present'

/** Memberships that a list can name. Advisers are given by hand, and who follows a unit in a cohort is asked per cohort. */
const ROLES: readonly Role[] = ['municipality_coordinator', 'leader', 'teacher', 'assistant', 'ppt_adviser']

/**
 * The people at and below a unit whom the actor may see, one row per membership, as a list that can be changed and brought
 * again. The number of queries does not depend on the number of people.
 *
 * @throws DomainError `not_found`
 */
export async function participantRows(actor: Actor, orgUnitId: string): Promise<Cells[]> {
  const mine = { id: knownId(orgUnitId), AND: importUnits(actor) }
  const { id, kind } = found(await db().orgUnit.findFirst({ where: mine, select: { id: true, kind: true } }))
  const below = kind === 'national' ? null : id
  const grants = await db().grant.findMany({
    where: {
      ...validAt(await databaseNow(db())),
      cohortId: null,
      role: { in: [...ROLES] },
      orgUnit: {
        AND: [
          unitsWithVisiblePeople(actor),
          below === null ? {} : { ancestors: { some: { ancestorId: below } } },
        ],
      },
      person: { kind: 'account', disabledAt: null, email: { not: null } },
    },
    select: { role: true, orgUnitId: true, person: { select: { name: true, email: true } } },
    orderBy: [{ person: { name: 'asc' } }, { id: 'asc' }],
  })
  const { places, units } = await presentUnits(db(), below, [])
  const lookup = new Places(places, await readPlaces(db()))
  const where = lookup.whereLies([...places, ...units])
  const byUnit = new Map<string, typeof grants>()
  for (const grant of grants) {
    const there = byUnit.get(grant.orgUnitId)
    if (there === undefined) byUnit.set(grant.orgUnitId, [grant])
    else there.push(grant)
  }
  return [...places, ...units.sort(byName)].flatMap(unit =>
    (byUnit.get(unit.id) ?? []).map(({ role, person }) => ({
      name: person.name,
      email: person.email ?? '',
      role,
      unit_name: unit.name,
      org_number: unit.orgNumber ?? '',
      municipality_code: where.get(unit.id)?.code ?? '',
      municipality_name: where.get(unit.id)?.name ?? '',
      key: unit.id,
    })),
  )
}
