import { db } from '~server/database/client'
import { canReadAudit, canReadChain, readableChains } from '~server/domain/audit/policy'
import * as imports from '~server/domain/cohorts/imports/policy'
import * as cohorts from '~server/domain/cohorts/policy'
import * as development from '~server/domain/development/policy'
import * as gatherings from '~server/domain/gatherings/policy'
import * as organisations from '~server/domain/organisations/policy'
import * as people from '~server/domain/people/policy'
import { unitsInReach } from '~server/domain/people/reach'
import { ROLES, type Actor } from '~server/domain/shared/actor'
import type { UnitFacts } from '~server/domain/shared/authorize'
import * as support from '~server/domain/support/policy'
import { NOW } from './clock'
import { INVITATION_FACES } from './invitation-faces'
import { once, through } from './who'
import type { WholeNetwork } from './whole-network'

/** One rule, asked for one person: what they see or may, in words. */
export type Face = (
  actor: Actor,
  w: WholeNetwork,
  units: readonly UnitFacts[],
) => Promise<readonly string[]> | readonly string[]

const yes = (is: boolean): string[] => (is ? ['yes'] : [])
const id = { id: true } as const
const ORDERED = { select: id, orderBy: { id: 'asc' } } as const

const named = (w: WholeNetwork, ids: readonly string[]): string[] =>
  ids.map(each => w.called.get(each) ?? each)

/** Units of which a rule says yes. */
const unitsWhere =
  (is: (actor: Actor, unit: UnitFacts, w: WholeNetwork) => boolean): Face =>
  (actor, w, units) =>
    named(
      w,
      units.filter(unit => is(actor, unit, w)).map(unit => unit.id),
    )

export const units = async (
  w: WholeNetwork,
  where: Parameters<ReturnType<typeof db>['orgUnit']['findMany']>[0],
): Promise<string[]> =>
  named(w, await through('unit', where ?? {}, () => db().orgUnit.findMany({ ...where, ...ORDERED })))

/** A cohort as it is judged for somebody: with those units of theirs that have a live enrolment. */
async function factsFor(actor: Actor, cohortId: string, w: WholeNetwork): Promise<cohorts.CohortFacts> {
  return { hostId: w.hosts.get(cohortId) ?? '', enrolledIds: await enrolledIds(actor, cohortId) }
}

async function enrolledIds(actor: Actor, cohortId: string): Promise<string[]> {
  const where = { cohortId, status: { in: ['invited' as const, 'enrolled' as const] } }
  const all = await through('live', where, async () =>
    (await db().enrolment.findMany({ where })).map(row => ({ id: row.orgUnitId })),
  )
  const own = actor.grants.flatMap(grant => (grant.cohortId === null ? [grant.orgUnitId] : []))
  return all.filter(unit => own.includes(unit))
}

/** What a rule says about each of the cohorts. */
const perCohort =
  (
    say: (
      actor: Actor,
      facts: cohorts.CohortFacts,
      units: readonly UnitFacts[],
      w: WholeNetwork,
    ) => readonly string[] | Promise<readonly string[]>,
  ): Face =>
  async (actor, w, all) => {
    const said: string[] = []
    for (const cohort of w.cohorts) {
      const words = await say(actor, await factsFor(actor, cohort, w), all, w)
      said.push(...words.map(each => `${each} in ${w.called.get(cohort)}`))
    }
    return said
  }

const ANOTHER = '00000000-0000-4000-8000-00000000000f'

