import { FormProvider, getFormProps, parse, useForm, type DefaultValue } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { ErrorSummary } from '~/components/ui/error-summary'
import { TextField } from '~/components/ui/field'
import type { FormAnswer } from '~/lib/forms'
import { useWords } from '~/lib/i18n'
import { AgendaEditor } from './agenda-editor'
import type { GatheringFields } from './gathering-fields'
import { HostingFields, type Hosting } from './hosting-fields'
import { WhenFields } from './when-fields'

/** What a gathering is called, where and when it is, and its agenda. */
export function GatheringForm({
  answer,
  defaults,
  save,
  back,
  hosting,
}: {
  answer: FormAnswer | undefined
  defaults: DefaultValue<GatheringFields>
  /** What the button does, in words. */
  save: string
  /** Where one goes without saving. */
  back: string
  /** For a new one: in which cohort, as whom and of which levels it can be held. */
  hosting?: { cohortId: string; places: readonly Hosting[] }
}) {
  const t = useWords()
  const [form, fields] = useForm<GatheringFields>({
    id: 'gathering',
    lastResult: answer ?? null,
    defaultValue: defaults,
    // What the form says is judged by the server; here only rows are added, moved and removed.
    onValidate: ({ formData }) =>
      parse<GatheringFields, string[]>(formData, { resolve: value => ({ value: value as GatheringFields }) }),
  })
  const labels: Record<string, string> = {
    title: t('gatherings:form.title'),
    place: t('gatherings:form.place'),
    year: t('gatherings:form.year'),
    month: t('gatherings:form.month'),
    day: t('gatherings:form.day'),
    time: t('gatherings:form.time'),
  }
  fields.items.getFieldList().forEach((row, i) => {
    const { title, minutes } = row.getFieldset()
    const item = t('gatherings:form.item', { number: i + 1 })
    labels[title.name] = `${item}, ${t('gatherings:form.itemTitle')}`
    labels[minutes.name] = `${item}, ${t('gatherings:form.minutes')}`
  })
  return (
    <FormProvider context={form.context}>
      <Form method="post" className="form" data-wide="" {...getFormProps(form)} noValidate>
        {/* Enter in a field presses the first button of a form: it must be the one that saves. */}
        <button className="ds-sr-only" tabIndex={-1} aria-hidden="true">
          {save}
        </button>
        <ErrorSummary form={form} labels={labels} />
        <div className="form">
          <TextField field={fields.title} label={t('gatherings:form.title')} maxLength={160} />
          {hosting !== undefined && (
            <>
              <input type="hidden" name={fields.cohortId.name} value={hosting.cohortId} />
              <HostingFields hosting={hosting.places} host={fields.hostId} level={fields.level} />
            </>
          )}
          <TextField
            field={fields.place}
            label={`${t('gatherings:form.place')} (${t('form.optional')})`}
            maxLength={120}
          />
        </div>
        <WhenFields fields={fields} />
        <AgendaEditor form={form} items={fields.items} />
        <div className="form-actions">
          <Button>{save}</Button>
          <ButtonLink to={back} variant="tertiary">
            {t('form.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </FormProvider>
  )
}
