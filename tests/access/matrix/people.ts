import type pg from 'pg'
import { hashToken, newToken } from '~server/domain/shared/tokens'
import { db } from '~server/database/client'
import { ROLES, type Role } from '~server/domain/shared/actor'
import { aGrant, aPerson } from '../../support/factories'
import type { WholeNetwork } from '../whole-network'

/** Somebody at the door: in which role, standing how to the school in the middle, with which cookie. */
export interface Asker {
  words: string
  relation: string
  personId: string
  cookie: string
  state: 'in' | 'out' | 'pending'
}

/** Roles that can be had at a kind of unit only. */
const PLACE: Partial<Record<Role, string>> = {
  administrator: 'national',
  national_adviser: 'national',
  county_adviser: 'county',
  data_officer: 'county',
  municipality_coordinator: 'municipality',
}

/** A role that somebody can be given there. Whoever is assigned follows or advises, and nobody follows without a cohort. */
function fits(role: Role, kind: string, assigned: boolean): boolean {
  if (assigned) return role === 'resource_person' || role === 'ppt_adviser'
  return role !== 'resource_person' && (PLACE[role] ?? kind) === kind
}

const SECOND = 1_000
const HOUR = 3_600 * SECOND

/** Every role in every relation to one school, the people of the network, a guest, nobody and half a session. */
export async function everyone(w: WholeNetwork, client: pg.Client): Promise<Asker[]> {
  const { n } = w
  const [, theirs = ''] = w.cohorts
  const now = Date.now()
  const relations: Record<string, [unit: string, period: Parameters<typeof aGrant>[3]]> = {
    'own unit': [n.westTownSchool, {}],
    parent: [n.westTown, {}],
    county: [n.west, {}],
    state: [n.national, {}],
    sibling: [n.westTownOtherSchool, {}],
    'other municipality': [n.westVillage, {}],
    'school of another municipality': [n.westVillageSchool, {}],
    'other county': [n.north, {}],
    'school of another county': [n.northTownSchool, {}],
    assigned: [n.westTownSchool, { cohort: n.cohort }],
    'assigned in another cohort': [n.northTownSchool, { cohort: theirs }],
    'not yet': [n.westTownSchool, { from: new Date(now + HOUR) }],
    'expired one second ago': [n.westTownSchool, { to: new Date(now - SECOND) }],
    revoked: [n.westTown, { to: new Date(now - HOUR) }],
    'revoked at the county': [n.west, { to: new Date(now - HOUR) }],
  }
  const askers: Asker[] = []
  const enter = async (words: string, relation: string, personId: string, strong = true): Promise<void> => {
    const cookie = await sessionOf(client, personId, strong)
    askers.push({ words, relation, personId, cookie, state: strong ? 'in' : 'pending' })
  }
  const kindOf = new Map(
    (await db().orgUnit.findMany({ select: { id: true, kind: true } })).map(({ id, kind }) => [id, kind]),
  )
  for (const [relation, [unit, period]] of Object.entries(relations)) {
    for (const role of ROLES.filter(each =>
      fits(each, kindOf.get(unit) ?? '', period?.cohort !== undefined),
    )) {
      const personId = await aPerson()
      await aGrant(personId, role, unit, period)
      await enter(`${role}, ${relation}`, relation, personId)
    }
  }
  for (const [name, actor] of Object.entries(w.cast)) {
    const relation = { guest: 'guest', nobody: 'none' }[name] ?? 'of the network'
    await enter(name, relation, actor.personId)
  }
  await enter(
    'adviser with half a session',
    'pending',
    await aPerson({ role: 'county_adviser', unit: n.west }),
    false,
  )
  const out = { words: 'signed out', relation: 'signed out', personId: '', state: 'out' as const }
  return [
    ...askers,
    { ...out, cookie: '' },
    { ...out, cookie: `pulje=${newToken()}`, words: 'unknown session' },
  ]
}

/** A session as signing in would have made it. @returns the cookie */
export async function sessionOf(client: pg.Client, personId: string, strong = true): Promise<string> {
  const token = newToken()
  await client.query(
    `INSERT INTO session (id, person_id, expires_at, second_factor_at)
     VALUES ($1, $2, now() + interval '2 hours', CASE WHEN $3 THEN now() END)`,
    [hashToken(token), personId, strong],
  )
  return `pulje=${token}`
}
