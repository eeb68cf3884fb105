import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { RowView } from '~server/domain/cohorts/imports/rows'

const FIELDS = {
  units: [
    'unit_name',
    'unit_type',
    'org_number',
    'municipality_code',
    'municipality_name',
    'contact_name',
    'email',
  ],
  participants: ['name', 'email', 'role', 'unit_name', 'org_number', 'municipality_name'],
} as const

/** Writes something else into a row than the list says. Judged at once; what the list said can be brought back. */
export function RowCorrection({ kind, row }: { kind: 'units' | 'participants'; row: RowView }) {
  const t = useWords()
  const { position, cells, corrected, choices } = row
  const label = t('imports:rows.correctOf', { row: row.row })
  return (
    <details className="import-correction" open={choices.length > 0}>
      <summary aria-label={label}>{t('imports:rows.correct')}</summary>
      {choices.length > 0 && (
        <Form method="post" preventScrollReset className="row">
          <input type="hidden" name="position" value={position} />
          <span>{t('imports:rows.choose')}</span>
          <input type="hidden" name="intent" value="correct" />
          {choices.map(({ code, label: name }) => (
            <Button key={code} variant="secondary" name="cells.municipality_code" value={code}>
              {name}
            </Button>
          ))}
        </Form>
      )}
      <Form method="post" preventScrollReset className="import-fields">
        <input type="hidden" name="position" value={position} />
        {FIELDS[kind].map(field => (
          <div className="ds-field" key={field}>
            <label className="ds-label" htmlFor={`${field}-${position}`}>
              {t(`imports:fields.${field}`)}
            </label>
            <input
              className="ds-input"
              id={`${field}-${position}`}
              name={`cells.${field}`}
              defaultValue={cells[field] ?? ''}
              maxLength={2000}
              autoComplete="off"
            />
          </div>
        ))}
        <div className="form-actions">
          <Button variant="secondary" name="intent" value="correct">
            {t('imports:rows.save')}
          </Button>
          {corrected.length > 0 && (
            <Button variant="tertiary" name="intent" value="as-read">
              {t('imports:rows.undoCorrection')}
            </Button>
          )}
        </div>
      </Form>
    </details>
  )
}
