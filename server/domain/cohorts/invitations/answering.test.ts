import crypto from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../../tests/support/database'
import { aCohort, actorOf, anActor, aUnit, eventsOf } from '../../../../tests/support/factories'
import { anInvitation, NO, statusesOf, YES } from '../../../../tests/support/invited'
import { aCast, aNetwork, type Cast, type Network } from '../../../../tests/support/network'
import { createLink, revokeLinks } from '../../people/links'
import { openAccount } from './account'
import { answerInvitation, markSeen } from './answers'
import { withdraw } from './changes'
import { listInvitees } from './invitees'
import { enrolNamed, inviteNamed, listNameable } from './naming'
import { getInvitation } from './page'
import { namingForm } from './schema'
import { invitationTasks } from './tasks'

const database = useDatabase()
let n: Network
let cast: Cast

beforeEach(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

const invited = (who: keyof Cast, unit: string, step = 'municipality', cohort = n.cohort) =>
  anInvitation(cast[who], cohort, unit, step)
const history = (unit: string) => statusesOf(unit, n.cohort)

describe('answering by link', () => {
  test('looking counts as seen; yes enrols; it can be changed until the last day; the history has it all', async () => {
    const { id, token } = await invited('west', n.westOutside)
    await database.db.invitation.update({ where: { id }, data: { status: 'sent' } })
    expect(await getInvitation({ token })).toMatchObject({
      unit: { name: 'Vestvik' },
      issuer: 'Vest',
      status: 'sent',
    })
    await markSeen({ token })
    expect(await getInvitation({ token })).toMatchObject({ status: 'seen', canAnswer: true })
    await answerInvitation({ token }, YES)
    await markSeen({ token })
    await answerInvitation({ token }, NO)
    expect(await getInvitation({ token })).toMatchObject({ status: 'declined', reason: 'capacity' })
    await answerInvitation({ token }, YES)
    expect(await history(n.westOutside)).toEqual(['invited', 'enrolled', 'declined', 'enrolled'])
    const answered = (await eventsOf('invitation.answered')).filter(
      event => (event as { invitationId: string }).invitationId === id,
    )
    expect(answered).toHaveLength(3)
    await database.db.invitation.update({ where: { id }, data: { deadline: new Date('2020-01-01') } })
    await expect(answerInvitation({ token }, NO)).rejects.toMatchObject({ reason: 'invitations.tooLate' })
  })

  test('two answers at the same moment: one holds, and invitation and enrolment agree', async () => {
    const { id, token } = await invited('west', n.westOutside)
    await Promise.all([YES, NO, YES, NO].map(answer => answerInvitation({ token }, answer)))
    const { status } = await database.db.invitation.findUniqueOrThrow({ where: { id } })
    const enrolment = await database.db.enrolment.findFirstOrThrow({
      where: { cohortId: n.cohort, orgUnitId: n.westOutside },
    })
    expect([status, enrolment.status]).toEqual(
      status === 'accepted' ? ['accepted', 'enrolled'] : ['declined', 'declined'],
    )
    expect((await history(n.westOutside)).at(-1)).toBe(enrolment.status)
  })

  test('an answer and a withdrawal at the same moment: never both', async () => {
    const { mailingId, id, token } = await invited('west', n.westOutside)
    const [, answer] = await Promise.allSettled([
      withdraw(cast.west, mailingId, id),
      answerInvitation({ token }, YES),
    ])
    const { status } = await database.db.invitation.findUniqueOrThrow({ where: { id } })
    expect(status).toBe(answer.status === 'fulfilled' ? 'accepted' : 'withdrawn')
  })

  test('unknown, malformed, revoked, withdrawn, expired and for something else are all the same', async () => {
    const revoked = await invited('west', n.westOutside)
    await database.db.$transaction(tx => revokeLinks(tx, 'invitation', [revoked.id]))
    const membership = await database.db.$transaction(tx =>
      createLink(tx, { purpose: 'membership', subjectId: revoked.id, expiresAt: new Date('2099-12-31') }),
    )
    const town = await aUnit({ kind: 'municipality', below: n.west })
    const withdrawn = await invited('west', town)
    await withdraw(cast.west, withdrawn.mailingId, null)
    const over = await invited('west', await aUnit({ kind: 'municipality', below: n.west }))
    await database.db.invitation.update({
      where: { id: over.id },
      data: { deadline: new Date('2020-01-01') },
    })
    const tokens = ['', 'x', '../../', 'A'.repeat(43), revoked.token, membership, withdrawn.token, over.token]
    for (const token of tokens) {
      for (const attempt of [
        () => getInvitation({ token }),
        () => answerInvitation({ token }, YES),
        () => openAccount(token, 'X'),
      ])
        await expect(attempt(), token).rejects.toMatchObject({
          code: 'not_found',
          reason: 'not_found',
        })
    }
    expect(await history(town)).toEqual(['invited', 'withdrawn'])
  })

  test('the programme’s questions must be ticked to say yes, each once', async () => {
    const text = { nb: 'x', nn: 'x', en: 'x' }
    await database.db.programme.updateMany({ data: { entryCriteria: [text, text] } })
    const { token } = await invited('west', n.westOutside)
    for (const criteria of [[], ['0'], ['0', '0']])
      await expect(answerInvitation({ token }, { ...YES, criteria })).rejects.toMatchObject({
        reason: 'invitations.criteria',
      })
    await answerInvitation({ token }, { ...YES, criteria: ['0', '1'] })
    expect(await history(n.westOutside)).toEqual(['invited', 'enrolled'])
  })

  test('whoever leads the unit finds it as a task and answers with their account; nobody else can', async () => {
    const { id } = await invited('west', n.westOutside)
    const coordinator = await anActor('municipality_coordinator', n.westOutside)
    expect(await invitationTasks(coordinator)).toMatchObject([
      { kind: 'answer', invitationId: id, unit: 'Vestvik' },
    ])
    for (const actor of [cast.west, cast.westTown, cast.state, cast.nobody])
      await expect(answerInvitation({ actor, invitationId: id }, YES)).rejects.toMatchObject({
        code: 'not_found',
      })
    await answerInvitation({ actor: coordinator, invitationId: id }, YES)
    await database.db.cohort.update({ where: { id: n.cohort }, data: { endsOn: new Date('2099-01-01') } })
    expect(await invitationTasks(coordinator)).toMatchObject([{ kind: 'name', unit: 'Vestvik' }])
  })
})

describe('after a yes', () => {
  test('the address gets an account with the role there, whatever name is given, once', async () => {
    const { token } = await invited('west', n.westOutside)
    await expect(openAccount(token, 'Kari')).rejects.toMatchObject({ code: 'forbidden' })
    await answerInvitation({ token }, YES)
    const [made] = await Promise.all([openAccount(token, 'Kari'), openAccount(token, 'Ola')])
    const people = await database.db.person.findMany({
      where: { email: made.email },
      include: { grants: true },
    })
    expect(people).toHaveLength(1)
    expect(people[0]?.grants.map(({ role, orgUnitId }) => [role, orgUnitId])).toEqual([
      ['municipality_coordinator', n.westOutside],
    ])
    const actor = await actorOf(people[0]?.id ?? '')
    expect((await listInvitees(actor, n.cohort, null)).step).toBe('unit')
  })

  test('a municipality names its own units and no other’s: invited by mail, or enrolled', async () => {
    const { token } = await invited('west', n.westOutside)
    const [first, second] = [await aUnit({ below: n.westOutside }), await aUnit({ below: n.westOutside })]
    expect(await listNameable({ token })).toEqual([])
    await expect(enrolNamed({ token }, [first])).rejects.toMatchObject({ code: 'forbidden' })
    await answerInvitation({ token }, YES)
    expect((await listNameable({ token })).map(({ id }) => id).sort()).toEqual([first, second].sort())
    for (const foreign of [n.westTownSchool, n.west, crypto.randomUUID()])
      await expect(enrolNamed({ token }, [first, foreign])).rejects.toMatchObject({ code: 'not_found' })
    expect(await enrolNamed({ token }, [first])).toBe(1)
    const form = namingForm.parse({
      orgUnitIds: [second],
      addresses: { [second]: 'rektor@example.org', [first]: '' },
      deadline: '2099-01-01',
    })
    expect(await inviteNamed({ token }, form)).toMatchObject({ invited: 1 })
    expect([await history(first), await history(second)]).toEqual([['enrolled'], ['invited']])
  })

  test('the same municipality comes again in a later cohort, with other units', async () => {
    const later = await aCohort({ host: n.national, enrolled: [n.west] })
    const { token } = await invited('west', n.westTown, 'municipality', later)
    await answerInvitation({ token }, YES)
    await enrolNamed({ token }, [n.westTownOtherSchool])
    const units = async (cohortId: string) =>
      (await database.db.enrolment.findMany({ where: { cohortId, orgUnit: { kind: 'school' } } })).map(
        row => row.orgUnitId,
      )
    expect(await units(later)).toEqual([n.westTownOtherSchool])
    expect(await units(n.cohort)).not.toContain(n.westTownOtherSchool)
  })

  test('an independent school is invited by the state and enrols without a municipality', async () => {
    const owner = await aUnit({ kind: 'private_owner' })
    const school = await aUnit({ name: 'Friskolen', below: owner })
    const { token } = await invited('state', school, 'unit')
    await answerInvitation({ token }, YES)
    expect(await history(school)).toEqual(['invited', 'enrolled'])
  })
})
