import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { ArrowDownIcon, ArrowUpIcon, TrashIcon } from '@navikt/aksel-icons'
import { SelectField, TextField } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'
import type { AgendaItemFields, GatheringFields } from './gathering-fields'

const KINDS = ['lecture', 'individual', 'group', 'plenum', 'break'] as const

/** One item of the agenda: kind, title, minutes, and buttons that move or remove it. */
export function AgendaRow({
  form,
  list,
  row,
  index,
  last,
}: {
  form: FormMetadata<GatheringFields>
  /** Name of the list in the form. */
  list: string
  row: FieldMetadata<AgendaItemFields, GatheringFields>
  index: number
  last: boolean
}) {
  const t = useWords()
  const fields = row.getFieldset()
  const number = index + 1
  const button = { className: 'ds-button', 'data-variant': 'tertiary', 'data-icon': '' }
  const move = (to: number) => form.reorder.getButtonProps({ name: list, from: index, to })
  return (
    <fieldset className="agenda-row">
      <legend className="ds-sr-only">{t('gatherings:form.item', { number })}</legend>
      <SelectField
        field={fields.kind}
        label={t('gatherings:form.kind')}
        options={KINDS.map(value => ({ value, label: t(`gatherings:kinds.${value}`) }))}
      />
      <TextField field={fields.title} label={t('gatherings:form.itemTitle')} maxLength={160} />
      <TextField
        field={fields.minutes}
        label={t('gatherings:form.minutes')}
        inputMode="numeric"
        maxLength={3}
      />
      <div className="agenda-row-buttons">
        <button
          {...button}
          {...move(index - 1)}
          disabled={index === 0}
          aria-label={t('gatherings:form.up', { number })}
        >
          <ArrowUpIcon aria-hidden="true" />
        </button>
        <button
          {...button}
          {...move(index + 1)}
          disabled={last}
          aria-label={t('gatherings:form.down', { number })}
        >
          <ArrowDownIcon aria-hidden="true" />
        </button>
        <button
          {...button}
          {...form.remove.getButtonProps({ name: list, index })}
          aria-label={t('gatherings:form.remove', { number })}
        >
          <TrashIcon aria-hidden="true" />
        </button>
      </div>
    </fieldset>
  )
}
