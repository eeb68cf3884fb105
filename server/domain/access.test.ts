import { beforeAll, describe, expect, test } from 'vitest'
import { aGathering, aGrant, anActor, aPerson, aSeat, aTable } from '../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../tests/support/network'
import { useDatabase } from '../../tests/support/database'
import { db, provideDb, type Db } from '~server/database/client'
import { sql } from '../../tests/support/sql'
import { documentRight } from './access'
import { readersOfTable } from './gatherings/rights'
import type { Actor } from './shared/actor'

const database = useDatabase()
let n: Network
let cast: Cast
let gathering: string

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  gathering = await aGathering({ cohort: n.cohort, host: n.west })
})

type Table = Awaited<ReturnType<typeof aTable>>

/** What somebody may do at a table; the list of those who read along says the same. */
const rightOf = async ({ personId }: Pick<Actor, 'personId'>, { id, documentId }: Table) => {
  const right = await documentRight({ personId }, documentId)
  const readers = await db().$queryRaw<{ id: string }[]>(readersOfTable(id))
  expect(readers.some(reader => reader.id === personId)).toBe(right === 'read')
  return right
}
const rights = async (table: Table) => {
  const found = await Promise.all(CAST.map(async who => [who, await rightOf(cast[who], table)] as const))
  return Object.fromEntries(found.filter(([, right]) => right !== null))
}
const soon = () => new Date(Date.now() + 60_000)
const gone = () => new Date(Date.now() - 60_000)

describe('the document of a table', () => {
  test('a seat writes, whoever follows the school of somebody there reads, all others nothing', async () => {
    const table = await aTable({ gathering, seated: [cast.teacher.personId] })
    expect(await rights(table)).toEqual({ teacher: 'write', resource: 'read' })
  })

  test('where nobody of the followed school sits, nobody reads along', async () => {
    const table = await aTable({ gathering, seated: [cast.northTeacher.personId, cast.westTown.personId] })
    expect(await rights(table)).toEqual({ northTeacher: 'write', westTown: 'write' })
  })

  test('an empty table is nobody’s', async () => {
    expect(await rights(await aTable({ gathering }))).toEqual({})
  })

  test('a seat at the next table opens nothing here', async () => {
    const table = await aTable({ gathering })
    await aTable({ gathering, seated: [await aPerson()] })
    expect(await rights(table)).toEqual({})
  })

  test('a resource person who sits there writes', async () => {
    const table = await aTable({
      gathering: await aGathering({ cohort: n.cohort }),
      seated: [cast.resource.personId],
    })
    expect(await rights(table)).toEqual({ resource: 'write' })
  })

  test.each([
    [
      'of another cohort',
      async (person: string) =>
        aGrant(person, 'resource_person', n.westTownSchool, { cohort: await otherCohort() }),
    ],
    [
      'to another school',
      (person: string) => aGrant(person, 'resource_person', n.westTownOtherSchool, { cohort: n.cohort }),
    ],
    [
      'to the municipality above',
      (person: string) => aGrant(person, 'resource_person', n.westTown, { cohort: n.cohort }),
    ],
    [
      'as something else',
      (person: string) => aGrant(person, 'ppt_adviser', n.westTownSchool, { cohort: n.cohort }),
    ],
    ['without a cohort', (person: string) => aGrant(person, 'resource_person', n.westTownSchool)],
    [
      'that has ended',
      (person: string) =>
        aGrant(person, 'resource_person', n.westTownSchool, { cohort: n.cohort, to: gone() }),
    ],
    [
      'that has not begun',
      (person: string) =>
        aGrant(person, 'resource_person', n.westTownSchool, { cohort: n.cohort, from: soon() }),
    ],
  ])('an assignment %s does not read', async (_, give) => {
    const table = await aTable({
      gathering: await aGathering({ cohort: n.cohort }),
      seated: [cast.teacher.personId],
    })
    const person = await aPerson()
    await give(person)
    expect(await rightOf({ personId: person }, table)).toBeNull()
  })

  test('two people who follow the same school are not each other’s reason to read', async () => {
    const table = await aTable({
      gathering: await aGathering({ cohort: n.cohort }),
      seated: [await aPerson({ role: 'resource_person', unit: n.westTownSchool, cohort: n.cohort })],
    })
    expect(await rightOf(cast.resource, table)).toBeNull()
  })
})