const PEOPLE: Record<string, Face> = {
  'units within reach': (actor, w) => units(w, { where: unitsInReach(actor) }),
  'sees the people of (in queries)': (actor, w) => units(w, { where: people.unitsWithVisiblePeople(actor) }),
  'sees the people of': unitsWhere(people.canSeePeople),
  'gives as a membership': (actor, w, all) =>
    all.flatMap(unit => people.givableRoles(actor, unit).map(role => `${role} at ${w.called.get(unit.id)}`)),
  'gives whatever fits or not': (actor, w, all) =>
    all.flatMap(unit =>
      ROLES.filter(role => people.canGiveGrant(actor, { role, cohortId: null, unit })).map(
        role => `${role} at ${w.called.get(unit.id)}`,
      ),
    ),
  assigns: unitsWhere(people.canAssign),
  'assigns somebody': actor => yes(people.canAssignSomebody(actor)),
  'registers people': actor => yes(people.canCreatePerson(actor)),
  'manages the people of': unitsWhere(people.canManagePeople),
  'searches below': (actor, w) => named(w, people.searchedUnits(actor) ?? ['everything']),
  'searches as leader': (actor, w) => named(w, people.ledUnits(actor)),
  'searches among the people of every county': actor => yes(people.seesCounties(actor)),
  'searches at all': actor => yes(people.canSearchPeople(actor)),
  'decides about contributions at': unitsWhere(people.canDecideContributions),
  'closes the account of a teacher at': unitsWhere((actor, unit) =>
    people.canCloseAccount(actor, ANOTHER, [{ role: 'teacher', cohortId: null, unit }]),
  ),
  'closes the account of a teacher there and at Nordby skole': (actor, w, all) => {
    const there = all.find(unit => unit.id === w.n.northTownSchool)
    const grant = (unit: UnitFacts) => ({ role: 'teacher' as const, cohortId: null, unit })
    return unitsWhere((who, unit) =>
      people.canCloseAccount(who, ANOTHER, there === undefined ? [] : [grant(unit), grant(there)]),
    )(actor, w, all)
  },
  'closes their own account, or that of somebody without roles': actor => [
    ...yes(people.canCloseAccount(actor, actor.personId, [])).map(() => 'own'),
    ...yes(people.canCloseAccount(actor, ANOTHER, [])).map(() => 'without roles'),
  ],
}

const ORGANISATIONS: Record<string, Face> = {
  'knows of': (actor, w) => units(w, { where: organisations.visibleUnits(actor) }),
  'administers (in queries)': (actor, w) => units(w, { where: organisations.administeredUnits(actor) }),
  administers: unitsWhere(organisations.canAdminister),
}

const SUPPORT: Record<string, Face> = {
  'opens support': actor => yes(support.canOpenSupport(actor)),
  'ends support by somebody else at': unitsWhere((actor, unit) =>
    support.canEndSupport(actor, { personId: ANOTHER, unit }),
  ),
  'ends support by themselves at': unitsWhere((actor, unit) =>
    support.canEndSupport(actor, { personId: actor.personId, unit }),
  ),
  'knows of support at': unitsWhere((actor, unit) => support.canSeeSupport(actor, { unit })),
  'knows of support (in queries)': async (actor, w) => {
    const where = support.visibleSupport(actor)
    return named(w, await through('support', where, () => db().supportAccess.findMany({ where, ...ORDERED })))
  },
}

const AUDIT: Record<string, Face> = {
  'reads some of it': actor => yes(canReadAudit(actor)),
  'reads what belongs to': unitsWhere(canReadChain),
  'reads what belongs to none': actor => yes(canReadChain(actor, null)),
  'reads below (in queries)': (actor, w) => named(w, readableChains(actor) ?? ['everything']),
}

function enrolments(w: WholeNetwork, where: ReturnType<typeof cohorts.visibleEnrolments>): Promise<string[]> {
  const of = { orgUnit: { select: { names: true } }, cohortId: true } as const
  return through('enrolment', where, async () =>
    (await db().enrolment.findMany({ where, select: of })).map(({ orgUnit, cohortId }) => ({
      id: `${orgUnit.names[0]?.name} in ${w.called.get(cohortId)}`,
    })),
  )
}

