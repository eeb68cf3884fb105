import { useForm, type FieldMetadata } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Checkbox, Choices } from '~/components/ui/choices'
import { ErrorSummary } from '~/components/ui/error-summary'
import { FieldError, TextField } from '~/components/ui/field'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { inLanguage } from '~/lib/texts'
import type { InvitationPage } from '~server/domain/cohorts/invitations/page'
import type { DeclineReason } from '~server/domain/cohorts/invitations/schema'
import { TextArea } from '~/components/ui/text-area'

type Fields = { answer: string; name: string; criteria: string[]; reason: string; note: string }

const REASONS: readonly DeclineReason[] = ['time', 'capacity', 'otherWork', 'later', 'other']

/** Yes with the two questions of the programme, or no with a reason; folded away once there is an answer. */
export function AnswerForm({
  invitation,
  locale,
  answer,
}: {
  invitation: InvitationPage
  locale: Locale
  answer: FormAnswer | null
}) {
  const t = useWords()
  const answered = invitation.status === 'accepted' || invitation.status === 'declined'
  const [form, fields] = useForm<Fields>({
    id: 'answer',
    lastResult: answer,
    defaultValue: { reason: invitation.reason ?? '', note: invitation.note },
  })
  const both = (
    <>
      <ErrorSummary
        form={form}
        labels={{ criteria: t('invitations:answer.criteria'), reason: t('invitations:answer.why') }}
        fieldIds={{ reason: `${form.id}-reason` }}
      />
      <Accept invitation={invitation} locale={locale} criteria={fields.criteria} name={fields.name} />
      <details className="decline" open={fields.reason.errors !== undefined}>
        <summary>{t('invitations:answer.declineOpen')}</summary>
        <Form method="post" className="form" noValidate>
          <Choices
            field={fields.reason}
            legend={t('invitations:answer.why')}
            options={REASONS.map(value => ({ value, label: t(`invitations:reason.${value}`) }))}
          />
          <TextArea
            field={fields.note}
            label={`${t('invitations:answer.note')} (${t('form.optional')})`}
            rows={3}
          />
          <Button variant="secondary" name="answer" value="decline">
            {t('invitations:answer.decline')}
          </Button>
        </Form>
      </details>
    </>
  )
  if (!answered) {
    return (
      <section className="stack" aria-labelledby="svar">
        <h2 id="svar">{t('invitations:answer.yours')}</h2>
        {both}
      </section>
    )
  }
  return (
    <details className="about" open={answer !== null}>
      <summary>{t('invitations:answer.change')}</summary>
      <div className="stack">{both}</div>
    </details>
  )
}

function Accept({
  invitation,
  locale,
  criteria,
  name,
}: {
  invitation: InvitationPage
  locale: Locale
  criteria: FieldMetadata<string[], Fields>
  name: FieldMetadata<string, Fields>
}) {
  const t = useWords()
  const questions = invitation.programme.entryCriteria
  return (
    <Form method="post" className="form" noValidate>
      {questions.length > 0 && (
        <fieldset
          className="ds-fieldset"
          id={criteria.id}
          aria-describedby={criteria.errors && criteria.errorId}
        >
          <legend>{t('invitations:answer.criteria')}</legend>
          {questions.map((text, index) => (
            <Checkbox
              key={text.nb}
              id={`krav-${index}`}
              name="criteria"
              value={String(index)}
              label={inLanguage(text, locale)}
            />
          ))}
          <FieldError field={criteria} />
        </fieldset>
      )}
      <TextField
        field={name}
        label={`${t('invitations:answer.name')} (${t('form.optional')})`}
        autoComplete="name"
        maxLength={120}
      />
      <Button name="answer" value="accept">
        {t('invitations:answer.accept')}
      </Button>
    </Form>
  )
}
