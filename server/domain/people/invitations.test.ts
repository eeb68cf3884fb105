import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aGrant, aPerson, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import type { Actor } from '../shared/actor'
import {
  acceptInvitation,
  declineInvitation,
  expireInvitations,
  invitationMail,
  openQuestion,
} from './answering'
import { endGrants, grantsOf } from './grants'
import { listInvitations, resendInvitation, withdrawInvitation } from './invitations'
import { inviteMember } from './inviting'
import { findByEmail } from './people'
import { inviteForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast
let serial = 0
let email: string

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})
beforeEach(() => (email = `ny${++serial}@example.org`))

const form = (more: Record<string, string> = {}) =>
  inviteForm.parse({ name: 'Ny Kollega', email, role: 'teacher', cohortId: '', validTo: '', ...more })

/** Invites, and gives the token that the mail would carry. */
async function invited(who: Actor = cast.leader, more: Record<string, string> = {}) {
  const { id } = await inviteMember(who, n.westTownSchool, form(more))
  return { id, token: (await invitationMail(id))?.token ?? '' }
}

const gone = { code: 'not_found' }

describe('an invitation', () => {
  test('makes the person and gives the role when it is accepted, and only then', async () => {
    const { id, token } = await invited()
    expect(await findByEmail(email)).toBeNull()
    expect(await openQuestion(token)).toMatchObject({
      role: 'teacher',
      orgUnitId: n.westTownSchool,
      name: 'Ny Kollega',
      invitedBy: cast.leader.name,
    })
    await acceptInvitation(token)
    const person = await findByEmail(email)
    expect(person).toMatchObject({ name: 'Ny Kollega' })
    expect(await grantsOf(person!.id)).toEqual([
      { role: 'teacher', orgUnitId: n.westTownSchool, cohortId: null },
    ])
    expect(await eventsOf('membership.accepted')).toContainEqual({
      invitationId: id,
      orgUnitId: n.westTownSchool,
      personId: person!.id,
    })
  })

  test('looks the same to the one who invites and to the holder of the link, whether the address is known or not', async () => {
    const unknown = await invited()
    const before = await openQuestion(unknown.token)
    const known = await aPerson({ name: 'Har Konto', email: 'har.konto@example.org' })
    const { id, token } = await invited(cast.leader, { email: 'har.konto@example.org' })
    const after = await openQuestion(token)
    expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}))
    expect(JSON.stringify(after)).not.toContain('Har Konto')
    const row = (await listInvitations(cast.leader, n.westTownSchool)).find(
      invitation => invitation.id === id,
    )
    expect(row).toMatchObject({ name: 'Ny Kollega', state: 'open' })
    expect(JSON.stringify(row)).not.toContain('Har Konto')
    await acceptInvitation(token)
    expect((await grantsOf(known)).map(({ role }) => role)).toEqual(['teacher'])
    expect((await findByEmail('har.konto@example.org'))?.name).toBe('Har Konto')
  })

  test('is answered once: the same link opens nothing afterwards, also when two answers come at once', async () => {
    const { token } = await invited()
    const answers = await Promise.allSettled([acceptInvitation(token), acceptInvitation(token)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await openQuestion(token)).toBeNull()
    await expect(declineInvitation(token)).rejects.toMatchObject(gone)
    expect(await grantsOf((await findByEmail(email))!.id)).toHaveLength(1)
  })

  test('that is declined leaves nothing behind but the answer', async () => {
    const { id, token } = await invited()
    await declineInvitation(token)
    expect(await findByEmail(email)).toBeNull()
    await expect(acceptInvitation(token)).rejects.toMatchObject(gone)
    const row = (await listInvitations(cast.leader, n.westTownSchool)).find(
      invitation => invitation.id === id,
    )
    expect(row?.state).toBe('declined')
  })

  test('that is withdrawn, has run out or is unknown opens nothing, and they look the same', async () => {
    const withdrawn = await invited()
    await withdrawInvitation(cast.westTown, withdrawn.id)
    const late = await invited(cast.leader, { email: 'sen@example.org' })
    await database.pool.query('UPDATE membership_invitation SET expires_at = now() WHERE id = $1', [late.id])
    for (const token of [withdrawn.token, late.token, 'x'.repeat(43), '']) {
      expect(await openQuestion(token)).toBeNull()
      await expect(acceptInvitation(token)).rejects.toMatchObject(gone)
    }
    await expireInvitations()
    await resendInvitation(cast.leader, late.id)
    const token = (await invitationMail(late.id))?.token ?? ''
    expect(await openQuestion(token)).not.toBeNull()
  })

  test('is dead when whoever sent it may not give the role any more, until somebody who may sends it again', async () => {
    const leaving = await aPerson({ role: 'leader', unit: n.westTownSchool })
    const { id, token } = await invited(await actorOf(leaving))
    expect(await openQuestion(token)).not.toBeNull()
    await database.db.grant.updateMany({ where: { personId: leaving }, data: { validTo: new Date() } })
    expect(await openQuestion(token)).toBeNull()
    await expect(acceptInvitation(token)).rejects.toMatchObject(gone)
    expect(await invitationMail(id)).toBeNull()
    const state = async () =>
      (await listInvitations(cast.leader, n.westTownSchool)).find(invitation => invitation.id === id)?.state
    expect(await state()).toBe('dead')
    await resendInvitation(cast.leader, id)
    expect(await state()).toBe('open')
    await acceptInvitation(token)
    expect(await findByEmail(email)).not.toBeNull()
  })

  test('asked again while it is open is the same one, with one more mail, and not endlessly many', async () => {
    const { id } = await invited()
    expect(await inviteMember(cast.westTown, n.westTownSchool, form())).toEqual({ id })
    for (let mail = 0; mail < 4; mail++) await invitationMail(id)
    await expect(resendInvitation(cast.leader, id)).rejects.toMatchObject({ code: 'too_many' })
  })

  test('opens the account of somebody who had left, with nothing of what they had', async () => {
    const back = await aPerson({ email, disabled: true })
    await aGrant(back, 'leader', n.northTownSchool, { to: new Date('2024-01-01') })
    const { token } = await invited()
    await acceptInvitation(token)
    expect(await grantsOf(back)).toEqual([{ role: 'teacher', orgUnitId: n.westTownSchool, cohortId: null }])
    expect(await eventsOf('person.reopened')).toContainEqual({ personId: back })
  })

  test('of a resource person belongs to a cohort, and a membership to none', async () => {
    await expect(invited(cast.west, { role: 'resource_person' })).rejects.toMatchObject({
      reason: 'people.grantDoesNotFit',
    })
    const { token } = await invited(cast.west, { role: 'resource_person', cohortId: n.cohort })
    await acceptInvitation(token)
    expect(await grantsOf((await findByEmail(email))!.id)).toEqual([
      { role: 'resource_person', orgUnitId: n.westTownSchool, cohortId: n.cohort },
    ])
  })
})

