import { z } from 'zod'
import { email, id, line } from '../shared/fields'
import { ROLES } from '../shared/actor'

export const LOCALES = ['nb', 'nn', 'en'] as const

export const personForm = z.object({
  name: line(120),
  email: email(),
  locale: z.enum(LOCALES, { error: 'errors.choose' }).optional(),
})
export type PersonForm = z.input<typeof personForm>
export type NewPerson = z.output<typeof personForm>

export const grantForm = z.object({
  personId: id(),
  orgUnitId: id(),
  role: z.enum(ROLES, { error: 'errors.choose' }),
  /** Only for assignments: a resource person follows the unit in this cohort. */
  cohortId: id().optional(),
})
export type GrantForm = z.input<typeof grantForm>
export type NewGrant = z.output<typeof grantForm>
