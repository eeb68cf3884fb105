import { FilterForm } from '~/components/ui/filter-form'
import { CountySelect, FilterSelect } from '~/components/ui/filter-select'
import { useWords } from '~/lib/i18n'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import { STATUSES } from './status'

export interface EnrolmentChoice {
  /** Id of a county, or empty for all. */
  county: string
  status: EnrolmentStatus | ''
}

/** Shows the municipalities of one county, or with one status. */
export function EnrolmentFilter({
  chosen,
  counties,
}: {
  chosen: EnrolmentChoice
  counties: readonly { id: string; name: string }[]
}) {
  const t = useWords()
  return (
    <FilterForm active={chosen.county !== '' || chosen.status !== ''}>
      <CountySelect counties={counties} value={chosen.county} />
      <FilterSelect
        name="status"
        label={t('filter.status')}
        all={t('filter.all')}
        options={STATUSES.map(status => ({ value: status, label: t(`cohorts:status.${status}`) }))}
        value={chosen.status}
      />
    </FilterForm>
  )
}
