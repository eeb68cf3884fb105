import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { SelectField, TextField } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'

export type NewCohortFields = {
  programmeId: string
  hostId: string
  startsOn: string
  number: string
}

interface Named {
  id: string
  name: string
}

const asOptions = (all: readonly Named[]) => all.map(({ id, name }) => ({ value: id, label: name }))

/** Programme, who runs it, when it starts. */
export function NewCohortForm({
  form,
  fields,
  programmes,
  hosts,
}: {
  form: FormMetadata<NewCohortFields>
  fields: { [K in keyof NewCohortFields]: FieldMetadata<NewCohortFields[K], NewCohortFields> }
  programmes: readonly Named[]
  hosts: readonly Named[]
}) {
  const t = useWords()
  return (
    <Form id={form.id} method="post" className="form" noValidate>
      <ErrorSummary
        form={form}
        labels={{ startsOn: t('cohorts:new.starts'), number: t('cohorts:new.number') }}
      />
      <SelectField
        field={fields.programmeId}
        label={t('cohorts:new.programme')}
        options={asOptions(programmes)}
      />
      {hosts.length > 1 ? (
        <SelectField field={fields.hostId} label={t('cohorts:new.host')} options={asOptions(hosts)} />
      ) : (
        <input type="hidden" name={fields.hostId.name} value={hosts[0]?.id} />
      )}
      <TextField
        field={fields.startsOn}
        label={t('cohorts:new.starts')}
        hint={t('cohorts:new.startsHint')}
        type="month"
      />
      <TextField
        field={fields.number}
        label={`${t('cohorts:new.number')} (${t('form.optional')})`}
        hint={t('cohorts:new.numberHint')}
        inputMode="numeric"
      />
      <Button>{t('cohorts:new.create')}</Button>
    </Form>
  )
}
