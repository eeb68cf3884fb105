import { z } from 'zod'
import { osloMoment, SEASONS, startOfSeason, type When } from '../shared/dates'
import { checkbox, id, line, optionalLine } from '../shared/fields'

export const LEVELS = ['national', 'county', 'network', 'local'] as const
export type Level = (typeof LEVELS)[number]

export const AGENDA_KINDS = ['lecture', 'individual', 'group', 'plenum', 'break'] as const
export type AgendaKind = (typeof AGENDA_KINDS)[number]

const year = z.coerce
  .number('errors.year')
  .int('errors.year')
  .min(2000, 'errors.year')
  .max(2099, 'errors.year')
const monthText = z.string({ error: 'errors.required' }).regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'errors.month')
const dayText = z
  .string({ error: 'errors.required' })
  .regex(/^20\d\d-\d\d-\d\d$/, 'errors.date')
  .refine(isRealDay, 'errors.date')
const timeText = z.string({ error: 'errors.required' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'errors.time')

/** As coarse as people know it; fields of another precision may be sent along and are ignored. */
export const whenForm = z.discriminatedUnion(
  'precision',
  [
    z.object({ precision: z.literal('unset') }),
    z.object({ precision: z.literal('season'), season: z.enum(SEASONS, { error: 'errors.choose' }), year }),
    z.object({ precision: z.literal('month'), month: monthText }),
    z.object({ precision: z.literal('day'), day: dayText }),
    z.object({ precision: z.literal('time'), day: dayText, time: timeText }),
  ],
  { error: 'errors.choose' },
)
export type WhenForm = z.output<typeof whenForm>

const texts = z.object({ title: line(160), place: optionalLine(120) })

export const gatheringForm = z
  .object({ cohortId: id(), hostId: id(), level: z.enum(LEVELS, { error: 'errors.choose' }) })
  .extend(texts.shape)
  .and(whenForm)
export type GatheringForm = z.input<typeof gatheringForm>
export type NewGathering = z.output<typeof gatheringForm>

export const gatheringChangeForm = texts.and(whenForm)
export type GatheringChange = z.output<typeof gatheringChangeForm>

const minutes = z.preprocess(
  value => (value === '' || value === undefined ? null : value),
  z.coerce
    .number('errors.number')
    .int('errors.number')
    .min(1, 'errors.number')
    .max(600, 'errors.number')
    .nullable(),
)

/** The whole programme of the day, in order. */
export const agendaForm = z.object({
  items: z
    .array(z.object({ kind: z.enum(AGENDA_KINDS, { error: 'errors.choose' }), title: line(160), minutes }))
    .max(60, 'errors.tooMany')
    .default([]),
})
export type AgendaForm = z.input<typeof agendaForm>
export type NewAgendaItem = z.output<typeof agendaForm>['items'][number]

export const tableForm = z.object({ name: optionalLine(80), openToGuests: checkbox() })
export type TableForm = z.input<typeof tableForm>
export type NewTable = z.output<typeof tableForm>

/**
 * What a table's document begins with where its programme has nothing of its own. `igp` follows the rhythm of a reflection round
 * (individual, group, plenum, individual again); `since` opens the next gathering with what has happened; `blank` is an empty
 * sheet, everywhere.
 */
export const TEMPLATES = ['igp', 'since', 'blank'] as const
export type StandingTemplate = (typeof TEMPLATES)[number]

/** A standing template, or the key of one of the programme's. */
export const newTableForm = tableForm.extend({
  template: z.string().max(40, 'errors.choose').default('blank'),
})
export type NewTableForm = z.output<typeof newTableForm>

export const seatForm = z.object({ personId: id(), tableId: id() })
export type SeatForm = z.input<typeof seatForm>

export const JOIN_CODE_LENGTH = 6
/** Nothing that is taken for something else when read aloud or from a wall: no 0 and O, no 1 and I. */
export const JOIN_CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Typed on a phone: case, spaces and hyphens do not matter. */
export const joinForm = z.object({
  code: z
    .string({ error: 'errors.required' })
    .transform(text => text.replace(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().min(1, 'errors.required').max(12, 'errors.join.wrongCode')),
  name: line(60),
})
export type JoinForm = z.input<typeof joinForm>
export type Joining = z.output<typeof joinForm>

/** The stated date as it is stored: its precision and the first moment of the period, in Norway. */
export function whenOf(form: WhenForm): When {
  const { precision } = form
  if (precision === 'unset') return { precision, startsAt: null }
  if (precision === 'season') return { precision, startsAt: startOfSeason(form.season, form.year) }
  const text = precision === 'month' ? form.month : form.day
  const [y = 0, m = 1, d = 1] = text.split('-').map(Number)
  const [hour = 0, minute = 0] = precision === 'time' ? form.time.split(':').map(Number) : []
  return { precision, startsAt: osloMoment(y, m, d, hour, minute) }
}

/** 30 February has the shape of a day and is none. */
function isRealDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
