import crypto from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../../tests/support/database'
import { anActor, anEnrolment, aUnit } from '../../../../tests/support/factories'
import { anInvitation, NO, post, statusesOf, YES } from '../../../../tests/support/invited'
import { aMailing } from '../../../../tests/support/mailing'
import { aCast, aNetwork, type Cast, type Network } from '../../../../tests/support/network'
import { changeEnrolment, enrolUnits, undoEnrolment } from '../enrolments'
import { enrolmentHistory } from '../past'
import { answerInvitation, markSeen } from './answers'
import { correctAddress, withdraw } from './changes'
import { listInvited, stagesOf } from './funnel'
import { listInvitees } from './invitees'
import { createMailing } from './mailings'
import { enrolNamed } from './naming'
import { getMailing, listMailings } from './progress'
import type { InvitationStatus } from './schema'

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

const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name)

describe('who invites whom', () => {
  test('the state counties, municipalities and independent schools; a county its municipalities; a municipality its units', async () => {
    const owner = await aUnit({ kind: 'private_owner', name: 'Stiftelse' })
    await aUnit({ name: 'Friskolen', below: owner })
    const shown = async (who: keyof Cast, step: 'county' | 'municipality' | 'unit') =>
      names((await listInvitees(cast[who], n.cohort, step)).invitees)
    expect(await shown('state', 'county')).toEqual(expect.arrayContaining(['Nord', 'Sør', 'Vest']))
    expect(await shown('state', 'unit')).toContain('Friskolen')
    expect(await shown('state', 'unit')).not.toContain('Vestby skole')
    expect(await shown('west', 'municipality')).toEqual(['Vestby', 'Vestbygd', 'Vestvik'])
    expect(await shown('westTown', 'unit')).toEqual(['Vestby andre skole', 'Vestby skole'])
    for (const who of ['leader', 'teacher', 'resource'] as const)
      await expect(listInvitees(cast[who], n.cohort, null), who).rejects.toMatchObject({ code: 'forbidden' })
    for (const who of ['south', 'nobody'] as const)
      await expect(listInvitees(cast[who], n.cohort, null), who).rejects.toMatchObject({ code: 'not_found' })
  })

  test('nobody invites outside their own, all or none, and two ids of different owners are no way round', async () => {
    const attempt = (who: keyof Cast, ...units: string[]) =>
      createMailing(cast[who], n.cohort, aMailing(units, post))
    await expect(attempt('west', n.westOutside, n.southTown)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt('west', n.northTownSchool)).rejects.toMatchObject({ code: 'not_found' })
    await expect(attempt('west', crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    await expect(attempt('westTown', n.westOutside)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt('leader', n.westTownSchool)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await database.db.invitation.count({ where: { cohortId: n.cohort } })).toBe(0)
  })

  test('a municipality that is only invited invites nobody yet', async () => {
    await invited('west', n.westOutside)
    const school = await aUnit({ below: n.westOutside })
    const coordinator = await anActor('municipality_coordinator', n.westOutside)
    await expect(
      createMailing(coordinator, n.cohort, aMailing([school], post, { step: 'unit' })),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('whoever takes part or is invited is left out and counted; two clicks at once invite once', async () => {
    const both = await Promise.allSettled(
      [1, 2].map(() => createMailing(cast.west, n.cohort, aMailing([n.westOutside, n.westTown], post))),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await database.db.invitation.count({ where: { orgUnitId: n.westOutside } })).toBe(1)
    expect(await database.db.invitation.count({ where: { orgUnitId: n.westTown } })).toBe(0)
  })

  test('an address must be known, the last day must be ahead, and what was written is remembered', async () => {
    const send = (more: object) => createMailing(cast.west, n.cohort, aMailing([n.westOutside], post, more))
    await expect(send({ addresses: {} })).rejects.toMatchObject({ reason: 'invitations.addressMissing' })
    await expect(send({ deadline: '2020-01-01' })).rejects.toMatchObject({
      reason: 'invitations.deadlinePast',
    })
    await send({})
    const { invitees } = await listInvitees(cast.west, n.cohort, 'municipality')
    expect(invitees.find(({ id }) => id === n.westOutside)).toMatchObject({
      emails: ['post0@example.org'],
      skipped: 'invited',
    })
  })
})

describe('the picture from above', () => {
  test('sent is what a mail server has taken, the same number in a mailing as from above', async () => {
    const towns = [n.westOutside]
    for (let more = 0; more < 3; more++) towns.push(await aUnit({ kind: 'municipality', below: n.west }))
    const { mailingId } = await createMailing(cast.west, n.cohort, aMailing(towns, post))
    const becomes = (orgUnitId: string | undefined, data: { status: InvitationStatus; sentAt?: Date }) =>
      database.db.invitation.updateManyAndReturn({ where: { mailingId, orgUnitId: orgUnitId ?? '' }, data })
    const [one] = await becomes(towns[0], { status: 'sent', sentAt: new Date() })
    await becomes(towns[1], { status: 'accepted', sentAt: new Date() })
    await becomes(towns[2], { status: 'failed' })
    const sent = async () => {
      const { total, done, sent } = await getMailing(cast.west, n.cohort, mailingId)
      expect((await listMailings(cast.west, n.cohort))[0]).toMatchObject({ total, done, sent })
      expect(stagesOf(await listInvited(cast.west, n.cohort)).sent).toBe(sent)
      return { total, done, sent }
    }
    expect(await sent()).toEqual({ total: 4, done: 3, sent: 2 })
    await correctAddress(cast.west, mailingId, { invitationId: one?.id ?? '', email: 'ny@example.org' })
    expect(await sent()).toEqual({ total: 4, done: 2, sent: 1 })
  })

  test('each sees what lies below, by name, without people and addresses', async () => {
    const { id, token } = await invited('west', n.westOutside)
    await database.db.invitation.update({ where: { id }, data: { status: 'sent', sentAt: new Date() } })
    const { token: school } = await invited('westTown', n.westTownOtherSchool, 'unit')
    await answerInvitation({ token: school }, YES)
    const shown = async (who: keyof Cast) => names(await listInvited(cast[who], n.cohort))
    expect(await shown('west')).toEqual(['Vestby andre skole', 'Vestvik'])
    expect(await shown('state')).toEqual(['Vestby andre skole', 'Vestvik'])
    expect(await shown('westTown')).toEqual(['Vestby andre skole'])
    for (const who of ['north', 'northTown', 'leader', 'nobody'] as const)
      expect(await shown(who), who).toEqual([])
    expect(JSON.stringify(await listInvited(cast.west, n.cohort))).not.toContain('@')
    await markSeen({ token })
    await answerInvitation({ token }, YES)
    await enrolNamed({ token }, [await aUnit({ below: n.westOutside })])
    const rows = (await listInvited(cast.west, n.cohort)).filter(row => row.step === 'municipality')
    expect(stagesOf(rows)).toEqual({
      invited: 1,
      sent: 1,
      seen: 1,
      accepted: 1,
      named: 1,
      declined: 0,
      gone: 0,
    })
  })

  test('a mailing with its addresses is for whoever sent it', async () => {
    const { mailingId } = await invited('west', n.westOutside)
    expect((await getMailing(cast.west, n.cohort, mailingId)).rows).toMatchObject([
      { email: 'post0@example.org' },
    ])
    for (const who of ['state', 'north', 'westTown', 'leader'] as const) {
      await expect(getMailing(cast[who], n.cohort, mailingId), who).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(withdraw(cast[who], mailingId, null), who).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('the history of an enrolment', () => {
  test('has every status, whoever set it; undo takes back what was done by hand and forgets nothing older', async () => {
    await anEnrolment(n.cohort, n.westOutside, 'declined')
    await enrolUnits(cast.west, n.cohort, [n.westOutside])
    await changeEnrolment(cast.west, n.cohort, n.westOutside, 'withdrawn')
    await enrolUnits(cast.west, n.cohort, [n.westOutside])
    expect(await undoEnrolment(cast.west, n.cohort, [n.westOutside])).toEqual([n.westOutside])
    expect(await history(n.westOutside)).toEqual(['enrolled', 'withdrawn', 'enrolled', 'withdrawn'])
  })

  test('is shown with names to those who may know them only', async () => {
    await anEnrolment(n.cohort, n.westOutside, 'declined')
    await enrolUnits(cast.west, n.cohort, [n.westOutside])
    const shown = async (who: keyof Cast) =>
      (await enrolmentHistory(cast[who], n.cohort, [n.westOutside])).get(n.westOutside)
    expect(await shown('west')).toMatchObject([{ status: 'enrolled', by: 'hand', name: cast.west.name }])
    expect(await shown('north')).toMatchObject([{ status: 'enrolled', by: 'hand', name: null }])
    expect(await shown('teacher')).toBeUndefined()
  })

  test('what a unit answered itself is not undone from above; enrolling by hand ends the question', async () => {
    const { token } = await invited('west', n.westOutside)
    await answerInvitation({ token }, YES)
    expect(await undoEnrolment(cast.west, n.cohort, [n.westOutside])).toEqual([])
    const town = await aUnit({ kind: 'municipality', below: n.west })
    const other = await invited('west', town)
    await enrolUnits(cast.west, n.cohort, [town])
    await expect(answerInvitation({ token: other.token }, NO)).rejects.toMatchObject({ code: 'not_found' })
    expect(await history(town)).toEqual(['invited', 'enrolled'])
  })
})
