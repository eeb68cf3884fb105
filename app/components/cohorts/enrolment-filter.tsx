import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { asOptions, FilterSelect } from '~/components/ui/filter-select'
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
        <FilterSelect
          name="fylke"
          label={t('cohorts:overview.county')}
          all={t('cohorts:overview.allCounties')}
          options={asOptions(counties)}
          value={chosen.county}
        />
      )}
      <FilterSelect
        name="status"
        label={t('cohorts:overview.status')}
        all={t('cohorts:overview.allStatuses')}
        options={STATUSES.map(status => ({ value: status, label: t(`cohorts:status.${status}`) }))}
        value={chosen.status}
      />
      <Button variant="secondary">{t('cohorts:overview.show')}</Button>
      {active && (
        <Link to="?" preventScrollReset>
          {t('cohorts:overview.reset')}
        </Link>
      )}
    </Form>
  )
}
