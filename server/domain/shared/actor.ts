/** The roles a grant can carry. Teachers, assistants and leaders hold theirs at a unit; advisers at an authority. */
export const ROLES = [
  'administrator',
  'national_adviser',
  'county_adviser',
  'municipality_coordinator',
  'leader',
  'teacher',
  'assistant',
  'ppt_adviser',
  'resource_person',
  'data_officer',
  'support',
] as const
export type Role = (typeof ROLES)[number]

/** One valid grant: role at a unit, and for an assignment the cohort it belongs to. */
export interface ActorGrant {
  role: Role
  orgUnitId: string
  /** Set for assignments: a resource person follows the unit within this cohort only. */
  cohortId: string | null
}

/**
 * Who is asking. Made in one place (server/auth/actor.ts) from the session cookie, the same for a page, a document
 * socket and an event socket. Holds only grants that are valid by the database's clock at that moment.
 */
export interface Actor {
  personId: string
  sessionId: string
  /** A guest came by a gathering's code and has no account. */
  kind: 'account' | 'guest'
  name: string
  locale: string | null
  grants: readonly ActorGrant[]
  /** What row-level security lets questions of this person reach (server/database/reach.ts); absent = nothing. */
  reach?: string
}
