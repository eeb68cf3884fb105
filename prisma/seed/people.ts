import type { Prisma, Tx } from '~server/database/client'
import { databaseNow } from '~server/domain/shared/clock'
import { DEMO_ACCOUNTS, type DemoEmail } from './accounts'
import { need, newId } from './read'
import type { Units } from './units'

/** Organisation numbers: what the resource person follows, two municipalities' schools. */
const FOLLOWED = ['975271161', '975295826', '975271153', '913998766', '974584654']

/** The demo accounts with their grants, valid from now on without end. @returns id of the person by address */
export async function seedPeople(
  tx: Tx,
  units: Units,
  cohortId: string,
): Promise<(email: DemoEmail) => string> {
  const people = DEMO_ACCOUNTS.map(({ email, name }) => ({ id: newId(), email, name, locale: null }))
  const person = (email: DemoEmail) => need(people.find(p => p.email === email)?.id, email)
  const presterod = units.unit('975271161')
  const mesterfjellet = units.unit('913998766')
  const grants: Omit<Prisma.GrantCreateManyInput, 'validFrom'>[] = [
    { personId: person('fylke@example.org'), role: 'county_adviser', orgUnitId: units.county('07') },
    {
      personId: person('kommune@example.org'),
      role: 'municipality_coordinator',
      orgUnitId: units.municipality('0704'),
    },
    { personId: person('rektor@example.org'), role: 'leader', orgUnitId: presterod },
    { personId: person('larer1@example.org'), role: 'teacher', orgUnitId: presterod },
    { personId: person('larer2@example.org'), role: 'teacher', orgUnitId: mesterfjellet },
    { personId: person('ppt@example.org'), role: 'ppt_adviser', orgUnitId: units.ppt },
    ...FOLLOWED.map(number => ({
      personId: person('ressurs@example.org'),
      role: 'resource_person' as const,
      orgUnitId: units.unit(number),
      cohortId,
    })),
  ]
  const validFrom = await databaseNow(tx)
  await tx.person.createMany({ data: people })
  await tx.grant.createMany({ data: grants.map(grant => ({ ...grant, validFrom })) })
  return person
}
