import { db } from '~server/database/client'
import { record } from '~server/outbox/record'

/**
 * Registers an administrator from the console of the machine, where no actor is signed in yet. The unit is the national
 * authority, which is made when there is none.
 *
 * @returns whether anything was new; a second call changes nothing
 */
export async function registerAdministrator(
  email: string,
  name: string,
): Promise<{ personId: string; created: boolean }> {
  const address = email.trim().toLowerCase()
  return db().$transaction(async tx => {
    const unit =
      (await tx.orgUnit.findFirst({ where: { kind: 'national' }, select: { id: true } })) ??
      (await tx.orgUnit.create({
        data: { kind: 'national', names: { create: { name: 'Pulje' } } },
        select: { id: true },
      }))
    const known = await tx.person.findUnique({ where: { email: address }, select: { id: true } })
    const personId =
      known?.id ?? (await tx.person.create({ data: { email: address, name }, select: { id: true } })).id
    const held = await tx.grant.findFirst({ where: { personId, role: 'administrator', validTo: null } })
    if (held !== null) return { personId, created: false }
    const grant = await tx.grant.create({ data: { personId, orgUnitId: unit.id, role: 'administrator' } })
    if (known === null) await record(tx, null, 'person.created', { personId })
    await record(tx, null, 'grant.given', { grantId: grant.id, personId, orgUnitId: unit.id })
    return { personId, created: true }
  })
}
