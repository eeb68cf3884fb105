import type { FieldMetadata } from '@conform-to/react'
import { Choices } from '~/components/ui/choices'
import { SelectField, TextField } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'

const PRECISIONS = ['unset', 'season', 'month', 'day', 'time'] as const
const SEASONS = ['winter', 'spring', 'summer', 'autumn'] as const

export interface WhenFieldsets {
  precision: FieldMetadata<string>
  season: FieldMetadata<string>
  year: FieldMetadata<string>
  month: FieldMetadata<string>
  day: FieldMetadata<string>
  time: FieldMetadata<string>
}

/**
 * A date as precise as one knows it. Which parts show follows from the chosen precision by CSS alone, so it works
 * without script; parts that do not belong to it are sent along and ignored.
 */
export function WhenFields({ fields }: { fields: WhenFieldsets }) {
  const t = useWords()
  return (
    <div className="when stack">
      <Choices
        field={fields.precision}
        legend={t('gatherings:form.when')}
        hint={t('gatherings:form.whenHint')}
        inline
        options={PRECISIONS.map(value => ({ value, label: t(`gatherings:form.precision.${value}`) }))}
      />
      <div className="when-parts">
        <div className="when-part" data-for="season">
          <SelectField
            field={fields.season}
            label={t('gatherings:form.season')}
            options={SEASONS.map(value => ({ value, label: t(`gatherings:form.seasons.${value}`) }))}
          />
        </div>
        <div className="when-part" data-for="season">
          <TextField
            field={fields.year}
            label={t('gatherings:form.year')}
            inputMode="numeric"
            maxLength={4}
          />
        </div>
        <div className="when-part" data-for="month">
          <TextField
            field={fields.month}
            label={t('gatherings:form.month')}
            hint={t('gatherings:form.monthHint')}
            type="month"
          />
        </div>
        <div className="when-part" data-for="day time">
          <TextField
            field={fields.day}
            label={t('gatherings:form.day')}
            hint={t('gatherings:form.dayHint')}
            type="date"
          />
        </div>
        <div className="when-part" data-for="time">
          <TextField
            field={fields.time}
            label={t('gatherings:form.time')}
            hint={t('gatherings:form.timeHint')}
            type="time"
          />
        </div>
      </div>
    </div>
  )
}