const COHORTS: Record<string, Face> = {
  'knows of': async (actor, w) => {
    const where = cohorts.visibleCohorts(actor)
    return named(w, await through('cohort', where, () => db().cohort.findMany({ where, ...ORDERED })))
  },
  'sees that these take part': (actor, w) => enrolments(w, cohorts.visibleEnrolments(actor)),
  'sees that these take part (one cohort at a time)': async (actor, w) => {
    const where = cohorts.visibleCohorts(actor)
    const known = await through('cohort', where, () => db().cohort.findMany({ where, ...ORDERED }))
    const said: string[] = []
    for (const id of known) {
      const facts = await factsFor(actor, id, w)
      said.push(...(await enrolments(w, cohorts.enrolmentsIn(actor, { id, ...facts }))))
    }
    return said
  },
  'founds as': unitsWhere((actor, unit) => cohorts.canCreateCohort(actor, unit.id)),
  'founds at all': actor => yes(cohorts.canFoundCohorts(actor)),
  enrols: perCohort((actor, facts, all, w) =>
    named(
      w,
      all.filter(unit => cohorts.canEnrol(actor, facts, unit)).map(unit => unit.id),
    ),
  ),
  'enrols (in queries)': perCohort((actor, facts, _, w) =>
    units(w, { where: cohorts.enrolableUnits(actor, facts) }),
  ),
  'enrols somebody': perCohort((actor, facts) => yes(cohorts.canEnrolSomebody(actor, facts))),
  'reports for': perCohort((actor, cohort, all, w) =>
    named(
      w,
      all.filter(unit => cohorts.canReport(actor, { cohort, unit })).map(unit => unit.id),
    ),
  ),
  decides: perCohort((actor, facts) => yes(cohorts.canDecide(actor, facts))),
  'reads reports': async (actor, w) => {
    const where = cohorts.visibleReports(actor)
    return named(w, await through('report', where, () => db().needsReport.findMany({ where, ...ORDERED })))
  },
}

const IMPORTS: Record<string, Face> = {
  'brings lists for': unitsWhere(imports.canImportFor),
  'brings lists for (in queries)': (actor, w) => units(w, { where: imports.importUnits(actor) }),
  'brings lists': actor => yes(imports.canImport(actor)),
  'brings lists though a guest': actor => yes(imports.canImport({ ...actor, kind: 'guest' })),
  'sees lists': async (actor, w) => {
    const where = imports.visibleBatches(actor)
    return named(w, await through('batch', where, () => db().importBatch.findMany({ where, ...ORDERED })))
  },
}

/** Who may be given a seat where; the same whoever asks. */
const seatable: Face = async (_, w) => {
  const who = new Map(Object.entries(w.cast).map(([words, { personId }]) => [personId, words]))
  const said: string[] = []
  for (const id of w.gatherings) {
    const facts = await db().gathering.findUniqueOrThrow({ where: { id } })
    const where = gatherings.seatablePeople(facts, NOW)
    const people = await through('seatable', where, () => db().person.findMany({ where, ...ORDERED }))
    said.push(...people.map(person => `${who.get(person) ?? 'somebody else'} at ${w.called.get(id)}`))
  }
  return said
}

const GATHERINGS: Record<string, Face> = {
  'holds as': perCohort((actor, facts, all, w) =>
    all.flatMap(unit =>
      gatherings.levelsFor(actor, facts, unit.id).map(level => `${level} as ${w.called.get(unit.id)}`),
    ),
  ),
  'arranges those of': unitsWhere((actor, host) => gatherings.canEditGathering(actor, { host })),
  'arranges (in queries)': async (actor, w) => {
    const where = gatherings.editableGatherings(actor)
    return named(w, await through('gathering', where, () => db().gathering.findMany({ where, ...ORDERED })))
  },
  'knows of': async (actor, w) => {
    const where = gatherings.visibleGatherings(actor, NOW)
    return named(w, await through('gathering', where, () => db().gathering.findMany({ where, ...ORDERED })))
  },
  'can be given a seat': once(seatable),
}

const DEVELOPMENT: Record<string, Face> = {
  'has a desk': actor => yes(development.canHaveDesk(actor)),
  'follows in the nationwide cohort': unitsWhere((actor, unit, w) =>
    development.canFollow(actor, { orgUnitId: unit.id, cohortId: w.n.cohort }),
  ),
  'follows (in queries)': async (actor, w) => {
    const where = development.followedGrants(actor, NOW)
    const rows = await through('followed', where, async () =>
      (await db().grant.findMany({ where })).map(row => ({ id: `${row.orgUnitId} ${row.cohortId}` })),
    )
    return rows.map(row => named(w, row.split(' ')).join(' in '))
  },
}

/** Every area's rules, each with what it is about. */
export const FACES: Record<string, Record<string, Face>> = {
  people: PEOPLE,
  organisations: ORGANISATIONS,
  support: SUPPORT,
  audit: AUDIT,
  cohorts: COHORTS,
  invitations: INVITATION_FACES,
  imports: IMPORTS,
  gatherings: GATHERINGS,
  development: DEVELOPMENT,
}
