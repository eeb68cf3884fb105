import { z } from 'zod'
import { ROLES } from '../shared/actor'
import { endOfDay, startOf } from '../shared/dates'
import { checkbox, email, id, ids, line } from '../shared/fields'

export const LOCALES = ['nb', 'nn', 'en'] as const

export const personForm = z.object({
  name: line(120),
  email: email(),
  locale: z.enum(LOCALES, { error: 'errors.choose' }).optional(),
})
export type PersonForm = z.input<typeof personForm>
export type NewPerson = z.output<typeof personForm>

/** A day as browsers send it, YYYY-MM-DD. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'errors.date')
  .refine(text => !Number.isNaN(Date.parse(text)), 'errors.date')

/** The last day of something, or nothing: the moment after it, in Norway; null = open. */
const lastDay = z
  .union([
    z.literal('').transform(() => null),
    day.transform(text => endOfDay(new Date(`${text}T12:00:00Z`))),
  ])
  .default(null)

/** The first day of something, or nothing: the moment at which it begins in Norway; null = at once. */
const firstDay = z
  .union([
    z.literal('').transform(() => null),
    day.transform(text => startOf('day', new Date(`${text}T12:00:00Z`))),
  ])
  .default(null)

const role = () => z.enum(ROLES, { error: 'errors.choose' })

export const grantForm = z.object({
  personId: id(),
  orgUnitId: id(),
  role: role(),
  /** Only for assignments: a resource person follows the unit in this cohort. */
  cohortId: id().optional(),
  validFrom: firstDay.optional(),
  validTo: lastDay.optional(),
})
export type GrantForm = z.input<typeof grantForm>
export type NewGrant = z.output<typeof grantForm>

const terms = {
  role: role(),
  /** An assignment of a resource person belongs to a cohort. */
  cohortId: z.union([z.literal('').transform(() => null), id()]).default(null),
  validFrom: firstDay,
  validTo: lastDay,
}

/** Who is asked. */
export const invitedPerson = z.object({ name: line(120), email: email() })
export const inviteForm = invitedPerson.extend(terms)
export type Invite = z.output<typeof inviteForm>

export const inviteManyForm = z.object({
  /** "Name <address>", one to a line; read by `people-lines.ts`. */
  people: z
    .string({ error: 'errors.required' })
    .max(20_000, 'errors.tooLong')
    .refine(text => text.trim() !== '', 'errors.required'),
  ...terms,
})
export type InviteMany = z.output<typeof inviteManyForm>

export const roleForm = z.object({ grantId: id(), role: role() })
export const endDateForm = z.object({ grantIds: ids(200), validTo: lastDay })
export const endForm = z.object({ grantIds: ids(200), evenIfLast: checkbox() })
export const handOverForm = z.object({ grantId: id(), toPersonId: id() })
export const nameForm = z.object({ name: line(120) })

export const CONTRIBUTIONS = ['name', 'pseudonym'] as const
export type Contributions = (typeof CONTRIBUTIONS)[number]
export const contributionsForm = z.object({
  /** Empty = as the unit above has decided. */
  contributions: z.enum([...CONTRIBUTIONS, 'above'], { error: 'errors.choose' }),
})

/** What the product writes mails about. */
export const NEWS = ['invitations', 'own_roles'] as const
export type News = (typeof NEWS)[number]
export const FREQUENCIES = ['at_once', 'daily', 'weekly', 'off'] as const
export type Frequency = (typeof FREQUENCIES)[number]
const frequency = () => z.enum(FREQUENCIES, { error: 'errors.choose' })
export const newsForm = z.object({ invitations: frequency(), own_roles: frequency() })
