import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import { STATUSES } from './status'

export interface EnrolmentChoice {
  /** Id of a county, or empty for all. */
  county: string
  status: EnrolmentStatus | ''
}

/** Shows the municipalities of one county, or with one status. A plain form: the choice is in the address. */
export function EnrolmentFilter({
  chosen,
  counties,
}: {
  chosen: EnrolmentChoice
  counties: readonly { id: string; name: string }[]
}) {
  const t = useWords()
  const active = chosen.county !== '' || chosen.status !== ''
  return (
    <Form method="get" className="filter" preventScrollReset aria-label={t('cohorts:overview.filter')}>
      {counties.length > 1 && (
        <div className="ds-field">
          <label className="ds-label" htmlFor="fylke">
            {t('cohorts:overview.county')}
          </label>
          <select className="ds-input" id="fylke" name="fylke" defaultValue={chosen.county}>
            <option value="">{t('cohorts:overview.allCounties')}</option>
            {counties.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="ds-field">
        <label className="ds-label" htmlFor="status">
          {t('cohorts:overview.status')}
        </label>
        <select className="ds-input" id="status" name="status" defaultValue={chosen.status}>
          <option value="">{t('cohorts:overview.allStatuses')}</option>
          {STATUSES.map(status => (
            <option key={status} value={status}>
              {t(`cohorts:status.${status}`)}
            </option>
          ))}
        </select>
      </div>
      <Button variant="secondary">{t('cohorts:overview.show')}</Button>
      {active && (
        <Link to="?" preventScrollReset>
          {t('cohorts:overview.reset')}
        </Link>
      )}
    </Form>
  )
}
