import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { ListSheet } from '~server/domain/organisations/lists/contract'

const FIELDS = {
  units: [
    'unit_name',
    'unit_type',
    'org_number',
    'municipality_code',
    'municipality_name',
    'county_code',
    'county_name',
    'owner_type',
    'contact_name',
    'first_name',
    'last_name',
    'email',
  ],
  participants: [
    'name',
    'first_name',
    'last_name',
    'email',
    'role',
    'unit_name',
    'unit_type',
    'org_number',
    'municipality_code',
    'municipality_name',
    'county_code',
    'county_name',
  ],
} as const

/** How the columns were read, to be changed where it is not right. Open by itself when something was not recognised. */
export function HeadingsForm({
  kind,
  headings,
  unit,
  canChange,
}: {
  kind: 'units' | 'participants'
  headings: readonly ListSheet[]
  unit: string
  canChange: boolean
}) {
  const t = useWords()
  const columns = headings.flatMap(sheet => sheet.columns)
  if (columns.length === 0) return null
  const unknown = columns.filter(({ meaning }) => meaning === null).length
  return (
    <details className="about" open={unknown > 0}>
      <summary>{t('imports:headings.title')}</summary>
      <Form method="post" className="stack" data-space="close">
        {canChange && <p className="measure">{t('imports:headings.text', { unit })}</p>}
        {unknown > 0 && <p>{t('imports:headings.unknown', { count: unknown })}</p>}
        {headings
          .filter(sheet => sheet.columns.length > 0)
          .map(sheet => (
            <fieldset key={sheet.sheet ?? ''} className="ds-fieldset" disabled={!canChange}>
              {sheet.sheet !== null && <legend>{t('imports:headings.sheet', { sheet: sheet.sheet })}</legend>}
              <div className="import-headings">
                {sheet.columns.map(({ heading, folded, meaning, samples }, i) => {
                  const id = `h-${sheet.sheet ?? ''}-${i}`.replaceAll(/\s/g, '-')
                  return (
                    <div className="ds-field" key={id}>
                      <label className="ds-label" htmlFor={id}>
                        {heading === '' ? t('imports:headings.noHeading') : heading}
                      </label>
                      <select
                        className="ds-input"
                        id={id}
                        name={folded === '' ? undefined : `meanings.${folded}`}
                        disabled={folded === ''}
                        defaultValue={meaning ?? ''}
                      >
                        <option value="">{t('imports:headings.unknown')}</option>
                        <option value="ignored">{t('imports:headings.ignored')}</option>
                        {[
                          ...new Set([
                            ...FIELDS[kind],
                            ...(meaning !== null && meaning !== 'ignored' ? [meaning] : []),
                          ]),
                        ].map(field => (
                          <option key={field} value={field}>
                            {t(`imports:fields.${field}`)}
                          </option>
                        ))}
                      </select>
                      {samples[0] !== undefined && (
                        <p className="hint">{t('imports:headings.samples', { text: samples[0] })}</p>
                      )}
                    </div>
                  )
                })}
              </div>
            </fieldset>
          ))}
        {canChange && (
          <Button variant="secondary" name="intent" value="headings">
            {t('imports:headings.submit')}
          </Button>
        )}
      </Form>
    </details>
  )
}
