import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useForm } from '@conform-to/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { listInvitees } from '~server/domain/cohorts/invitations/invitees'
import { createMailing } from '~server/domain/cohorts/invitations/mailings'
import { previewLetter } from '~server/domain/cohorts/invitations/preview'
import { mailingForm, STEPS } from '~server/domain/cohorts/invitations/schema'
import { isDomainError } from '~server/domain/shared/errors'
import { InviteForm, type InviteFields } from '~/components/invitations/invite-form'
import { StepTabs } from '~/components/invitations/step-tabs'
import { MailPreview } from '~/components/invitations/mail-preview'
import { Empty } from '~/components/ui/empty'
import { ErrorSummary } from '~/components/ui/error-summary'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { readForm } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { fieldText } from '~/routes/people/texts.server'
import { chooseInvitees, type ChosenInvitees } from './invitee-choice'

export const handle = { words: ['invitations'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('cohortId')
  const query = new URL(request.url).searchParams
  const wish = STEPS.find(step => step === query.get('trinn')) ?? null
  const [cohort, inviting] = await Promise.all([getCohort(actor, id), listInvitees(actor, id, wish)])
  const locale = localeOf(request, context)
  const name = cohortName(t, locale, cohort)
  return {
    title: t('invitations:invite.title', { cohort: name }),
    cohort: { id: cohort.id, name },
    locale,
    steps: inviting.steps,
    step: inviting.step,
    ...chooseInvitees(inviting.invitees, query),
  }
})

interface Answer {
  form: FormAnswer
  preview: { subject: string; text: string } | null
  /** Whom to show after another place was chosen without script. */
  shown?: ChosenInvitees
}

/** Shows another place, shows the mail, or sends it to everybody chosen, by the button that was pressed. */
export const action = signedIn(async ({ actor, request, context, params }) => {
  const cohortId = params.id('cohortId')
  const fields = await request.clone().formData()
  const intent = fields.get('intent')
  const submission = await readForm(request, mailingForm)
  if (intent === 'show') {
    const text = (name: string): string => fieldText(fields, name)
    const step = STEPS.find(each => each === text('step')) ?? null
    const { invitees } = await listInvitees(actor, cohortId, step)
    const place = new URLSearchParams({ fylke: text('fylke'), kommune: text('kommune') })
    const { initialValue = null } = submission.reply()
    return data<Answer>({ form: { initialValue }, preview: null, shown: chooseInvitees(invitees, place) })
  }
  if (submission.status !== 'success')
    return data<Answer>({ form: submission.reply(), preview: null }, { status: 400 })
  try {
    if (intent === 'preview') {
      const letter = await previewLetter(actor, cohortId, submission.value)
      const { subject, text } = await context.live.previewInvitation(letter)
      return data<Answer>({ form: submission.reply(), preview: { subject, text } })
    }
    const { mailingId, skipped } = await createMailing(actor, cohortId, submission.value)
    const left = skipped > 0 ? `?utelatt=${skipped}` : ''
    return redirect(`/puljer/${cohortId}/utsendinger/${mailingId}${left}`)
  } catch (error) {
    if (!isDomainError(error) || !error.reason.includes('.')) throw error
    const field = error.reason === 'invitations.deadlinePast' ? 'deadline' : 'orgUnitIds'
    const form = submission.reply({ fieldErrors: { [field]: [error.reason] } })
    return data<Answer>({ form, preview: null }, { status: 400 })
  }
})

export const meta = pageTitle

export default function Invite() {
  const t = useWords()
  const answer = useActionData<Answer>()
  const { title, cohort, locale, step, steps, ...loaded } = useLoaderData<typeof loader>()
  const { invitees, skipped, counties, municipalities, chosen } = answer?.shown ?? loaded
  const isEverywhere = chosen.county === '' && chosen.municipality === ''
  const [form, fields] = useForm<InviteFields>({
    id: 'invite',
    lastResult: answer?.form,
    defaultValue: { locale, reminderDays: '14, 3' },
  })
  return (
    <div className="stack" data-space="wide">
      <PageHead title={title} back={{ to: `/puljer/${cohort.id}`, label: cohort.name }}>
        <p className="lead">{t('invitations:invite.lead')}</p>
      </PageHead>
      <StepTabs step={step} steps={steps} />
      {answer?.preview != null && <MailPreview {...answer.preview} />}
      <ErrorSummary
        form={form}
        labels={{
          orgUnitIds: t('invitations:invite.who'),
          deadline: t('invitations:invite.deadline'),
          reminderDays: t('invitations:invite.reminders'),
          message: t('invitations:invite.message'),
        }}
        fieldIds={{ orgUnitIds: 'hvem' }}
      />
      {invitees.length === 0 && isEverywhere ? (
        <Empty title={t('invitations:invite.nobody')}>
          <p>{t('invitations:invite.nobodyText')}</p>
        </Empty>
      ) : (
        <InviteForm
          key={step}
          form={form}
          fields={fields}
          places={{ step, counties, municipalities, chosen }}
          invitees={invitees}
          skipped={skipped}
        />
      )}
    </div>
  )
}
