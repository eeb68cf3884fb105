import { useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import type { SupportForm } from '~server/domain/support/schema'
import { Button } from '~/components/ui/button'
import { Choices } from '~/components/ui/choices'
import { ErrorSummary } from '~/components/ui/error-summary'
import { controlProps, FieldError, SelectField } from '~/components/ui/field'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'

const HOURS = [1, 2, 4]

/** Which unit: its name is looked for first. */
export function UnitSearch({ text, found }: { text: string; found: number }) {
  const t = useWords()
  return (
    <>
      <Form method="get" className="filter" role="search">
        <div className="ds-field">
          <label className="ds-label" htmlFor="sok">
            {t('oversight:support.find')}
          </label>
          <input className="ds-input" type="search" id="sok" name="sok" defaultValue={text} />
        </div>
        <Button variant={found === 0 ? 'primary' : 'secondary'}>{t('oversight:support.search')}</Button>
      </Form>
      {text !== '' && found === 0 && <p role="status">{t('oversight:support.noHits', { text })}</p>}
    </>
  )
}

/** Why and for how long. */
export function OpenSupportForm({
  units,
  answer,
}: {
  units: readonly { value: string; label: string }[]
  answer: FormAnswer | undefined
}) {
  const t = useWords()
  const [form, fields] = useForm<SupportForm>({
    id: 'open-support',
    lastResult: answer,
    defaultValue: { orgUnitId: units[0]?.value ?? '', reason: '', hours: '1' },
  })
  const { orgUnitId, reason, hours } = fields
  return (
    <Form method="post" className="stack" id={form.id} noValidate>
      <ErrorSummary
        form={form}
        labels={{
          orgUnitId: t('oversight:support.unit'),
          reason: t('oversight:support.why'),
          hours: t('oversight:support.hours'),
        }}
      />
      <SelectField field={orgUnitId} label={t('oversight:support.unit')} options={units} />
      <div className="ds-field">
        <label className="ds-label" htmlFor={reason.id}>
          {t('oversight:support.why')}
        </label>
        <p className="hint" id={reason.descriptionId}>
          {t('oversight:support.whyHint')}
        </p>
        <textarea
          {...controlProps(reason, true)}
          className="ds-input"
          rows={3}
          maxLength={500}
          defaultValue={reason.initialValue}
        />
        <FieldError field={reason} />
      </div>
      <Choices
        field={hours}
        legend={t('oversight:support.hours')}
        inline
        options={HOURS.map(count => ({
          value: String(count),
          label: t('oversight:support.hour', { count }),
        }))}
      />
      <div>
        <Button>{t('oversight:support.submit')}</Button>
      </div>
    </Form>
  )
}
