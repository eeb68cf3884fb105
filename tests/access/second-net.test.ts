import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type Db } from '~server/database/client'
import { withReach } from '~server/database/reach'
import { documentRight } from '~server/domain/access'
import { getCohort, listCohorts } from '~server/domain/cohorts/cohorts'
import { listEnrolable, listEnrolledUnits, listEnrolments } from '~server/domain/cohorts/enrolments'
import { desk } from '~server/domain/development/desk'
import { getGathering, listGatherings } from '~server/domain/gatherings/gatherings'
import { home } from '~server/domain/gatherings/home'
import { listSeatable, listSeats } from '~server/domain/gatherings/seats'
import { getTableDocument } from '~server/domain/gatherings/table-document'
import { listTables } from '~server/domain/gatherings/tables'
import { listUnits } from '~server/domain/organisations/units'
import { listMembers } from '~server/domain/people/people'
import type { Actor } from '~server/domain/shared/actor'
import { isDomainError } from '~server/domain/shared/errors'
import { useDatabase } from '../support/database'
import { sql } from '../support/sql'
import { aPerson, aUnit } from '../support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../support/network'
import { aCrossedNetwork, type CrossedNetwork } from './crossed-network'

const database = useDatabase()
let w: CrossedNetwork
/** Another country, in which no border is crossed. */
let n: Network
let plain: Cast

beforeAll(async () => {
  w = await aCrossedNetwork()
  n = await aNetwork()
  plain = await aCast(n)
})

const reachOf = async (personId: string): Promise<string> => {
  const [row] = await sql<{ reach: string }>(database.owner, 'SELECT reach_of($1) AS reach', [personId])
  return row?.reach ?? ''
}

/** What somebody is told, or how they are refused. */
async function told(read: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await read())
  } catch (error) {
    if (isDomainError(error)) return `refused: ${error.code}`
    throw error
  }
}

const READS: Record<string, (actor: Actor, w: CrossedNetwork) => (() => Promise<unknown>)[]> = {
  'home and lists': actor => [
    () => home(actor),
    () => listCohorts(actor),
    () => listGatherings(actor),
    () => listUnits(actor),
    () => desk(actor),
  ],
  cohorts: (actor, { cohorts }) =>
    cohorts.flatMap(id => [
      () => getCohort(actor, id),
      () => listEnrolments(actor, id),
      () => listEnrolledUnits(actor, id, { wish: 1, most: 50 }),
      () => listEnrolable(actor, id, ['county', 'municipality', 'school']),
      () => listGatherings(actor, { cohortId: id }),
    ]),
  gatherings: (actor, { gatherings }) =>
    gatherings.flatMap(id => [
      () => getGathering(actor, id),
      () => listTables(actor, id),
      () => listSeats(actor, id),
      () => listSeatable(actor, id),
    ]),
  documents: (actor, { documents }) =>
    documents.flatMap(id => [() => documentRight(actor, id), () => getTableDocument(actor, id)]),
  people: (actor, { units }) => units.map(id => () => listMembers(actor, id)),
}

describe('row-level security changes no answer: with it and without it everybody is told the same', () => {
  test.each(Object.entries(READS))(
    '%s',
    async (_, reads) => {
      const everybody = Object.entries(w.cast).map(async ([name, actor]) => {
        const reach = await reachOf(actor.personId)
        for (const [index, read] of reads(actor, w).entries()) {
          const without = await told(read)
          expect(await withReach(reach, () => told(read)), `${name}, question ${index}`).toBe(without)
        }
      })
      await Promise.all(everybody)
    },
    120_000,
  )
})

