import type { FieldMetadata } from '@conform-to/react'
import { Choices } from '~/components/ui/choices'
import { SelectField } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'
import type { Level } from '~server/domain/gatherings/schema'

export interface Hosting {
  id: string
  name: string
  levels: Level[]
}

/** Who holds it, when one could hold it as several, and what kind of gathering it is. */
export function HostingFields({
  hosting,
  host,
  level,
}: {
  hosting: readonly Hosting[]
  host: FieldMetadata<string>
  level: FieldMetadata<string>
}) {
  const t = useWords()
  const levels = [...new Set(hosting.flatMap(place => place.levels))]
  return (
    <>
      {hosting.length === 1 ? (
        <input type="hidden" name={host.name} value={hosting[0]?.id} />
      ) : (
        <SelectField
          field={host}
          label={t('gatherings:form.host')}
          options={hosting.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {levels.length === 1 ? (
        <input type="hidden" name={level.name} value={levels[0]} />
      ) : (
        <Choices
          field={level}
          legend={t('gatherings:form.level')}
          options={levels.map(value => ({ value, label: t(`gatherings:levels.${value}`) }))}
        />
      )}
    </>
  )
}
