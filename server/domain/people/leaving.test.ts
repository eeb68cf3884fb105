import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInAs } from '~server/auth/sign-in'
import { documentRight } from '~server/domain/access'
import { endUnjustifiedSeats, restoreSeats } from '~server/domain/gatherings/leaving-seats'
import { listSeats } from '~server/domain/gatherings/seats'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aGathering, aGrant, aPerson, aTable, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { decideContributions, decisionFor } from './contributions'
import { grantsOf } from './grants'
import { inviteMember } from './inviting'
import { closeAccount, leaveUnit, undoClose, whatEnds } from './leaving'
import { findByEmail } from './people'
import { pseudonymOf } from './pseudonym'
import { inviteForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast
let serial = 0
let person: string
let email: string
const NOT_LAST = { evenIfLast: false }

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})
beforeEach(async () => {
  email = `slutter${++serial}@example.org`
  person = await aPerson({ name: 'Kari Slutter', email, role: 'teacher', unit: n.westTownSchool })
})
afterEach(() => database.pool.query('DELETE FROM org_unit_settings'))

const roles = async () => (await grantsOf(person)).map(({ role, orgUnitId }) => [role, orgUnitId])

describe('leaving one unit', () => {
  test('ends what one has there and below, and nothing elsewhere', async () => {
    await aGrant(person, 'assistant', n.westTownSchool)
    await aGrant(person, 'teacher', n.westVillageSchool)
    expect(await whatEnds(cast.leader, n.westTownSchool, person)).toMatchObject({
      name: 'Kari Slutter',
      here: [{ role: 'teacher' }, { role: 'assistant' }],
      elsewhere: 1,
      canClose: false,
    })
    await leaveUnit(cast.leader, n.westTownSchool, person, NOT_LAST)
    expect(await roles()).toEqual([['teacher', n.westVillageSchool]])
    expect(await findByEmail(email)).not.toBeNull()
    expect(await eventsOf('person.left')).toContainEqual({ personId: person, orgUnitId: n.westTownSchool })
  })

  test('takes back open invitations to it', async () => {
    const form = inviteForm.parse({ name: 'Kari', email, role: 'assistant' })
    const { id } = await inviteMember(cast.leader, n.westTownSchool, form)
    await leaveUnit(cast.leader, n.westTownSchool, person, NOT_LAST)
    const { status } = await database.db.membershipInvitation.findUniqueOrThrow({ where: { id } })
    expect(status).toBe('withdrawn')
  })

  test.each(['north', 'northTown', 'teacher', 'otherTeacher', 'resource', 'nobody', 'state'] as const)(
    'cannot be decided by %s, to whom the person looks like an unknown one',
    async who => {
      const refused = { code: 'not_found' }
      await expect(whatEnds(cast[who], n.westTownSchool, person)).rejects.toMatchObject(refused)
      await expect(leaveUnit(cast[who], n.westTownSchool, person, NOT_LAST)).rejects.toMatchObject(refused)
      await expect(closeAccount(cast[who], n.westTownSchool, person, NOT_LAST)).rejects.toMatchObject(refused)
      await expect(whatEnds(cast[who], n.westTownSchool, n.west)).rejects.toMatchObject(refused)
    },
  )
})

describe('a seat', () => {
  test('ends with the role behind it, and comes back when that is undone', async () => {
    const gathering = await aGathering({ cohort: n.cohort, host: n.west })
    const table = await aTable({ gathering, seated: [person] })
    expect(await documentRight({ personId: person }, table.documentId)).toBe('write')
    await leaveUnit(cast.leader, n.westTownSchool, person, NOT_LAST)
    await endUnjustifiedSeats(person)
    await endUnjustifiedSeats(person)
    expect(await documentRight({ personId: person }, table.documentId)).toBeNull()
    expect(await eventsOf('seat.left')).toHaveLength(1)
    await aGrant(person, 'teacher', n.westTownSchool)
    await restoreSeats(person)
    expect(await documentRight({ personId: person }, table.documentId)).toBe('write')
  })

  test('stays when another role justifies it', async () => {
    await aGrant(person, 'teacher', n.westVillageSchool)
    const gathering = await aGathering({ cohort: n.cohort, host: n.west })
    await aTable({ gathering, seated: [person] })
    await leaveUnit(cast.leader, n.westTownSchool, person, NOT_LAST)
    await endUnjustifiedSeats(person)
    expect((await listSeats(cast.west, gathering)).map(({ personId }) => personId)).toEqual([person])
  })
})