describe('what a policy would forget, the net holds', () => {
  test('a connection that has not said whose it is sees nothing', async () => {
    const secured = await sql<{ name: string }>(
      database.owner,
      `SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace`,
    )
    expect(secured.length).toBeGreaterThan(25)
    for (const { name } of secured) {
      const rows = await sql<{ n: number }>(database.app, `SELECT count(*)::int AS n FROM "${name}"`)
      const authorities = name === 'org_unit' || name === 'enrolment'
      if (!authorities) expect([name, rows[0]?.n]).toEqual([name, 0])
    }
    const kinds = await sql<{ kind: string }>(
      database.app,
      'SELECT DISTINCT kind::text AS kind FROM org_unit',
    )
    expect(kinds.map(row => row.kind).sort()).toEqual(['county', 'municipality', 'national', 'private_owner'])
  })

  test('every table that points at a unit, a person or a document is under it, or is said here not to be', async () => {
    const rows = await sql<{ name: string }>(
      database.owner,
      `SELECT DISTINCT c.relname AS name FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
       WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace AND NOT c.relforcerowsecurity ORDER BY 1`,
    )
    // The tree, names and numbers are public registers; what follows belongs to one person and is asked for by that person.
    expect(rows.map(row => row.name)).toEqual(OUTSIDE)
  })

  test('a county’s question without any condition reaches its own county only', async () => {
    const { db } = database
    await withReach(await reachOf(plain.west.personId), async () => {
      const units = await db.orgUnit.findMany({ where: { kind: 'school' }, select: { id: true } })
      expect(units.map(unit => unit.id)).not.toContain(n.northTownSchool)
      expect(units.map(unit => unit.id)).toContain(n.westTownSchool)
      const grants = await db.grant.findMany({ where: { orgUnitId: n.northTownSchool } })
      expect(grants).toEqual([])
    })
  })

  test('a county cannot write into another county', async () => {
    const { db } = database
    const personId = await aPerson()
    const school = n.northTownSchool
    await withReach(await reachOf(plain.west.personId), async () => {
      await expect(
        db.grant.create({ data: { personId, orgUnitId: school, role: 'leader' } }),
      ).rejects.toThrow('row-level security')
      expect(
        (await db.orgUnit.updateMany({ where: { id: school }, data: { ownerType: 'private' } })).count,
      ).toBe(0)
    })
  })

  test('nobody signed in reaches nobody', async () => {
    await withReach('{}', async () => {
      expect(await database.db.person.count()).toBe(0)
      expect(await database.db.document.count()).toBe(0)
    })
  })

  test('a unit that moves to another county is the old one’s no longer, with its people', async () => {
    const { db } = database
    const school = await aUnit({ below: n.westTown })
    const teacher = await aPerson({ role: 'teacher', unit: school })
    const reach = await reachOf(plain.north.personId)
    const seen = () =>
      withReach(reach, async () => [
        await db.orgUnit.count({ where: { id: school } }),
        await db.person.count({ where: { id: teacher } }),
      ])
    expect(await seen()).toEqual([0, 0])
    await db.orgUnitRelation.updateMany({ where: { childId: school }, data: { parentId: n.northTown } })
    expect(await seen()).toEqual([1, 1])
    const west = await reachOf(plain.west.personId)
    expect(await withReach(west, () => db.orgUnit.count({ where: { id: school } }))).toBe(0)
  })
})

describe('connections are shared, reaches are not', () => {
  let pool: pg.Pool
  let db: Db
  beforeAll(() => {
    pool = new pg.Pool({ ...database.app, max: 2 })
    db = createClient(pool)
  })
  afterAll(async () => {
    await db.$disconnect()
    await pool.end()
  })
  const units = () => [n.westTownSchool, n.northTownSchool]

  test('hundreds of questions of different people at once over two connections: each is answered within its own', async () => {
    const reaches = await Promise.all((['west', 'north'] as const).map(name => reachOf(plain[name].personId)))
    const ask = async (i: number): Promise<void> => {
      const own = i % 2
      await withReach(reaches[own]!, async () => {
        const wanted = units()
        // Of one tick: Prisma would gather these into one statement, whoever asks.
        const single = Promise.all(
          wanted.map(id => db.orgUnit.findUnique({ where: { id }, select: { id: true } })),
        )
        const raw = pool.query<{ id: string }>('SELECT id FROM org_unit WHERE id = ANY ($1)', [wanted])
        expect((await single).map(unit => unit?.id)).toEqual(
          wanted.map((id, at) => (at === own ? id : undefined)),
        )
        expect((await raw).rows.map(row => row.id)).toEqual([wanted[own]])
      })
    }
    await Promise.all(Array.from({ length: 300 }, (_, i) => ask(i)))
  })

  test('a transaction that is rolled back leaves its connection to nobody', async () => {
    const [west, north] = [await reachOf(plain.west.personId), await reachOf(plain.north.personId)]
    const count = () => db.orgUnit.count({ where: { id: { in: units() } } })
    for (let i = 0; i < 4; i++) {
      const failing = withReach(west, () =>
        db.$transaction(async tx => {
          await withReach('*', () => tx.orgUnit.count())
          throw new Error('never mind')
        }),
      )
      await expect(failing).rejects.toThrow('never mind')
      expect(await withReach(north, count)).toBe(1)
      expect(await withReach('{}', count)).toBe(0)
      expect(await count()).toBe(2)
    }
  })
})

const OUTSIDE = [
  'cycle_step',
  'identity',
  'notification_preference',
  'oidc_flow',
  'org_unit_closure',
  'org_unit_code',
  'org_unit_name',
  'org_unit_relation',
  'org_unit_succession',
  'passkey',
  'recovery_code',
  'session',
  'sign_in',
  'totp',
]
