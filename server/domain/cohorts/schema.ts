import { z } from 'zod'
import { checkbox, id, ids, paragraphs } from '../shared/fields'
import { documentTemplate, localText, terms } from '../shared/programme-text'

export const STEP_KINDS = ['report', 'decision'] as const
export type StepKind = (typeof STEP_KINDS)[number]

/** A day that comes every year, MM-DD. 02-29 is the last day of February, whichever it is. */
const yearlyDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** A step of a programme's yearly cycle: municipalities report something, whoever runs the cohort decides on it. */
export const yearlyStep = z.object({
  key: z.string().regex(/^[a-z_]{2,40}$/),
  kind: z.enum(STEP_KINDS),
  opens: yearlyDay,
  /** The last day. */
  due: yearlyDay,
  title: localText,
  lead: localText,
})
export type YearlyStep = z.output<typeof yearlyStep>

/** A programme as a file describes it: everything that makes one programme another, and nothing in the code. */
export const programmeFile = z.object({
  slug: z.string().regex(/^[a-z0-9-]{2,60}$/),
  durationMonths: z.number().int().min(1).max(120),
  name: localText,
  summary: localText,
  strands: localText.array(),
  themes: localText.array(),
  entryCriteria: localText.array(),
  terms: terms.default({}),
  cycle: yearlyStep.array().max(20).default([]),
  templates: documentTemplate.array().max(20).default([]),
})
export type ProgrammeFile = z.output<typeof programmeFile>

export const OUTCOMES = ['supported', 'partly', 'not_now'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What a municipality writes in a step; `submit` hands it over, without it it stays a draft. */
export const needsReportForm = z.object({
  orgUnitId: id(),
  text: paragraphs(20_000),
  submit: checkbox(),
})
export type NeedsReportForm = z.input<typeof needsReportForm>
export type NewNeedsReport = z.output<typeof needsReportForm>

export const decisionForm = z.object({
  reportId: id(),
  outcome: z.enum(OUTCOMES, { error: 'errors.choose' }),
  decisionText: paragraphs(5_000),
})
export type DecisionForm = z.input<typeof decisionForm>
export type NewDecision = z.output<typeof decisionForm>

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
