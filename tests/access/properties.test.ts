import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '~server/database/client'
import { withReach } from '~server/database/reach'
import { listCohorts } from '~server/domain/cohorts/cohorts'
import { listGatherings } from '~server/domain/gatherings/gatherings'
import { visibleUnits } from '~server/domain/organisations/policy'
import { unitsWithVisiblePeople } from '~server/domain/people/policy'
import type { Actor } from '~server/domain/shared/actor'
import { useDatabase } from '../support/database'
import { actorOf } from '../support/factories'
import { sql } from '../support/sql'
import { ASKS, verdict } from './asks'
import { Oracle, type Verdict } from './oracle'
import { actorsIn, build, give, grants, worlds, type RandomWorld } from './random-world'
import { readWorld } from './world'

// What holds in every world that could come about. RUNS and SEED are said by whoever looks for longer (npm run test:access).
const database = useDatabase()
const numRuns = Number(process.env['RUNS'] ?? 12)
const seed = process.env['SEED'] === undefined ? undefined : Number(process.env['SEED'])
const holds = <T>(property: fc.IAsyncProperty<T>): Promise<void> =>
  fc.assert(property, { numRuns, ...(seed !== undefined && { seed }), endOnFailure: true })
const LONG = 1_800_000

type Answers = Map<string, Verdict>

/** Every question about everything, as the domain answers this person. */
async function answers(actor: Actor, world: RandomWorld): Promise<Answers> {
  const all: Answers = new Map()
  for (const [words, { things, ask }] of Object.entries(ASKS))
    for (const [at, thing] of things(world).entries())
      all.set(`${words} ${at}`, await verdict(() => ask(actor, thing)))
  return all
}

async function expected(world: RandomWorld): Promise<(person: string) => Answers> {
  const { world: rows, now } = await readWorld(database.owner)
  const oracle = new Oracle(rows, now)
  return person =>
    new Map(
      Object.entries(ASKS).flatMap(([words, { question, things }]) =>
        things(world).map((thing, at) => [`${words} ${at}`, oracle.judge(person, question, thing)] as const),
      ),
    )
}

const opened = (all: Answers): string[] =>
  [...all].filter(([, verdict]) => verdict === 'allow').map(([what]) => what)

test(
  'whoever may is whoever the rules in words say, whatever the tree, the roles and their periods',
  () =>
    holds(
      fc.asyncProperty(worlds, async plan => {
        const world = await build(plan)
        const says = await expected(world)
        for (const actor of await actorsIn(world))
          expect(await answers(actor, world)).toEqual(says(actor.personId))
      }),
    ),
  LONG,
)

test(
  'a list has the rows that can be opened, and no others',
  () =>
    holds(
      fc.asyncProperty(worlds, async plan => {
        const world = await build(plan)
        const units = (where: object) =>
          db().orgUnit.findMany({
            where: { AND: [where, { id: { in: world.units } }] },
            select: { id: true },
          })
        for (const actor of await actorsIn(world)) {
          const can = opened(await answers(actor, world))
          const rows = async (
            words: string,
            ids: readonly string[],
            list: Promise<readonly { id: string }[]>,
          ) => {
            const listed = new Set((await list).map(({ id }) => id))
            const found = ids.flatMap((id, at) => (listed.has(id) ? [`${words} ${at}`] : []))
            expect(found).toEqual(can.filter(what => what.startsWith(`${words} `)))
          }
          await rows('units', world.units, units(visibleUnits(actor)))
          await rows('people', world.units, units(unitsWithVisiblePeople(actor)))
          await rows('cohorts', world.cohorts, listCohorts(actor))
          await rows('gatherings', world.gatherings, listGatherings(actor))
        }
      }),
    ),
  LONG,
)

test(
  'a new role never takes anything away',
  () =>
    holds(
      fc.asyncProperty(worlds, grants, async (plan, { role, unit, cohort }) => {
        const world = await build(plan)
        const person = world.people[0] ?? ''
        const before = opened(await answers(await actorOf(person), world))
        await give(
          person,
          role,
          world.units[unit] ?? '',
          cohort === null ? null : (world.cohorts[cohort] ?? ''),
        )
        const after = opened(await answers(await actorOf(person), world))
        expect(after).toEqual(expect.arrayContaining(before))
      }),
    ),
  LONG,
)

test(
  'a school that moves is seen from its new owner, and from the former one no longer',
  () =>
    holds(
      fc.asyncProperty(worlds, fc.integer({ min: 1, max: 4 }), async (plan, to) => {
        const world = await build(plan)
        const [childId, parentId] = [world.units[5] ?? '', world.units[to] ?? '']
        await db().orgUnitRelation.updateMany({ where: { childId, kind: 'owns' }, data: { parentId } })
        const says = await expected(world)
        for (const actor of await actorsIn(world))
          expect(await answers(actor, world)).toEqual(says(actor.personId))
      }),
    ),
  LONG,
)

test(
  'row-level security changes no answer',
  () =>
    holds(
      fc.asyncProperty(worlds, async plan => {
        const world = await build(plan)
        for (const actor of await actorsIn(world)) {
          const [row] = await sql<{ reach: string }>(database.owner, 'SELECT reach_of($1) AS reach', [
            actor.personId,
          ])
          const without = await answers(actor, world)
          expect(await withReach(row?.reach ?? '', () => answers(actor, world))).toEqual(without)
        }
      }),
    ),
  LONG,
)
