import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, anActor, aPerson, aTable, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../../tests/support/network'
import { supportTasks } from '../../jobs/support'
import { aGathering } from '../../../tests/support/factories'
import { noDocuments, noLists } from '../../../tests/support/lists-work'
import { keptLog } from '../../../tests/support/log'
import { documentRight } from '../access'
import { listCohorts } from '../cohorts/cohorts'
import { enrolUnits } from '../cohorts/enrolments'
import { getGathering } from '../gatherings/gatherings'
import { createTable } from '../gatherings/tables'
import type { Actor } from '../shared/actor'
import type { Mail } from '../../mail/mailer'
import { supportForm } from './schema'
import { endSupport, listSupport, openSupport, supportAtHome } from './support'

const database = useDatabase()
const REASON = 'Rektor får ikke åpnet siden med påmeldingen'
let n: Network
let cast: Cast
let officer: Actor

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  officer = await anActor('data_officer', n.west)
})

const administrator = () => anActor('administrator', n.national)
const looking = async (unit = n.westTownSchool): Promise<{ supporter: Actor; id: string }> => {
  const { personId } = await administrator()
  const { id } = await openSupport(await actorOf(personId), { orgUnitId: unit, reason: REASON, hours: 1 })
  return { supporter: await actorOf(personId), id }
}

describe('opening', () => {
  test.each(CAST)('%s cannot', async name => {
    const form = { orgUnitId: n.westTownSchool, reason: REASON, hours: 1 }
    await expect(openSupport(cast[name], form)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each([
    ['no reason', { reason: '' }],
    ['a reason without enough letters', { reason: '1234567890123456789012345' }],
    ['a day', { reason: REASON, hours: '24' }],
    ['no end', { reason: REASON, hours: '0' }],
  ])('takes a reason and an end: not %s', (_, said) => {
    expect(supportForm.safeParse({ orgUnitId: n.westTownSchool, hours: '1', ...said }).success).toBe(false)
  })

  test('a unit that does not exist is not found; the same unit is not opened twice', async () => {
    const { supporter } = await looking()
    const again = { orgUnitId: n.westTownSchool, reason: REASON, hours: 1 }
    await expect(openSupport(supporter, again)).rejects.toMatchObject({ reason: 'support.alreadyOpen' })
    const nowhere = { ...again, orgUnitId: '00000000-0000-4000-8000-000000000000' }
    await expect(openSupport(supporter, nowhere)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is in the trail by ids, without the reason', async () => {
    const { supporter, id } = await looking()
    const told = (await eventsOf('support.opened')).at(-1)
    expect(told).toEqual({ accessId: id, personId: supporter.personId, orgUnitId: n.westTownSchool })
  })
})

describe('what it opens', () => {
  test('the unit’s cohorts and gatherings are read; nothing is written, and no table’s text is read', async () => {
    const plain = await administrator()
    const gathering = await aGathering({ cohort: n.cohort, host: n.westTown })
    const table = await aTable({ gathering, seated: [cast.teacher.personId] })
    await expect(getGathering(plain, gathering)).rejects.toMatchObject({ code: 'not_found' })
    const { supporter } = await looking()
    expect((await listCohorts(supporter)).map(cohort => cohort.id)).toEqual([n.cohort])
    expect((await getGathering(supporter, gathering)).can.edit).toBe(false)
    expect(await documentRight(supporter, table.documentId)).toBeNull()
    const form = { name: '', openToGuests: false }
    await expect(createTable(supporter, gathering, form)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(enrolUnits(supporter, n.cohort, [n.westTownOtherSchool])).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('ends by the clock', async () => {
    const { supporter, id } = await looking()
    await database.db.grant.updateMany({
      where: { personId: supporter.personId, role: 'support' },
      data: { validTo: new Date(Date.now() - 1_000) },
    })
    expect((await actorOf(supporter.personId)).grants.map(grant => grant.role)).toEqual(['administrator'])
    await database.db.supportAccess.update({ where: { id }, data: { validTo: new Date(Date.now() - 1_000) } })
    expect((await supportAtHome(cast.leader)).map(row => row.id)).not.toContain(id)
  })
})

describe('ending by hand', () => {
  test.each(['leader', 'westTown', 'west'] as const)('%s can, and it ends at once', async name => {
    const { supporter, id } = await looking()
    await endSupport(cast[name], id)
    expect((await actorOf(supporter.personId)).grants.map(grant => grant.role)).toEqual(['administrator'])
    expect(await eventsOf('support.ended')).toContainEqual(expect.objectContaining({ accessId: id }))
    await endSupport(cast[name], id)
  })

  test('so can whoever looks', async () => {
    const { supporter, id } = await looking()
    await endSupport(supporter, id)
    expect((await listSupport(supporter)).find(row => row.id === id)?.open).toBe(false)
  })

  test('a teacher sees it and cannot; others do not know of it', async () => {
    const { id } = await looking()
    await expect(endSupport(cast.teacher, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(endSupport(officer, id)).rejects.toMatchObject({ code: 'forbidden' })
    for (const name of ['otherTeacher', 'northTown', 'north', 'resource', 'nobody'] as const) {
      await expect(endSupport(cast[name], id)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('announcing', () => {
  test('the unit’s people see it on their first page, with the reason', async () => {
    const { id } = await looking()
    for (const actor of [cast.leader, cast.teacher]) {
      expect(await supportAtHome(actor)).toContainEqual(
        expect.objectContaining({ id, reason: REASON, open: true }),
      )
    }
    expect(await supportAtHome(cast.otherTeacher)).toEqual([])
  })

  test('leader, coordinator and data officer get a mail, each once, and nobody else', async () => {
    const { id } = await looking()
    const mails: Mail[] = []
    const mailer = { send: async (mail: Mail) => void mails.push(mail), mailbox: [] }
    await supportTasks['announce_support']?.(
      { accessId: id },
      {
        mailer,
        log: keptLog(),
        lists: noLists,
        documents: noDocuments,
        origin: 'http://pulje.test',
        attempt: 1,
      },
    )
    const addressOf = async ({ personId }: Actor) =>
      (await database.db.person.findUniqueOrThrow({ where: { id: personId } })).email
    const expected = await Promise.all([cast.leader, cast.westTown, officer].map(addressOf))
    expect(mails.map(mail => mail.to).sort()).toEqual(expected.sort())
    for (const { text } of mails) expect(text).toContain(REASON)
  })

  test('who had a role there yesterday is not told', async () => {
    const former = await aPerson()
    const { announcementOf } = await import('./announcing')
    const { id } = await looking()
    const told = await announcementOf(id)
    const { email } = await database.db.person.findUniqueOrThrow({ where: { id: former } })
    expect(told?.recipients.map(each => each.email)).not.toContain(email)
    expect(await announcementOf('x')).toBeNull()
  })
})
