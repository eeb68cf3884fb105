import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { aPerson } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { acceptInvitation, invitationMail, openQuestion } from './answering'
import { undoEnd } from './changes'
import { endGrants, giveGrant, grantsOf } from './grants'
import { listInvitations } from './invitations'
import { inviteMany, inviteMember } from './inviting'
import { unitPeople } from './members'
import { findByEmail } from './people'
import { inviteForm, inviteManyForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast
let serial = 0
let email: string
const gone = { code: 'not_found' }

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})
beforeEach(() => (email = `ny${++serial}@example.org`))

const form = (more: Record<string, string> = {}) =>
  inviteForm.parse({ name: 'Ny Kollega', email, role: 'teacher', ...more })

/** Invites, and gives the token that the mail would carry. */
async function invited(more: Record<string, string> = {}): Promise<string> {
  const { id } = await inviteMember(cast.leader, n.westTownSchool, form(more))
  return (await invitationMail(id))?.token ?? ''
}

describe('a role that begins some day', () => {
  const day = (text: string) => new Date(`${text}T00:00:00+01:00`)

  test('is planned when the invitation is accepted, and may do nothing until then', async () => {
    const token = await invited({ validFrom: '2090-03-01', validTo: '2090-03-31' })
    const [waiting] = await listInvitations(cast.leader, n.westTownSchool)
    expect(waiting?.validFrom).toEqual(day('2090-03-01'))
    expect(await openQuestion(token)).toMatchObject({ validFrom: day('2090-03-01') })
    await acceptInvitation(token)
    const { id } = (await findByEmail(email))!
    expect(await grantsOf(id)).toEqual([])
    const { members } = await unitPeople(cast.leader, n.westTownSchool, 'planned')
    expect(members.find(({ personId }) => personId === id)).toMatchObject({ since: day('2090-03-01') })
  })

  test('begins at once when the day has passed as the answer comes, and does not end before it begins', async () => {
    const token = await invited({ validFrom: '2020-03-01' })
    await acceptInvitation(token)
    expect(await grantsOf((await findByEmail(email))!.id)).toHaveLength(1)
    const backwards = form({ validFrom: '2090-03-02', validTo: '2090-03-01' })
    await expect(inviteMember(cast.leader, n.westTownSchool, backwards)).rejects.toMatchObject({
      reason: 'people.ended',
    })
  })

  test('that is ended before it begins is neither planned nor past; undone, it is planned again', async () => {
    const person = await aPerson({ email })
    await giveGrant(cast.leader, {
      ...{ personId: person, orgUnitId: n.westTownSchool, role: 'teacher', validFrom: day('2090-03-01') },
    })
    const shown = async (which: 'planned' | 'ended') =>
      (await unitPeople(cast.leader, n.westTownSchool, which)).members.filter(x => x.personId === person)
    const [planned] = await shown('planned')
    const ended = await endGrants(cast.leader, [planned!.grantId], { evenIfLast: false })
    expect([await shown('planned'), await shown('ended')]).toEqual([[], []])
    expect(await endGrants(cast.leader, [planned!.grantId], { evenIfLast: false })).toEqual([])
    await undoEnd(
      cast.leader,
      ended.map(({ id, validTo }) => ({ grantId: id, validTo })),
    )
    expect(await shown('planned')).toMatchObject([{ since: day('2090-03-01'), until: null }])
    expect(await grantsOf(person)).toEqual([])
  })
})

describe('many at once', () => {
  const many = (people: string, more: Record<string, string> = {}) =>
    inviteManyForm.parse({ people, role: 'teacher', ...more })

  test('as mail programs, spreadsheets and people write them; each line is told what came of it', async () => {
    const member = await aPerson({
      email: `er.her${serial}@example.org`,
      role: 'teacher',
      unit: n.westTownSchool,
    })
    await invited()
    const before = await database.db.membershipInvitation.count()
    const lines = [
      'Kari Nordmann <KARI@example.org>; Ola Nordmann <ola@example.org>',
      'Per Åsen, per@example.org',
      'Siv Li\tsiv@example.org',
      '',
      'bare@example.org',
      'Uten Adresse',
      'Kari Igjen <kari@example.org>',
      `Ny Kollega <${email}>`,
      `Er Her <er.her${serial}@example.org>`,
      `${'x'.repeat(121)} <lang@example.org>`,
    ]
    const verdicts = await inviteMany(cast.leader, n.westTownSchool, many(lines.join('\r\n')))
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      ...['invited', 'invited', 'invited', 'invited'],
      ...['noName', 'noAddress', 'twice', 'waiting', 'member', 'tooLong'],
    ])
    const rows = await database.db.membershipInvitation.findMany({ skip: before, orderBy: { id: 'asc' } })
    expect(rows.map(({ name, email: to }) => [name, to])).toEqual([
      ['Kari Nordmann', 'kari@example.org'],
      ['Ola Nordmann', 'ola@example.org'],
      ['Per Åsen', 'per@example.org'],
      ['Siv Li', 'siv@example.org'],
    ])
    expect(await grantsOf(member)).toHaveLength(1)
    const again = await inviteMany(cast.leader, n.westTownSchool, many(lines[0]!))
    expect(again.map(({ verdict }) => verdict)).toEqual(['waiting', 'waiting'])
  })

  test('an address that somebody has elsewhere is asked like any other', async () => {
    await aPerson({ email, role: 'teacher', unit: n.northTownSchool })
    const [line] = await inviteMany(cast.leader, n.westTownSchool, many(`Et Navn <${email}>`))
    expect(line?.verdict).toBe('invited')
  })

  test('is for whoever may give the role there, and a hundred at most', async () => {
    const one = many(`Et Navn <${email}>`)
    await expect(inviteMany(cast.teacher, n.westTownSchool, one)).rejects.toMatchObject(gone)
    await expect(inviteMany(cast.north, n.westTownSchool, one)).rejects.toMatchObject(gone)
    const raised = many(`Et Navn <${email}>`, { role: 'county_adviser' })
    await expect(inviteMany(cast.leader, n.westTownSchool, raised)).rejects.toMatchObject({
      code: 'forbidden',
    })
    const all = many(Array.from({ length: 101 }, (_, k) => `Navn <n${k}@example.org>`).join('\n'))
    await expect(inviteMany(cast.leader, n.westTownSchool, all)).rejects.toMatchObject({
      reason: 'people.tooManyLines',
    })
  })
})
