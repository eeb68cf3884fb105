import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Choices } from '~/components/ui/choices'
import { ErrorSummary } from '~/components/ui/error-summary'
import { controlProps, FieldFrame, SelectField } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'

export interface NewImportFields extends Record<string, unknown> {
  kind: string
  orgUnitId: string
  cohortId: string
  file: string
}

type Fields = { [K in keyof NewImportFields]: FieldMetadata<string, Record<string, unknown>> }

/** A list to bring: what of, on whose behalf, and the file or what was copied from it. */
export function NewImportForm({
  form,
  fields,
  units,
  cohorts,
}: {
  form: FormMetadata<NewImportFields>
  fields: Pick<Fields, 'kind' | 'orgUnitId' | 'cohortId' | 'file'>
  units: readonly { id: string; name: string }[]
  cohorts: readonly { value: string; label: string }[]
}) {
  const t = useWords()
  const isSending = useNavigation().state === 'submitting'
  return (
    <Form method="post" encType="multipart/form-data" className="form" id={form.id} noValidate>
      <h2>{t('imports:new.title')}</h2>
      <ErrorSummary
        form={form}
        labels={{
          kind: t('imports:new.kind'),
          orgUnitId: t('imports:new.unit'),
          cohortId: t('imports:new.cohort'),
          file: t('imports:new.file'),
        }}
      />
      <Choices
        field={fields.kind}
        legend={t('imports:new.kind')}
        options={[
          { value: 'units', label: t('imports:new.units') },
          { value: 'participants', label: t('imports:new.participants') },
        ]}
      />
      <SelectField
        field={fields.orgUnitId}
        label={t('imports:new.unit')}
        hint={t('imports:new.unitHint')}
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        field={fields.cohortId}
        label={`${t('imports:new.cohort')} (${t('form.optional')})`}
        hint={t('imports:new.cohortHint')}
        options={[{ value: '', label: t('imports:new.noCohort') }, ...cohorts]}
      />
      <FieldFrame field={fields.file} label={t('imports:new.file')} hint={t('imports:new.fileHint')}>
        <input
          {...controlProps(fields.file, true)}
          type="file"
          className="ds-input"
          accept=".xlsx,.csv,.txt,.tsv"
        />
      </FieldFrame>
      <details className="about">
        <summary>{t('imports:new.paste')}</summary>
        <div className="ds-field import-paste">
          <label className="ds-label" htmlFor="pasted">
            {t('imports:new.pasteHint')}
          </label>
          <textarea className="ds-input" id="pasted" name="pasted" rows={8} spellCheck={false} />
        </div>
      </details>
      <p className="quiet small">{t('imports:new.privacy')}</p>
      <Button disabled={isSending}>{t('imports:new.submit')}</Button>
    </Form>
  )
}
