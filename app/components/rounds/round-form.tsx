import { useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import { TextArea } from '~/components/ui/text-area'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'

const TIMES = ['individualMinutes', 'groupMinutes', 'plenumMinutes', 'againMinutes'] as const

// Not an interface: the fields of a form are any names to begin with.
type Values = {
  title: string
  prompts: string
  individualMinutes: string
  groupMinutes: string
  plenumMinutes: string
  againMinutes: string
}

/** Questions and times of a round, new or standing. */
export function RoundForm({
  answer,
  defaults,
  save,
  back,
}: {
  answer: FormAnswer | undefined
  defaults: Values
  save: string
  /** Where one goes without saving. */
  back: string
}) {
  const t = useWords()
  const [form, fields] = useForm<Values>({ id: 'round', lastResult: answer ?? null, defaultValue: defaults })
  const labels = Object.fromEntries(
    (['title', 'prompts', ...TIMES] as const).map(name => [name, t(`rounds:form.${name}`)]),
  )
  return (
    <Form id={form.id} method="post" className="form" noValidate>
      <ErrorSummary form={form} labels={labels} />
      <TextField field={fields.title} label={t('rounds:form.title')} />
      <TextArea
        field={fields.prompts}
        label={t('rounds:form.prompts')}
        hint={t('rounds:form.promptsHint')}
        rows={4}
      />
      <fieldset className="ds-fieldset">
        <legend>{t('rounds:form.minutes')}</legend>
        <p className="hint">{t('rounds:form.minutesHint')}</p>
        <div className="round-times">
          {TIMES.map(name => (
            <TextField key={name} field={fields[name]} label={t(`rounds:form.${name}`)} inputMode="numeric" />
          ))}
        </div>
      </fieldset>
      <div className="form-actions">
        <Button>{save}</Button>
        <ButtonLink to={back} variant="secondary">
          {t('form.cancel')}
        </ButtonLink>
      </div>
    </Form>
  )
}
