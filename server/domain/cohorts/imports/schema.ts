import { z } from 'zod'
import { PARTICIPANT_FIELDS, UNIT_FIELDS } from '../../organisations/lists/contract'
import { id } from '../../shared/fields'

export const IMPORT_KINDS = ['units', 'participants'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** What is refused before anything is kept. */
export const LARGEST_LIST = 20 * 2 ** 20

/** An empty field of a form means that nothing was stated. */
const emptyAsNothing = (value: unknown): unknown => (value === '' ? undefined : value)

export const newImportForm = z.object({
  kind: z.enum(IMPORT_KINDS, { error: 'errors.choose' }),
  orgUnitId: id(),
  /** The cohort that the units are enrolled in, or the participants follow. */
  cohortId: z.preprocess(emptyAsNothing, id().optional()),
})
export type NewImport = z.output<typeof newImportForm>

const position = z.coerce.number().int().min(0).max(1_000_000)
const FIELDS = [...new Set([...UNIT_FIELDS, ...PARTICIPANT_FIELDS])] as [string, ...string[]]

/** What a person writes instead of what the list said, by field. */
export const correctionForm = z.object({
  position,
  cells: z.partialRecord(z.enum(FIELDS), z.string().max(2000, 'errors.tooLong')),
})
export type Correction = z.output<typeof correctionForm>

export const rowForm = z.object({ position })

/** All rows with this to say about them. */
export const kindForm = z.object({ code: z.string().regex(/^[a-z_]{3,40}$/) })

/** A yes to the version that was seen. */
export const confirmForm = z.object({ version: z.coerce.number().int().min(0) })

/** What a heading means: a field, `ignored`, or empty for what nobody has said. */
export const headingsForm = z.object({
  meanings: z.record(z.string().max(200), z.enum([...FIELDS, 'ignored', ''])),
})

export const VERDICTS = ['ok', 'warn', 'error', 'skip'] as const
export type Verdict = (typeof VERDICTS)[number]
