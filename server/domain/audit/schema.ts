import { z } from 'zod'
import { isId } from '../shared/authorize'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const day = z.string().regex(DAY).optional().catch(undefined)
const id = z.string().refine(isId).optional().catch(undefined)

/** What of the log is asked for, as it stands in an address; what is no answer to its question is left out. */
export const auditFilter = z.object({
  /** First and last day, in Norway. */
  from: day,
  to: day,
  /** The first word of the kinds: person, grant, cohort … */
  kind: z
    .string()
    .regex(/^[a-z_]{2,30}$/)
    .optional()
    .catch(undefined),
  person: id,
  unit: id,
  /** Entries older than this one. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
})
export type AuditFilter = z.output<typeof auditFilter>
