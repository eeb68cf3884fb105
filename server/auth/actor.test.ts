import { expect, test } from 'vitest'
import { useDatabase } from '../../tests/support/database'
import { aCohort, aGrant, aPerson, aUnit } from '../../tests/support/factories'
import { actorFromCookie, sessionStands } from './actor'
import { createCookies } from './cookies'
import { endOtherSessions, endOwnSession, listOwnSessions } from './own-sessions'
import { signInAs } from './sign-in'
import { newToken } from '~server/domain/shared/tokens'

const database = useDatabase()
const cookies = createCookies({ secure: false })
const CALLER = { address: '192.0.2.1', userAgent: null }
const MINUTE = 60_000

async function signedIn(personId: string): Promise<{ cookie: string; sessionId: string }> {
  const { token, sessionId } = await signInAs(personId, CALLER)
  return { cookie: `pulje=${token}`, sessionId }
}

const rightsOf = async (cookie: string) =>
  ((await actorFromCookie(cookie, cookies, 'offered'))?.grants ?? []).map(({ role }) => role)

test('somebody who is signed in comes with name, language and rights', async () => {
  const unit = await aUnit()
  const cohortId = await aCohort()
  const personId = await aPerson({ name: 'Åse Eksempel', role: 'teacher', unit })
  await aGrant(personId, 'resource_person', unit, { cohort: cohortId })
  await database.db.person.update({ where: { id: personId }, data: { locale: 'nn' } })
  const { cookie, sessionId } = await signedIn(personId)
  expect(await actorFromCookie(cookie, cookies, 'offered')).toMatchObject({
    personId,
    sessionId,
    kind: 'account',
    name: 'Åse Eksempel',
    locale: 'nn',
    grants: [
      { role: 'teacher', orgUnitId: unit, cohortId: null },
      { role: 'resource_person', orgUnitId: unit, cohortId },
    ],
  })
})

test('a right that has not begun is not there, and one that has ended is not there any more', async () => {
  const personId = await aPerson()
  const unit = await aUnit()
  const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE)
  await aGrant(personId, 'leader', unit, { from: at(5) })
  await aGrant(personId, 'teacher', unit, { from: at(-10), to: at(-5) })
  await aGrant(personId, 'assistant', unit, { from: at(-10), to: at(5) })
  const { cookie } = await signedIn(personId)
  expect(await rightsOf(cookie)).toEqual(['assistant'])
})

test('a right ends at the stated moment by the database’s clock', async () => {
  const personId = await aPerson()
  const grant = await aGrant(personId, 'teacher', await aUnit())
  const { cookie } = await signedIn(personId)
  expect(await rightsOf(cookie)).toEqual(['teacher'])
  await database.pool.query(`UPDATE "grant" SET valid_to = date_trunc('milliseconds', now()) WHERE id = $1`, [
    grant,
  ])
  expect(await rightsOf(cookie)).toEqual([])
})

test('a disabled person is nobody, on every open session', async () => {
  const personId = await aPerson()
  const { cookie, sessionId } = await signedIn(personId)
  await database.db.person.update({ where: { id: personId }, data: { disabledAt: new Date() } })
  expect(await actorFromCookie(cookie, cookies, 'offered')).toBeNull()
  expect(await sessionStands(sessionId)).toBe(false)
})

test('a session that has run out is none, by the database’s clock', async () => {
  const { cookie, sessionId } = await signedIn(await aPerson())
  expect(await sessionStands(sessionId)).toBe(true)
  await database.pool.query(
    `UPDATE session SET expires_at = date_trunc('milliseconds', now()) WHERE id = $1`,
    [sessionId],
  )
  expect(await actorFromCookie(cookie, cookies, 'offered')).toBeNull()
  expect(await sessionStands(sessionId)).toBe(false)
})

test('whoever sends no cookie, a broken one or a made-up one is nobody', async () => {
  for (const header of [undefined, null, '', 'pulje', 'pulje=%E0%A4%A', `pulje=${newToken()}`]) {
    expect(await actorFromCookie(header, cookies, 'offered')).toBeNull()
  }
})

test('people see where they are signed in, end one place or all others, and never somebody else’s', async () => {
  const personId = await aPerson()
  const [here, there, elsewhere] = [
    await signedIn(personId),
    await signedIn(personId),
    await signedIn(personId),
  ]
  const stranger = await signedIn(await aPerson())
  const actor = (await actorFromCookie(here.cookie, cookies, 'offered'))!
  const places = await listOwnSessions(actor)
  expect(places.map(({ id }) => id).sort()).toEqual(
    [here.sessionId, there.sessionId, elsewhere.sessionId].sort(),
  )
  expect(places.filter(({ current }) => current).map(({ id }) => id)).toEqual([here.sessionId])

  await endOwnSession(actor, stranger.sessionId)
  expect(await sessionStands(stranger.sessionId)).toBe(true)
  await endOwnSession(actor, there.sessionId)
  expect(await sessionStands(there.sessionId)).toBe(false)
  await endOtherSessions(actor)
  expect(await sessionStands(elsewhere.sessionId)).toBe(false)
  expect(await sessionStands(here.sessionId)).toBe(true)
  expect(await sessionStands(stranger.sessionId)).toBe(true)
})
