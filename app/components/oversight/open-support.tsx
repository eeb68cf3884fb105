import { useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import type { SupportForm } from '~server/domain/support/schema'
import { Button } from '~/components/ui/button'
import { Choices } from '~/components/ui/choices'
import { ErrorSummary } from '~/components/ui/error-summary'
import { SelectField } from '~/components/ui/field'
import { TextArea } from '~/components/ui/text-area'
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
      <TextArea
        field={reason}
        label={t('oversight:support.why')}
        hint={t('oversight:support.whyHint')}
        rows={3}
        maxLength={500}
      />
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
