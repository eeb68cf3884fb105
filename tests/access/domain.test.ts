import { beforeAll, expect, test } from 'vitest'
import { db } from '~server/database/client'
import { canEnrol } from '~server/domain/cohorts/policy'
import { factsOf } from '~server/domain/cohorts/cohorts'
import { getUnit } from '~server/domain/organisations/units'
import { allow } from '~server/domain/shared/authorize'
import { useDatabase } from '../support/database'
import { ASKS, factsOfUnit, verdict } from './asks'
import { aCrossedNetwork, type CrossedNetwork } from './crossed-network'
import { Oracle } from './oracle'
import { readWorld } from './world'

const database = useDatabase()
const UNKNOWN = '00000000-0000-4000-8000-000000000000'
let w: CrossedNetwork & { counties: string[] }
let oracle: Oracle

beforeAll(async () => {
  const network = await aCrossedNetwork()
  const { west, north, south } = network.n
  w = { ...network, counties: [west, north, south] }
  const { world, now } = await readWorld(database.owner)
  oracle = new Oracle(world, now)
})

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
