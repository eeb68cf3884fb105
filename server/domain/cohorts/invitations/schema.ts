import { z } from 'zod'
import { email, id, ids, optionalLine, paragraphs } from '../../shared/fields'

export const STEPS = ['county', 'municipality', 'unit'] as const
/** Whom an invitation is for: each step of the cascade has its own text, deadline and reminders. */
export type Step = (typeof STEPS)[number]

export const INVITATION_STATUSES = [
  'queued',
  'sent',
  'seen',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'failed',
] as const
export type InvitationStatus = (typeof INVITATION_STATUSES)[number]

/** Why a mail could not be sent, in codes for sentences. */
export const DELIVERY_ERRORS = ['unknownAddress', 'refused', 'temporary', 'interrupted'] as const
export type DeliveryError = (typeof DELIVERY_ERRORS)[number]

/** Why a unit says no. */
export const DECLINE_REASONS = ['time', 'capacity', 'otherWork', 'later', 'other'] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

const LANGUAGES = ['nb', 'nn', 'en'] as const

/** A calendar day as a form sends it, YYYY-MM-DD, as the database's DATE. */
const day = z
  .string({ error: 'errors.date' })
  .regex(/^20\d\d-\d\d-\d\d$/, 'errors.date')
  .transform(text => new Date(`${text}T00:00:00Z`))
  .refine(date => !Number.isNaN(date.getTime()), 'errors.date')

/** "14, 3": so many days before the deadline, the earliest first. */
const reminderDays = z
  .string()
  .default('')
  .transform(text => [...new Set(text.split(/[\s,;]+/).filter(part => part !== ''))])
  .pipe(
    z
      .array(z.string().regex(/^\d{1,2}$/, 'errors.reminders'))
      .max(5, 'errors.reminders')
      .transform(all => all.map(Number).sort((a, b) => b - a)),
  )
  .refine(all => all.every(days => days >= 1 && days <= 60), 'errors.reminders')

/** Addresses written on the page, by unit; an empty field is none. */
const addresses = z.preprocess(
  value =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).filter(([, address]) => address !== ''))
      : {},
  z.record(z.guid().toLowerCase(), email()),
)

export const mailingForm = z.object({
  step: z.enum(STEPS, { error: 'errors.choose' }),
  orgUnitIds: ids(1_000),
  addresses,
  /** The language in which the mail is written. */
  locale: z.enum(LANGUAGES, { error: 'errors.choose' }),
  message: paragraphs(3_000),
  deadline: day,
  reminderDays,
})
export type MailingForm = z.input<typeof mailingForm>
export type NewMailing = z.output<typeof mailingForm>

const acceptForm = z.object({
  answer: z.literal('accept'),
  name: optionalLine(120),
  /** One tick per criterion of the programme. */
  criteria: z.preprocess(
    value => (typeof value === 'string' ? [value] : value),
    z.array(z.string().max(3)).max(10).default([]),
  ),
})
const declineForm = z.object({
  answer: z.literal('decline'),
  name: optionalLine(120),
  reason: z.enum(DECLINE_REASONS, { error: 'errors.choose' }),
  note: paragraphs(500),
})
export const answerForm = z.discriminatedUnion('answer', [acceptForm, declineForm], {
  error: 'errors.choose',
})
export type Answer = z.output<typeof answerForm>

/** An account for whoever has answered: the address is known by the link. */
export const accountForm = z.object({
  accountName: optionalLine(120).pipe(z.string().min(1, 'errors.required')),
})

/** Units that a municipality names when it has said yes. */
export const namingForm = z.object({
  orgUnitIds: ids(500),
  addresses,
  message: paragraphs(3_000),
  deadline: day,
})
export type Naming = z.output<typeof namingForm>

export const correctionForm = z.object({ invitationId: id(), email: email() })
export const invitationForm = z.object({ invitationId: id() })
