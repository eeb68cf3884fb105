import pg from 'pg'
import { whoAsks } from '~server/auth/actor'
import { createCookies } from '~server/auth/cookies'
import { createClient, db, provideDb } from '~server/database/client'
import { findPlace } from '~server/database/embedded/place'
import { APP_ROLE } from '~server/database/open'
import { NOTHING, withReach } from '~server/database/reach'
import { canReadAudit } from '~server/domain/audit/policy'
import { factsOf } from '~server/domain/cohorts/cohorts'
import { canImport } from '~server/domain/cohorts/imports/policy'
import {
  canDecide,
  canEnrol,
  canEnrolSomebody,
  canFoundCohorts,
  visibleCohorts,
  visibleEnrolments,
  type CohortFacts,
} from '~server/domain/cohorts/policy'
import { canHaveDesk } from '~server/domain/development/policy'
import { levelsFor, visibleGatherings } from '~server/domain/gatherings/policy'
import { visibleUnits } from '~server/domain/organisations/policy'
import { FACTS, unitFacts } from '~server/domain/organisations/units'
import { canAssignSomebody, canSearchPeople } from '~server/domain/people/policy'
import type { Actor } from '~server/domain/shared/actor'
import { memberUnits, type UnitFacts } from '~server/domain/shared/authorize'
import { canOpenSupport } from '~server/domain/support/policy'
import { spread } from './spread'

/** What the access of one request costs, in milliseconds. */
export interface CanRow {
  who: string
  /** Every question that the menu and the cohort's page ask the policies, with each of its municipalities: pure computing. */
  canP50: number
  canP95: number
  /** The session, its reach and the roles that hold: the queries by which a request gets its actor. */
  actorP50: number
  actorP95: number
}

const COOKIES = createCookies({ secure: false })

/** Asks as the server does, in this process, over connections of the server's own role. */
export async function measureCan(
  dataDir: string,
  sessions: Readonly<Record<string, { cookie: string; cohort: string }>>,
  rounds: number,
): Promise<CanRow[]> {
  const { socketDir } = findPlace(dataDir)
  const pool = new pg.Pool({ host: socketDir, user: APP_ROLE, database: 'pulje', max: 4 })
  const client = createClient(pool)
  provideDb(client)
  try {
    const towns = (
      await client.orgUnit.findMany({
        where: { kind: 'municipality', country: 'no', validTo: null },
        select: FACTS,
      })
    ).map(unitFacts)
    const rows: CanRow[] = []
    for (const [who, { cookie, cohort }] of Object.entries(sessions))
      rows.push(await rowOf(who, cookie, cohort, towns, rounds))
    return rows
  } finally {
    await client.$disconnect()
    await pool.end()
  }
}

async function rowOf(
  who: string,
  cookie: string,
  cohortId: string,
  towns: UnitFacts[],
  rounds: number,
): Promise<CanRow> {
  const ask = () => withReach(NOTHING, async () => (await whoAsks(cookie, COOKIES, 'offered')).actor)
  const actor = await ask()
  if (actor?.reach === undefined) throw new Error(`${who} is nobody`)
  const cohort = await withReach(actor.reach, () => factsOf(db(), actor, cohortId))
  const can: number[] = []
  const actors: number[] = []
  for (let i = 0; i < rounds + 5; i++) {
    const began = performance.now()
    await ask()
    const known = performance.now()
    askEverything(actor, cohort, towns)
    if (i >= 5) {
      actors.push(known - began)
      can.push(performance.now() - known)
    }
  }
  const [c, a] = [spread(can), spread(actors)]
  return { who, canP50: c.p50, canP95: c.p95, actorP50: a.p50, actorP95: a.p95 }
}

/** The menu's questions and the cohort page's, the conditions of its queries, and for each municipality whether it may be changed. */
function askEverything(actor: Actor, cohort: CohortFacts, towns: readonly UnitFacts[]): void {
  for (const can of [canSearchPeople, canImport, canOpenSupport, canReadAudit, canHaveDesk, canFoundCohorts])
    can(actor)
  canAssignSomebody(actor)
  canEnrolSomebody(actor, cohort)
  canDecide(actor, cohort)
  for (const where of [visibleUnits, visibleCohorts, visibleEnrolments]) where(actor)
  visibleGatherings(actor, new Date())
  for (const unit of memberUnits(actor)) levelsFor(actor, cohort, unit)
  for (const town of towns) canEnrol(actor, cohort, town)
}
