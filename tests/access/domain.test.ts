import { beforeAll, expect, test } from 'vitest'
import { documentRight } from '~server/domain/access'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { canEnrol } from '~server/domain/cohorts/policy'
import { factsOf } from '~server/domain/cohorts/cohorts'
import { db } from '~server/database/client'
import { getGathering } from '~server/domain/gatherings/gatherings'
import { listSeats } from '~server/domain/gatherings/seats'
import { FACTS, getUnit, unitFacts } from '~server/domain/organisations/units'
import { listMembers } from '~server/domain/people/people'
import { canReadChain } from '~server/domain/audit/policy'
import type { Actor } from '~server/domain/shared/actor'
import { allow } from '~server/domain/shared/authorize'
import { forbidden, isDomainError, notFound } from '~server/domain/shared/errors'
import { useDatabase } from '../support/database'
import { aCrossedNetwork, type CrossedNetwork } from './crossed-network'
import { Oracle, type Question, type Verdict } from './oracle'
import { readWorld } from './world'

const database = useDatabase()
const UNKNOWN = '00000000-0000-4000-8000-000000000000'
let w: CrossedNetwork
let oracle: Oracle

beforeAll(async () => {
  w = await aCrossedNetwork()
  const { world, now } = await readWorld(database.owner)
  oracle = new Oracle(world, now)
})

async function verdict(work: () => Promise<unknown>): Promise<Verdict> {
  try {
    await work()
    return 'allow'
  } catch (error) {
    if (isDomainError(error) && (error.code === 'not_found' || error.code === 'forbidden')) return error.code
    throw error
  }
}

async function factsOfUnit(id: string) {
  const row = await db().orgUnit.findUnique({ where: { id }, select: FACTS })
  if (row === null) throw notFound()
  return unitFacts(row)
}

async function mayWrite(actor: Actor, id: string): Promise<void> {
  const right = await documentRight(actor, id)
  if (right === null) throw notFound()
  if (right === 'read') throw forbidden()
}

type Ask = (actor: Actor, thing: string) => Promise<unknown>
const ASKS: Record<string, { question: Question; things: (w: CrossedNetwork) => string[]; ask: Ask }> = {
  units: { question: 'read unit', things: ({ units }) => units, ask: (actor, id) => getUnit(actor, id) },
  people: { question: 'see people', things: ({ units }) => units, ask: listMembers },
  cohorts: { question: 'read cohort', things: ({ cohorts }) => cohorts, ask: getCohort },
  gatherings: { question: 'read gathering', things: ({ gatherings }) => gatherings, ask: getGathering },
  arranging: { question: 'arrange gathering', things: ({ gatherings }) => gatherings, ask: listSeats },
  reading: {
    question: 'read document',
    things: ({ documents }) => documents,
    ask: async (actor, id) => {
      if ((await documentRight(actor, id)) === null) throw notFound()
    },
  },
  writing: { question: 'write document', things: ({ documents }) => documents, ask: mayWrite },
  'the log': {
    question: 'read log',
    things: ({ n }) => [n.west, n.north, n.south],
    ask: async (actor, id) => {
      if (!canReadChain(actor, await factsOfUnit(id))) throw notFound()
    },
  },
}

test.each(Object.entries(ASKS))(
  '%s: the product answers as the oracle',
  async (_, { question, things, ask }) => {
    const everybody = Object.entries(w.cast).map(async ([name, actor]) => {
      for (const thing of [...things(w), UNKNOWN]) {
        const expected = oracle.judge(actor.personId, question, thing)
        const answer = await verdict(() => ask(actor, thing))
        expect(`${name} · ${question} · ${thing}: ${answer}`).toBe(
          `${name} · ${question} · ${thing}: ${expected}`,
        )
      }
    })
    await Promise.all(everybody)
  },
  120_000,
)

test('enrolling: the product answers as the oracle, for every unit in every cohort', async () => {
  const everybody = Object.entries(w.cast).map(async ([name, actor]) => {
    for (const cohort of w.cohorts) {
      for (const unit of w.units) {
        const answer = await verdict(async () => {
          const facts = await factsOf(db(), actor, cohort)
          await getUnit(actor, unit)
          allow(canEnrol(actor, facts, await factsOfUnit(unit)))
        })
        const expected = oracle.judge(actor.personId, 'enrol', cohort, unit)
        expect(`${name} · ${unit}: ${answer}`).toBe(`${name} · ${unit}: ${expected}`)
      }
    }
  })
  await Promise.all(everybody)
}, 120_000)

test('the oracle is no yes-man: it allows and refuses something of every kind', () => {
  for (const { question, things } of Object.values(ASKS)) {
    const said = Object.values(w.cast).flatMap(({ personId }) =>
      things(w).map(thing => oracle.judge(personId, question, thing)),
    )
    expect(new Set(said).size, question).toBeGreaterThan(1)
  }
})