describe('leaving altogether', () => {
  test('ends everything at once: roles, sessions, the account', async () => {
    await aGrant(person, 'teacher', n.westVillageSchool)
    await signInAs(person, { address: '', userAgent: null })
    const { ended, final } = await closeAccount(cast.west, n.westTownSchool, person, NOT_LAST)
    expect([ended.length, final]).toEqual([2, false])
    expect(await roles()).toEqual([])
    expect(await findByEmail(email)).toBeNull()
    expect(await database.db.session.count({ where: { personId: person } })).toBe(0)
    expect(await eventsOf('person.disabled')).toContainEqual({ personId: person })
    await undoClose(cast.west, person, ended)
    expect(await roles()).toHaveLength(2)
    expect(await findByEmail(email)).not.toBeNull()
    expect(await database.db.session.count({ where: { personId: person } })).toBe(0)
  })

  test('cannot be decided by somebody who could not end every role', async () => {
    await aGrant(person, 'teacher', n.northTownSchool)
    for (const who of ['leader', 'westTown', 'west'] as const) {
      const refused = closeAccount(cast[who], n.westTownSchool, person, NOT_LAST)
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    }
    const administrator = await actorOf(await aPerson({ role: 'administrator', unit: n.national }))
    await closeAccount(administrator, n.westTownSchool, person, NOT_LAST)
    expect(await findByEmail(email)).toBeNull()
  })

  test('without any role is for the administrator to decide, who can take it back', async () => {
    const administrator = await actorOf(await aPerson({ role: 'administrator', unit: n.national }))
    await leaveUnit(cast.leader, n.westTownSchool, person, NOT_LAST)
    expect(await whatEnds(administrator, n.westTownSchool, person)).toMatchObject({
      here: [],
      canClose: true,
    })
    const gone = { code: 'not_found' }
    await expect(whatEnds(cast.west, n.westTownSchool, person)).rejects.toMatchObject(gone)
    await expect(leaveUnit(administrator, n.westTownSchool, person, NOT_LAST)).rejects.toMatchObject(gone)
    await expect(closeAccount(administrator, n.westTownSchool, n.west, NOT_LAST)).rejects.toMatchObject(gone)
    const { ended } = await closeAccount(administrator, n.westTownSchool, person, NOT_LAST)
    expect([ended, await findByEmail(email)]).toEqual([[], null])
    await undoClose(administrator, person, ended)
    expect(await findByEmail(email)).not.toBeNull()
  })

  test('is undone only by somebody who could give the roles, and only within the hour', async () => {
    const { ended } = await closeAccount(cast.leader, n.westTownSchool, person, NOT_LAST)
    await expect(undoClose(cast.north, person, ended)).rejects.toMatchObject({ code: 'not_found' })
    await expect(undoClose(cast.nobody, person, [])).rejects.toMatchObject({ code: 'forbidden' })
    await database.pool.query("UPDATE person SET disabled_at = now() - interval '2 hours' WHERE id = $1", [
      person,
    ])
    await expect(undoClose(cast.leader, person, ended)).rejects.toMatchObject({ reason: 'people.tooLate' })
  })

  test('under a pseudonym where the municipality or the county has decided so: name and address are nowhere any more', async () => {
    await decideContributions(cast.west, n.west, 'pseudonym')
    const gathering = await aGathering({ cohort: n.cohort, host: n.west })
    const table = await aTable({ gathering, seated: [person] })
    await database.db.documentContributor.create({
      data: { documentId: table.documentId, personId: person, lastAt: new Date() },
    })
    await aList(email)
    const { final, ended } = await closeAccount(cast.leader, n.westTownSchool, person, NOT_LAST)
    expect(final).toBe(true)
    const row = await database.db.person.findUniqueOrThrow({ where: { id: person } })
    expect(row).toMatchObject({ name: pseudonymOf(person), email: null })
    expect(await database.db.documentContributor.count({ where: { personId: person } })).toBe(1)
    const lists = ['import_row', 'import_change']
    for (const table of [
      ...['person', 'membership_invitation', 'org_unit_contact', 'outbox_event', 'identity'],
      ...lists,
    ]) {
      const { rows } = await database.pool.query<{ text: string }>(
        `SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t`,
      )
      expect(rows[0]?.text.toLowerCase(), table).not.toContain(email)
      if (lists.includes(table)) expect(rows[0]?.text, table).not.toContain('Oppdiktet Navn')
      if (lists.includes(table)) expect(rows[0]?.text, table).toContain('En Annen')
    }
    await expect(undoClose(cast.leader, person, ended)).rejects.toMatchObject({ reason: 'people.tooLate' })
  })
})

