import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../tests/support/database'
import { aGrant, aPerson, aSeat, aTable, aUnit } from '../tests/support/factories'
import { keptLog } from '../tests/support/log'
import { until } from '../tests/support/until'
import { signInAs, signOut } from './auth/sign-in'
import { documentsOfPerson } from './domain/gatherings/activity'
import { endUnjustifiedSeats } from './domain/gatherings/leaving-seats'
import { startDrain } from './outbox/drain'
import { record } from './outbox/record'
import { revocationHandlers, watchExpiry, type Rechecks } from './revocation'

const database = useDatabase()
type Who = Parameters<Rechecks['recheck']>[0]
const SECOND = 1_000
let stops: (() => unknown)[] = []

afterEach(async () => {
  for (const stop of stops) await stop()
  stops = []
})

/** Stands where document and event sockets stand, and remembers about whom it was asked. */
function recorder(): Rechecks & { asked: Who[] } {
  const asked: Who[] = []
  return { asked, recheck: async who => void asked.push(who) }
}

function watching(documentsOf = documentsOfPerson): ReturnType<typeof recorder> {
  const connections = recorder()
  const log = keptLog()
  const deps = { pool: database.pool, connections: [connections], documentsOf, log }
  const { stop } = watchExpiry({ ...deps, alsoEnds: endUnjustifiedSeats })
  stops.push(stop)
  return connections
}

const personIn = (asked: readonly Who[], personId: string) => asked.some(who => who.personId === personId)
/** Ends by the clock a moment from now; the watch has begun by then. */
const soon = () => new Date(Date.now() + 900)

test('a role that runs out by the clock is noticed within a second', async () => {
  const { asked } = watching()
  const personId = await aPerson()
  const to = soon()
  await aGrant(personId, 'teacher', await aUnit(), { to })
  await until('the person’s connections are asked about', () => personIn(asked, personId))
  expect(Date.now() - to.getTime()).toBeGreaterThanOrEqual(0)
  expect(Date.now() - to.getTime()).toBeLessThan(SECOND)
})

test('a guest’s seat that ends with the day is noticed within a second, with the table’s document', async () => {
  const { asked } = watching()
  const guest = await aPerson({ kind: 'guest' })
  const table = await aTable()
  const to = soon()
  await aSeat(table, guest, { to })
  await until('the guest’s connections are asked about', () => personIn(asked, guest))
  expect(Date.now() - to.getTime()).toBeLessThan(SECOND)
  await until('whoever read along there too', () => asked.some(who => who.documentId === table.documentId))
})

test('a session that runs out is noticed within a second', async () => {
  const { asked } = watching()
  const personId = await aPerson()
  const { sessionId } = await signInAs(personId, { address: '', userAgent: null })
  const expiresAt = soon()
  await database.db.session.update({ where: { id: sessionId }, data: { expiresAt } })
  await until('the person’s connections are asked about', () => personIn(asked, personId))
  expect(Date.now() - expiresAt.getTime()).toBeLessThan(SECOND)
})

test('each end is noticed once, and what ended long ago or ends later is left alone', async () => {
  const { asked } = watching()
  const unit = await aUnit()
  const [past, now, later] = [await aPerson(), await aPerson(), await aPerson()]
  await aGrant(past, 'teacher', unit, { to: new Date(Date.now() - 3_600_000) })
  await aGrant(later, 'teacher', unit, { to: new Date(Date.now() + 3_600_000) })
  await aGrant(now, 'teacher', unit, { to: soon() })
  await until('the one is asked about', () => personIn(asked, now))
  const next = await aPerson()
  await aGrant(next, 'teacher', unit, { to: soon() })
  await until('the next one is asked about', () => personIn(asked, next))
  expect(asked).toEqual([{ personId: now }, { personId: next }])
})

test('when asking fails in the middle, nobody is forgotten', async () => {
  let failures = 0
  const { asked } = watching(async personId => {
    if (failures++ === 0) throw new Error('the database was away')
    return documentsOfPerson(personId)
  })
  const people = [await aPerson(), await aPerson(), await aPerson()]
  const [unit, to] = [await aUnit(), soon()]
  for (const personId of people) await aGrant(personId, 'teacher', unit, { to })
  await until('all three are asked about', () => people.every(personId => personIn(asked, personId)))
  expect(failures).toBeGreaterThan(3)
})

test('a right that changes is asked about at once: sign-out by session, roles and seats by person and document', async () => {
  const connections = recorder()
  const second = recorder()
  const drain = startDrain({
    pool: database.pool,
    listen: database.app,
    handlers: revocationHandlers([connections, second], documentsOfPerson),
    log: keptLog(),
  })
  stops.push(() => drain.stop())
  const personId = await aPerson()
  const table = await aTable({ seated: [personId] })
  const { sessionId } = await signInAs(personId, { address: '', userAgent: null })

  await signOut(personId, sessionId)
  await until('the session is asked about', () => connections.asked.length > 0)
  expect(connections.asked).toEqual([{ sessionId }])

  const ids = { gatheringId: table.gatheringId, tableId: table.id, personId }
  const grant = { grantId: table.id, personId, orgUnitId: table.id }
  for (const [type, payload] of [
    ['seat.taken', ids],
    ['seat.left', ids],
    ['grant.given', grant],
    ['grant.ended', grant],
  ] as const) {
    connections.asked.length = 0
    await database.db.$transaction(tx => record(tx, null, type, payload))
    await until(type, () => connections.asked.length === 2)
    expect(connections.asked).toEqual([{ personId }, { documentId: table.documentId }])
  }
  expect(second.asked.length).toBeGreaterThan(0)
})
