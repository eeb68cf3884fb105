import { data, redirect } from '@remix-run/node'
import { openAccount } from '~server/domain/cohorts/invitations/account'
import { answerInvitation, type Opener } from '~server/domain/cohorts/invitations/answers'
import { enrolNamed, inviteNamed } from '~server/domain/cohorts/invitations/naming'
import { accountForm, answerForm, namingForm } from '~server/domain/cohorts/invitations/schema'
import { enrolForm } from '~server/domain/cohorts/schema'
import type { ZodType, output } from 'zod'
import { isDomainError } from '~server/domain/shared/errors'
import type { FormAnswer } from '~/lib/forms'
import { readForm } from '~/lib/forms.server'

/** What came of a form on the page of an invitation. */
export interface InvitationAnswer {
  /** Which form it was, when it comes back. */
  at: 'answer' | 'naming' | 'account'
  form: FormAnswer
}

const FIELDS: Record<string, string> = {
  'invitations.criteria': 'criteria',
  'invitations.deadlinePast': 'deadline',
  'invitations.addressMissing': 'orgUnitIds',
  'invitations.nobodyLeft': 'orgUnitIds',
}

/** Answers, names units, or makes the account, by the button that was pressed; then the page is asked for anew. */
export async function handleInvitation(opener: Opener, request: Request) {
  const here = new URL(request.url).pathname.replace(/\.data$/, '')
  const intent = (await request.clone().formData()).get('intent')
  const back = (query = ''): Response => redirect(here + query)
  if (intent === 'invite')
    return read(request, 'naming', namingForm, async form => {
      const { invited } = await inviteNamed(opener, form)
      return back(`?invitert=${invited}`)
    })
  if (intent === 'enrol')
    return read(request, 'naming', enrolForm, async ({ orgUnitIds }) =>
      back(`?meldt=${await enrolNamed(opener, orgUnitIds)}`),
    )
  if (intent === 'account' && 'token' in opener)
    return read(request, 'account', accountForm, async ({ accountName }) => {
      await openAccount(opener.token, accountName)
      return back('?konto=1')
    })
  return read(request, 'answer', answerForm, async answer => {
    await answerInvitation(opener, answer)
    return back()
  })
}

async function read<Schema extends ZodType>(
  request: Request,
  at: InvitationAnswer['at'],
  schema: Schema,
  work: (value: output<Schema>) => Promise<Response>,
) {
  const submission = await readForm(request, schema)
  if (submission.status !== 'success') return again(submission.reply())
  try {
    return await work(submission.value)
  } catch (error) {
    if (!isDomainError(error) || !error.reason.includes('.')) throw error
    const field = FIELDS[error.reason]
    return again(
      submission.reply(
        field === undefined ? { formErrors: [error.reason] } : { fieldErrors: { [field]: [error.reason] } },
      ),
    )
  }

  function again(form: FormAnswer) {
    return data<InvitationAnswer>({ at, form }, { status: 400 })
  }
}
