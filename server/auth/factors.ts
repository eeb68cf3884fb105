import type { ActorGrant, Role } from '~server/domain/shared/actor'
import type { SecondFactorRule } from '~server/sign-in-env'

/** Roles that reach far beyond one school, or to notes about children: one lost mailbox must not open all that. */
const DEMANDED: readonly Role[] = [
  'administrator',
  'national_adviser',
  'county_adviser',
  'ppt_adviser',
  'data_officer',
  'support',
]

/** Whether this installation demands a second factor of whoever holds these grants. */
export function isDemanded(rule: SecondFactorRule, grants: readonly Pick<ActorGrant, 'role'>[]): boolean {
  return rule === 'required' && grants.some(({ role }) => DEMANDED.includes(role))
}

/**
 * Whether a session has still to show a second factor before it is anybody's. Whoever has set up an authenticator app
 * wants to be asked for it, whatever their role; a passkey alone is a convenience that takes no other way in away.
 */
export function mustConfirm(
  rule: SecondFactorRule,
  facts: {
    grants: readonly Pick<ActorGrant, 'role'>[]
    twoStep: boolean
    secondFactorAt: Date | null
  },
): boolean {
  return facts.secondFactorAt === null && (facts.twoStep || isDemanded(rule, facts.grants))
}
