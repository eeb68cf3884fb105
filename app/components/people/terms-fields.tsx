import type { FieldMetadata } from '@conform-to/react'
import { SelectField, TextField } from '~/components/ui/field'
import { useWords } from '~/lib/i18n'
import type { Role } from '~server/domain/shared/actor'

export type TermsFieldNames = { role: string; cohortId: string; validFrom: string; validTo: string }

/** What these fields are called, for the summary of errors too. */
export function useTermsLabels(): Record<keyof TermsFieldNames, string> {
  const t = useWords()
  return {
    role: t('people:invite.role'),
    cohortId: t('people:invite.cohort'),
    validFrom: t('people:invite.from'),
    validTo: t('people:invite.until'),
  }
}

/** The role that is chosen at first. */
export const firstRole = (roles: readonly Role[], wish: string): Role | undefined =>
  roles.find(each => each === wish) ?? (roles.includes('teacher') ? 'teacher' : roles[0])

/** As what, in which cohort, and how long. */
export function TermsFields({
  fields,
  roles,
  cohorts,
}: {
  fields: { [Name in keyof TermsFieldNames]: FieldMetadata<string, Record<string, unknown>> }
  roles: readonly Role[]
  cohorts: readonly { value: string; label: string }[]
}) {
  const t = useWords()
  const labels = useTermsLabels()
  const optional = (label: string): string => `${label} (${t('form.optional')})`
  return (
    <>
      <SelectField
        field={fields.role}
        label={labels.role}
        options={roles.map(each => ({ value: each, label: t(`roles.${each}`) }))}
      />
      {cohorts.length > 0 && (
        <SelectField
          field={fields.cohortId}
          label={labels.cohortId}
          hint={t('people:invite.cohortHint')}
          options={[{ value: '', label: t('people:invite.noCohort') }, ...cohorts]}
        />
      )}
      <TextField
        field={fields.validFrom}
        label={optional(labels.validFrom)}
        hint={t('people:invite.fromHint')}
        type="date"
      />
      <TextField
        field={fields.validTo}
        label={optional(labels.validTo)}
        hint={t('people:invite.untilHint')}
        type="date"
      />
    </>
  )
}