describe('asked again, the answer is the present one', () => {
  const seatedActor = async (): Promise<{ actor: Actor; table: Table }> => {
    const actor = await anActor('teacher', n.westTownSchool)
    return {
      actor,
      table: await aTable({ gathering: await aGathering({ cohort: n.cohort }), seated: [actor.personId] }),
    }
  }

  test('a seat taken away', async () => {
    const { actor, table } = await seatedActor()
    expect(await rightOf(actor, table)).toBe('write')
    await database.db.seat.deleteMany({ where: { personId: actor.personId } })
    expect(await rightOf(actor, table)).toBeNull()
  })

  test('a seat that has ended, and one that has not begun', async () => {
    const { actor, table } = await seatedActor()
    for (const period of [{ to: gone() }, { from: soon() }]) {
      await aSeat(table, actor.personId, period)
      expect([await rightOf(actor, table), await rightOf(cast.resource, table)]).toEqual([null, null])
    }
    await aSeat(table, actor.personId, { to: soon() })
    expect([await rightOf(actor, table), await rightOf(cast.resource, table)]).toEqual(['write', 'read'])
  })

  test('a seat holds from its first moment on, and no longer at its last', async () => {
    const { actor, table } = await seatedActor()
    const moment = new Date('2026-11-22T12:00:00Z')
    await sql(
      database.owner,
      `CREATE SCHEMA stopped; GRANT USAGE ON SCHEMA stopped TO PUBLIC;
       CREATE FUNCTION stopped.now() RETURNS timestamptz LANGUAGE sql STABLE AS $$SELECT '${moment.toISOString()}'::timestamptz$$`,
    )
    // Within this transaction alone the database's clock stands still.
    const then = (period: { from?: Date; to?: Date }) =>
      database.db.$transaction(async tx => {
        await aSeat(table, actor.personId, period)
        await tx.$executeRaw`SET LOCAL search_path = stopped, public, pg_catalog`
        provideDb(tx as Db)
        return rightOf(actor, table).finally(() => provideDb(database.db))
      })
    expect(await then({ from: moment })).toBe('write')
    expect(await then({ to: moment })).toBeNull()
  })

  test('whoever sat there once and follows the school reads along', async () => {
    const { table } = await seatedActor()
    await aSeat(table, cast.resource.personId, { to: gone() })
    expect(await rightOf(cast.resource, table)).toBe('read')
  })

  test('a person disabled', async () => {
    const { actor, table } = await seatedActor()
    await database.db.person.update({ where: { id: actor.personId }, data: { disabledAt: new Date() } })
    expect(await rightOf(actor, table)).toBeNull()
  })

  test('the teacher’s membership ended: nothing left for the one who follows the school', async () => {
    const { actor, table } = await seatedActor()
    expect(await rightOf(cast.resource, table)).toBe('read')
    await database.db.grant.updateMany({ where: { personId: actor.personId }, data: { validTo: gone() } })
    expect(await rightOf(cast.resource, table)).toBeNull()
    expect(await rightOf(actor, table)).toBe('write')
  })

  test('an assignment ended', async () => {
    const { table } = await seatedActor()
    const resource = await anActor('resource_person', n.westTownSchool, n.cohort)
    expect(await rightOf(resource, table)).toBe('read')
    await database.db.grant.updateMany({ where: { personId: resource.personId }, data: { validTo: gone() } })
    expect(await rightOf(resource, table)).toBeNull()
  })
})

test.each(['', 'x', '00000000-0000-0000-0000-000000000000', "'; DROP TABLE seat; --"])(
  'nobody has a right to the document %j',
  async id => {
    expect(await documentRight(cast.teacher, id)).toBeNull()
  },
)

test('somebody with an id that is none has no right', async () => {
  const { documentId } = await aTable({ gathering })
  expect(await documentRight({ personId: 'x' }, documentId)).toBeNull()
})

async function otherCohort(): Promise<string> {
  const { programmeId, hostId, startsOn, endsOn } = await database.db.cohort.findUniqueOrThrow({
    where: { id: n.cohort },
  })
  return (await database.db.cohort.create({ data: { programmeId, hostId, startsOn, endsOn, number: 99 } })).id
}
