import type { Role } from '~server/domain/shared/actor'

/** Somebody to sign in as in the demo. Invented, and meant to look it. */
export interface DemoAccount {
  email: string
  name: string
  /** The sentence for people is `roles.<roleKey>` in the locale files. */
  roleKey: Role
}

export const DEMO_ACCOUNTS = [
  { email: 'fylke@example.org', name: 'Fylke Fiktivsen', roleKey: 'county_adviser' },
  { email: 'kommune@example.org', name: 'Kommune Fiktivsen', roleKey: 'municipality_coordinator' },
  { email: 'rektor@example.org', name: 'Rektor Fiktivsen', roleKey: 'leader' },
  { email: 'larer1@example.org', name: 'Lærer Enersen', roleKey: 'teacher' },
  { email: 'larer2@example.org', name: 'Lærer Toersen', roleKey: 'teacher' },
  { email: 'ppt@example.org', name: 'Pepete Fiktivsen', roleKey: 'ppt_adviser' },
  { email: 'ressurs@example.org', name: 'Ressurs Fiktivsen', roleKey: 'resource_person' },
] as const satisfies readonly DemoAccount[]

export type DemoEmail = (typeof DEMO_ACCOUNTS)[number]['email']

/** Opens the demo gathering for guests. Of the alphabet of join codes: no 0, O, 1 or I. */
export const DEMO_JOIN_CODE = 'PULJE2'
