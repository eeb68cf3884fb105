import type { Submission, SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data } from '@remix-run/node'
import type { output, ZodType } from 'zod'
import { isDomainError } from '~server/domain/shared/errors'

type Answer = Response | ReturnType<typeof data<SubmissionResult>>

/**
 * Reads a form, does the work with what it says, and answers: what the work gives (a redirect), or the form again with
 * what was typed and what is wrong. Works the same with and without script.
 *
 * @param fieldOf which field a refusal of the domain belongs to, by its reason; the others stand on top of the form
 */
export async function submit<Schema extends ZodType>(
  request: Request,
  schema: Schema,
  work: (value: output<Schema>) => Promise<Response>,
  fieldOf: Record<string, string> = {},
): Promise<Answer> {
  const submission = await readForm(request, schema)
  if (submission.status !== 'success') return again(submission.reply())
  try {
    return await work(submission.value)
  } catch (error) {
    return again(refusal(submission, error, fieldOf))
  }
}

/**
 * What the domain refused, as an answer to the form: at the field it belongs to, or on top of the form.
 *
 * @throws whatever is not for a form: unknown errors, and refusals that have a page of their own
 */
export function refusal<Value>(
  submission: Submission<Value>,
  error: unknown,
  fieldOf: Record<string, string> = {},
): SubmissionResult {
  if (!isDomainError(error) || !isSentence(error.reason)) throw error
  const field = fieldOf[error.reason]
  return submission.reply(
    field === undefined ? { formErrors: [error.reason] } : { fieldErrors: { [field]: [error.reason] } },
  )
}

/** The form as sent, checked. The schemas take fields as browsers send them, so nothing is converted beforehand. */
export async function readForm<Schema extends ZodType>(
  request: Request,
  schema: Schema,
): Promise<Submission<output<Schema>>> {
  return parseWithZod(await request.formData(), { schema, disableAutoCoercion: true })
}

function again(result: SubmissionResult): ReturnType<typeof data<SubmissionResult>> {
  return data(result, { status: result.status === 'error' ? 400 : 200 })
}

/** Reasons like `join.closed` have a sentence of their own; the bare kinds have a page. */
const isSentence = (reason: string): boolean => reason.includes('.')
