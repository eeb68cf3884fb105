/** Changes that change nothing anybody could see: «file, what was done: what stood there» and why. Kept tiny. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'server/domain/organisations/policy.ts, assignments count too: memberUnits(actor)':
    'assigned units stand in the same list anyway',
  "server/domain/people/policy.ts, without cohortId: ANY_COHORT: { role: 'resource_person', cohortId: ANY_COHORT, unit }":
    'who may give a role does not depend on the cohort',
  'server/domain/people/policy.ts, without «canAssign(actor, unit)»: givableRoles(actor, unit).length > 0 || canAssign(actor, unit)':
    'whoever makes resource persons gives memberships as well',
  'server/domain/cohorts/policy.ts, without { hostId: { in: counties } }: [{ hostId: { in: counties } }, live(atOrBelow(counties))]':
    'whoever is a county adviser of the host is one of its advisers, who see all',
  'server/domain/cohorts/policy.ts, without hostId: { in: counties }: { hostId: { in: counties } }':
    'whoever is a county adviser of the host is one of its advisers, who see all',
  'server/domain/cohorts/policy.ts, without in: counties: { in: counties }':
    'whoever is a county adviser of the host is one of its advisers, who see all',
}
