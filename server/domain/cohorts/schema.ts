import { z } from 'zod'
import { id, ids } from '../shared/fields'

/** A text of a programme in the languages of the product. */
export const localText = z.object({ nb: z.string(), nn: z.string(), en: z.string() })
export type LocalText = z.output<typeof localText>

export const ENROLMENT_STATUSES = ['invited', 'enrolled', 'declined', 'withdrawn', 'expired'] as const
export type EnrolmentStatus = (typeof ENROLMENT_STATUSES)[number]

/** An empty field of a form means that nothing was stated. */
const emptyAsNothing = (value: unknown): unknown => (value === '' ? undefined : value)

export const cohortForm = z.object({
  programmeId: id(),
  /** The authority that runs it. */
  hostId: id(),
  /** Left out = the next free one of that programme and host. */
  number: z.preprocess(
    emptyAsNothing,
    z.coerce
      .number('errors.number')
      .int('errors.number')
      .min(1, 'errors.number')
      .max(99, 'errors.number')
      .optional(),
  ),
  /** The month in which it starts, YYYY-MM. */
  startsOn: z.string({ error: 'errors.required' }).regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'errors.month'),
})
export type CohortForm = z.input<typeof cohortForm>
export type NewCohort = z.output<typeof cohortForm>

/** All 357 municipalities of the country and more go in at once. */
export const enrolForm = z.object({ orgUnitIds: ids(1000) })
export type EnrolForm = z.input<typeof enrolForm>

export const enrolmentStatusForm = z.object({
  orgUnitId: id(),
  status: z.enum(ENROLMENT_STATUSES, { error: 'errors.choose' }),
})
export type EnrolmentStatusForm = z.input<typeof enrolmentStatusForm>
