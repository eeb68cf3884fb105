import { z } from 'zod'
import { id, line, paragraphs } from '../../shared/fields'

/** The steps of a reflection round, in the order in which a facilitator leads through them. */
export const STEPS = ['waiting', 'individual', 'release', 'group', 'plenum', 'again', 'closed'] as const
export type Step = (typeof STEPS)[number]

/** How one says a point to the table: under one's own name, in the name of all, or without any name. */
export const VOICES = ['me', 'group', 'unnamed'] as const
export type Voice = (typeof VOICES)[number]

/** What somebody keeps for themselves: answers to the questions, and what they take with them. */
export const POINT_KINDS = ['point', 'takeaway'] as const
export type PointKind = (typeof POINT_KINDS)[number]

export const MOST_PROMPTS = 5
/** Of one person in one round; more is a paste gone wrong. */
export const MOST_POINTS = 60
export const LONGEST_POINT = 2_000

const minutes = z.preprocess(
  value => (value === '' || value === undefined ? null : value),
  z.coerce
    .number('errors.number')
    .int('errors.number')
    .min(1, 'errors.number')
    .max(240, 'errors.number')
    .nullable(),
)

export const roundForm = z.object({
  title: line(120),
  /** One to a line. */
  prompts: paragraphs(1_500)
    .transform(text =>
      text
        .split('\n')
        .map(prompt => prompt.trim())
        .filter(prompt => prompt !== ''),
    )
    .pipe(
      z
        .array(z.string().max(300, 'errors.tooLong'))
        .min(1, 'errors.required')
        .max(MOST_PROMPTS, 'rounds.tooManyPrompts'),
    ),
  individualMinutes: minutes,
  groupMinutes: minutes,
  plenumMinutes: minutes,
  againMinutes: minutes,
})
export type RoundForm = z.input<typeof roundForm>
export type NewRound = z.output<typeof roundForm>

/** The state that whoever pressed had seen: two who press at once make one step. */
const turn = z.coerce.number('errors.number').int('errors.number').min(0, 'errors.number')
export const turnForm = z.object({ turn })

export const pointForm = z.object({
  /** Made by the page, so that sending again after a lost answer changes nothing. */
  pointId: id(),
  kind: z.enum(POINT_KINDS, { error: 'errors.choose' }).default('point'),
  prompt: z.coerce
    .number('errors.number')
    .int('errors.number')
    .min(0)
    .max(MOST_PROMPTS - 1)
    .default(0),
  text: paragraphs(LONGEST_POINT),
})
export type NewPoint = z.output<typeof pointForm>

export const releaseForm = z.object({
  pointId: id(),
  voice: z.enum(VOICES, { error: 'errors.choose' }),
})