describe('who invites', () => {
  test.each<[keyof Cast, string, string]>([
    ['north', 'teacher', 'not_found'],
    ['teacher', 'teacher', 'not_found'],
    ['resource', 'teacher', 'not_found'],
    ['nobody', 'teacher', 'not_found'],
    ['leader', 'county_adviser', 'forbidden'],
    ['leader', 'administrator', 'forbidden'],
    ['west', 'support', 'forbidden'],
    ['state', 'teacher', 'not_found'],
  ])('%s cannot invite a %s to the school: %s', async (who, role, code) => {
    await expect(inviteMember(cast[who], n.westTownSchool, form({ role }))).rejects.toMatchObject({ code })
  })

  test('nobody sees, sends again or withdraws the invitations of others', async () => {
    const { id } = await invited()
    for (const who of ['north', 'otherTeacher', 'teacher', 'northTown'] as const) {
      await expect(listInvitations(cast[who], n.westTownSchool)).rejects.toMatchObject(gone)
      await expect(resendInvitation(cast[who], id)).rejects.toMatchObject(gone)
      await expect(withdrawInvitation(cast[who], id)).rejects.toMatchObject(gone)
    }
    await expect(withdrawInvitation(cast.leader, 'x')).rejects.toMatchObject(gone)
  })

  test('an invitation cannot be turned into more than it was by what a form sends along', () => {
    const sneaky = inviteForm.parse({
      ...{ name: 'Ny', email, role: 'teacher', orgUnitId: n.west, personId: cast.west.personId },
      ...{ status: 'accepted', invitedById: null, expiresAt: '2099-01-01' },
    })
    expect(Object.keys(sneaky).sort()).toEqual(['cohortId', 'email', 'name', 'role', 'validFrom', 'validTo'])
  })
})

test('ending a role that was accepted takes effect at once', async () => {
  const { token } = await invited()
  await acceptInvitation(token)
  const person = await findByEmail(email)
  const { id } = await database.db.grant.findFirstOrThrow({ where: { personId: person!.id } })
  await endGrants(cast.leader, [id], { evenIfLast: false })
  expect(await grantsOf(person!.id)).toEqual([])
})
