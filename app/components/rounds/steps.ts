import type { STEPS as ALL, Step } from '~server/domain/gatherings/rounds/schema'

/** Of the domain's schema, which stays on the server. */
export const STEPS = [
  'waiting',
  'individual',
  'release',
  'group',
  'plenum',
  'again',
  'closed',
] as const satisfies typeof ALL

export type { Step }
