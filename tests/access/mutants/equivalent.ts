/** Changes that change nothing anybody could see: «file, what was done: what stood there» and why. Kept tiny. */
export const EQUIVALENT: Readonly<Record<string, string>> = {
  'server/domain/organisations/policy.ts, assignments count too: memberUnits(actor)':
    'assigned units stand in the same list anyway',
}
