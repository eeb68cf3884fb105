import { z } from 'zod'
import { id } from '../shared/fields'

/** For how long support may look, in hours; the first is what is offered. */
export const HOURS = ['1', '2', '4'] as const

const LETTERS = /\p{L}/gu
const MOST = 500

/** Why: at least twenty letters, so that whoever is told understands it. */
const reason = z
  .string({ error: 'errors.required' })
  .trim()
  .max(MOST, 'errors.tooLong')
  .refine(text => (text.match(LETTERS) ?? []).length >= 20, 'support.reasonTooShort')

export const supportForm = z.object({
  orgUnitId: id(),
  reason,
  hours: z.enum(HOURS, { error: 'errors.choose' }).default('1').transform(Number),
})
export type SupportForm = z.input<typeof supportForm>
export type NewSupport = z.output<typeof supportForm>
