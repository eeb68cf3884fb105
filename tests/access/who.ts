import { db } from '~server/database/client'
import { ROLES, type Actor, type Role } from '~server/domain/shared/actor'
import type { UnitFacts } from '~server/domain/shared/authorize'
import { paperActor as onPaper } from '../support/factories'
import type { Face } from './faces'
import type { WholeNetwork } from './whole-network'

/** Somebody who is asked about, in words: `leader at Vestby skole`. */
export interface Somebody {
  words: string
  actor: Actor
}

/** Whoever is on paper has no rows of their own, and is the same person each time the question is asked. */
const paperActor = (...grants: Parameters<typeof onPaper>): Actor => ({
  ...onPaper(...grants),
  personId: '00000000-0000-4000-8000-000000000001',
})

/** Every role at one unit of each kind, assignments of each role that has them (and of one that has none), and no role at all. */
export function everybody({ n, called, cast, cohorts: [, ours = ''] }: WholeNetwork): Somebody[] {
  const places = [n.national, n.west, n.westTown, n.westTownSchool]
  const members = places.flatMap(unit =>
    ROLES.map(role => ({
      words: `${role} at ${called.get(unit)}`,
      actor: paperActor({ role, orgUnitId: unit }),
    })),
  )
  const assigned = (role: Role, orgUnitId: string, cohortId: string): Somebody => ({
    words: `${role} assigned to ${called.get(orgUnitId)} in ${called.get(cohortId)}`,
    actor: paperActor({ role, orgUnitId, cohortId }),
  })
  const administrators: readonly Role[] = ['administrator', 'national_adviser', 'data_officer']
  return [
    ...members,
    assigned('resource_person', n.westTownSchool, n.cohort),
    assigned('resource_person', n.northTownSchool, ours),
    assigned('ppt_adviser', n.westTownSchool, n.cohort),
    assigned('leader', n.westTownSchool, n.cohort),
    assigned('county_adviser', n.west, n.cohort),
    assigned('county_adviser', n.west, ours),
    assigned('municipality_coordinator', n.westTown, n.cohort),
    ...administrators.map(role => assigned(role, n.west, n.cohort)),
    { words: 'no role at all', actor: paperActor() },
    { words: 'a guest', actor: cast['guest'] ?? paperActor() },
    {
      words: 'teacher at Vestby skole and leader of Nordby skole',
      actor: paperActor(
        { role: 'teacher', orgUnitId: n.westTownSchool },
        { role: 'leader', orgUnitId: n.northTownSchool },
      ),
    },
    {
      words: 'resource person of Vestby skole and Nordby skole',
      actor: paperActor(
        { role: 'resource_person', orgUnitId: n.westTownSchool, cohortId: n.cohort },
        { role: 'resource_person', orgUnitId: n.northTownSchool, cohortId: n.cohort },
      ),
    },
    ...Object.entries(cast)
      .filter(([name]) => REAL.includes(name))
      .map(([words, actor]) => ({ words, actor })),
  ]
}

/** People with rows of their own: seats, lists, assignments. */
const REAL = ['teacher', 'otherTeacher', 'resource', 'crossing resource person', 'nobody', 'former teacher']

/** What does not depend on who asks: asked once, for whoever has no role. */
export const once =
  (face: Face): Face =>
  (actor, w, units) =>
    actor.grants.length === 0 && actor.kind === 'account' ? face(actor, w, units) : []

/** Every unit as policies judge it. */
export async function unitFacts(): Promise<UnitFacts[]> {
  const rows = await db().orgUnit.findMany({ include: { ancestors: true }, orderBy: { id: 'asc' } })
  return rows.map(({ id, kind, ancestors }) => ({
    id,
    kind,
    ancestorIds: ancestors.map(({ ancestorId }) => ancestorId),
  }))
}

/** Answers that were given before: the network is only read, so that the same question has the same answer. */
const known = new Map<string, Promise<string[]>>()

/** Ids of the rows a condition lets through. */
export function through(
  model: string,
  where: object,
  find: () => Promise<{ id: string }[]>,
): Promise<string[]> {
  const question = `${model} ${JSON.stringify(where, (_, value: unknown) => value ?? 'null or nothing')}`
  const before = known.get(question)
  if (before !== undefined) return before
  const answer = find().then(rows => rows.map(({ id }) => id).sort())
  known.set(question, answer)
  return answer
}

/** People with the same answer stand together; whoever is answered nothing is left out. */
export async function table(
  people: readonly Somebody[],
  answer: (actor: Actor) => Promise<readonly string[]> | readonly string[],
): Promise<string> {
  const groups = new Map<string, string[]>()
  for (const { words, actor } of people) {
    const given = [...new Set(await answer(actor))].sort().join(', ')
    if (given !== '') groups.set(given, [...(groups.get(given) ?? []), words])
  }
  return [...groups].map(([given, who]) => `${who.join('; ')}\n  ${given}\n`).join('')
}