/** A list that somebody brought, with this person in it and another one. */
async function aList(address: string): Promise<void> {
  const { id } = await database.db.importBatch.create({
    data: { personId: cast.west.personId, orgUnitId: n.west, kind: 'participants', fileName: 'liste.csv' },
  })
  const row = (position: number, name: string, of: string) => ({
    ...{ batchId: id, position, row: position + 2, result: 'warn' as const },
    ...{ reasons: [{ code: 'name_differs', text: name }], cells: { name, email: of.toUpperCase() } },
    ...{ value: { name, email: of }, corrected: { email: of } },
  })
  await database.db.importRow.createMany({
    data: [row(0, 'Oppdiktet Navn', address), row(1, 'En Annen', 'en.annen@example.org')],
  })
  const contact = (position: number, name: string, of: string) => ({
    ...{ batchId: id, position, entity: 'org_unit_contact', key: { id: n.west }, after: { name, email: of } },
  })
  await database.db.importChange.createMany({
    data: [contact(0, 'Oppdiktet Navn', address), contact(1, 'En Annen', 'en.annen@example.org')],
  })
}

describe('who decides about the name', () => {
  test('the nearest unit above that has decided', async () => {
    expect(await decisionFor(database.db, n.westTownSchool)).toMatchObject({ contributions: 'name' })
    await decideContributions(cast.west, n.west, 'pseudonym')
    expect((await decisionFor(database.db, n.westTownSchool)).contributions).toBe('pseudonym')
    await decideContributions(cast.westTown, n.westTown, 'name')
    expect(await decisionFor(database.db, n.westTownSchool)).toEqual({
      contributions: 'name',
      decidedBy: n.westTown,
    })
    expect((await decisionFor(database.db, n.westVillageSchool)).contributions).toBe('pseudonym')
    await decideContributions(cast.westTown, n.westTown, null)
    expect((await decisionFor(database.db, n.westTownSchool)).contributions).toBe('pseudonym')
  })

  test.each<[keyof Cast, 'west' | 'westTown' | 'westTownSchool', boolean]>([
    ['west', 'west', true],
    ['west', 'westTown', true],
    ['westTown', 'westTown', true],
    ['westTown', 'west', false],
    ['leader', 'westTown', false],
    ['north', 'westTown', false],
    ['west', 'westTownSchool', false],
  ])('%s decides for %s: %s', async (who, unit, yes) => {
    const decides = decideContributions(cast[who], n[unit], 'name')
    if (yes) await decides
    else await expect(decides).rejects.toMatchObject({ code: expect.stringMatching(/not_found|forbidden/) })
  })
})
