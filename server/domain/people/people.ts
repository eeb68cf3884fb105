import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { record } from '~server/outbox/record'
import type { Actor, Role } from '../shared/actor'
import { allow, knownId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found } from '../shared/errors'
import { canCreatePerson, unitsWithVisiblePeople } from './policy'
import type { NewPerson } from './schema'

/** Somebody who can sign in. */
export interface Account {
  id: string
  name: string
  email: string
  locale: string | null
}

/** The account behind an address, or null: unknown and disabled look the same. Any case. */
export async function findByEmail(email: string): Promise<Account | null> {
  const person = await asSystem(() =>
    db().person.findFirst({
      where: { email: email.trim().toLowerCase(), kind: 'account', disabledAt: null },
      select: { id: true, name: true, email: true, locale: true },
    }),
  )
  return person?.email == null ? null : { ...person, email: person.email }
}

/**
 * Registers somebody, without any grant yet.
 *
 * @throws DomainError `conflict` people.emailTaken
 */
export async function createPerson(actor: Actor, form: NewPerson): Promise<{ id: string }> {
  allow(canCreatePerson(actor))
  return db().$transaction(async tx => {
    const data = {
      name: form.name,
      email: form.email,
      locale: form.locale ?? null,
      createdAt: await databaseNow(tx),
    }
    const rows = await tx.person.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } })
    const person = rows[0]
    if (person === undefined) throw conflict('people.emailTaken')
    await record(tx, actor.personId, 'person.created', { personId: person.id })
    return person
  })
}

export interface UnitMember {
  personId: string
  grantId: string
  name: string
  role: Role
}

/** People with a valid membership at a unit, by name. @throws DomainError `not_found` */
export async function listMembers(actor: Actor, unitId: string): Promise<UnitMember[]> {
  const id = knownId(unitId)
  found(
    await db().orgUnit.findFirst({ where: { id, AND: unitsWithVisiblePeople(actor) }, select: { id: true } }),
  )
  const grants = await db().grant.findMany({
    where: {
      orgUnitId: id,
      cohortId: null,
      person: { disabledAt: null },
      ...validAt(await databaseNow(db())),
    },
    select: { id: true, role: true, person: { select: { id: true, name: true } } },
  })
  const collator = new Intl.Collator('nb')
  return grants
    .map(({ id: grantId, role, person }) => ({ grantId, role, personId: person.id, name: person.name }))
    .sort((a, b) => collator.compare(a.name, b.name))
}

/** Remembers the language somebody chose for themselves. */
export async function chooseLocale(actor: Actor, locale: NonNullable<NewPerson['locale']>): Promise<void> {
  await db().person.updateMany({ where: { id: actor.personId }, data: { locale } })
}
