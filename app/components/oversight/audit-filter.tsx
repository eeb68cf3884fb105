import { Form } from '@remix-run/react'
import type { AuditFilter } from '~server/domain/audit/schema'
import { Button } from '~/components/ui/button'
import { FilterSelect } from '~/components/ui/filter-select'
import { useWords } from '~/lib/i18n'

const KINDS = [
  'person',
  'grant',
  'membership',
  'unit',
  'cohort',
  'enrolment',
  'invitation',
  'mailing',
  'report',
  'programme',
  'gathering',
  'seat',
  'document',
  'import',
  'support',
  'audit',
] as const

/** Period, kind, and the beginning of a name; a person or a unit that was chosen in the list stays chosen. */
export function AuditFilterForm({ chosen, name }: { chosen: AuditFilter; name: string }) {
  const t = useWords()
  return (
    <Form method="get" className="filter" key={JSON.stringify(chosen)}>
      <div className="ds-field">
        <label className="ds-label" htmlFor="fra">
          {t('oversight:audit.from')}
        </label>
        <input className="ds-input" type="date" id="fra" name="fra" defaultValue={chosen.from} />
      </div>
      <div className="ds-field">
        <label className="ds-label" htmlFor="til">
          {t('oversight:audit.to')}
        </label>
        <input className="ds-input" type="date" id="til" name="til" defaultValue={chosen.to} />
      </div>
      <FilterSelect
        name="gjelder"
        label={t('oversight:audit.kind')}
        all={t('oversight:audit.allKinds')}
        options={KINDS.map(kind => ({ value: kind, label: t(`oversight:audit.kinds.${kind}`) }))}
        value={chosen.kind ?? ''}
      />
      <div className="ds-field">
        <label className="ds-label" htmlFor="navn">
          {t('oversight:audit.name')}
        </label>
        <input
          className="ds-input"
          type="search"
          id="navn"
          name="navn"
          defaultValue={name}
          autoComplete="off"
        />
      </div>
      {chosen.person !== undefined && <input type="hidden" name="person" value={chosen.person} />}
      {chosen.unit !== undefined && <input type="hidden" name="enhet" value={chosen.unit} />}
      <Button>{t('oversight:audit.filter')}</Button>
    </Form>
  )
}
