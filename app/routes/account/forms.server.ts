import { z } from 'zod'
import { email } from '~server/domain/shared/fields'

export const emailForm = z.object({ email: email() })

/** As people type it: with spaces or without. */
export const codeForm = z.object({
  code: z
    .string({ error: 'errors.code' })
    .transform(text => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'errors.code')),
})
