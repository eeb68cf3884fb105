import type { SubmissionResult } from '@conform-to/react'

/** What an action answers with when the form comes back; give it to `useActionData`. */
export type FormAnswer = SubmissionResult
