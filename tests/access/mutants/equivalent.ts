/** Changes that change nothing anybody could see: «file, what was done: what stood there» and why. Kept tiny. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'server/domain/organisations/policy.ts, assignments count too: memberUnits(actor)':
    'assigned units stand in the same list anyway',
  "server/domain/people/policy.ts, without cohortId: ANY_COHORT: { role: 'resource_person', cohortId: ANY_COHORT, unit }":
    'who may give a role does not depend on the cohort',
  'server/domain/people/reach.ts, without select: { ancestorId: true }: { select: { ancestorId: true } }':
    'more is read than is used',
  "server/domain/people/reach.ts, without id: 'asc': { id: 'asc' }": 'one after the other, in whatever order',
  "server/domain/people/reach.ts, without orderBy: { id: 'asc' }: { where: { id: { in: wanted }, ...(own ? { OR: [reach, { personId: act…":
    'one after the other, in whatever order',
  'server/domain/people/policy.ts, without «canAssign(actor, unit)»: givableRoles(actor, unit).length > 0 || canAssign(actor, unit)':
    'whoever makes resource persons gives memberships as well',
  'server/domain/cohorts/policy.ts, without { hostId: { in: counties } }: [{ hostId: { in: counties } }, live(atOrBelow(counties))]':
    'whoever is a county adviser of the host is one of its advisers, who see all',
  'server/domain/cohorts/policy.ts, without hostId: { in: counties }: { hostId: { in: counties } }':
    'whoever is a county adviser of the host is one of its advisers, who see all',
  'server/domain/cohorts/policy.ts, without in: counties: { in: counties }':
    'whoever is a county adviser of the host is one of its advisers, who see all',
  'server/domain/cohorts/policy.ts, always false: administered.length === 0':
    'a condition on no unit holds for nothing: it is left out to be planned faster',
  'server/domain/gatherings/policy.ts, always false: above.length === 0':
    'a condition on no unit holds for nothing: it is left out to be planned faster',
  'server/domain/cohorts/policy.ts, always false: counties.length === 0':
    'a condition on no county holds for nothing: it is left out to be planned faster',
  'server/domain/cohorts/policy.ts, every instead: some': 'the condition that is asked instead says the same',
  'server/domain/cohorts/policy.ts, always false: known': 'the condition that is asked instead says the same',
  'server/domain/cohorts/policy.ts, unfiltered: assignments(actor).filter(each => each.cohortId === cohortId)':
    'one of another cohort meets no enrolment of this one',
}
