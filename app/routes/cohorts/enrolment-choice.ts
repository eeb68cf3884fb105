import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import type { EnrolmentChoice } from '~/components/cohorts/enrolment-filter'
import { STATUSES } from '~/components/cohorts/status'
import { pageOf, type Paged } from '~/lib/page-of'

export interface ChosenEnrolments {
  chosen: EnrolmentChoice
  counties: { id: string; name: string }[]
  /** All municipalities one may see, for the sum. */
  all: EnrolmentView[]
  /** Those that match the choice. */
  municipalities: EnrolmentView[]
  /** Schools, kindergartens and services one may see: a page of them. */
  units: Paged<EnrolmentView>
}

/** What of a cohort's enrolments a page shows, by what stands in its address. An unknown choice is none. */
export function chooseEnrolments(
  enrolments: readonly EnrolmentView[],
  query: URLSearchParams,
): ChosenEnrolments {
  const all = enrolments.filter(({ kind }) => kind === 'municipality')
  const counties = new Map(all.flatMap(({ county }) => (county === null ? [] : [[county.id, county.name]])))
  const county = query.get('fylke') ?? ''
  const chosen: EnrolmentChoice = {
    county: counties.has(county) ? county : '',
    status: STATUSES.find(status => status === query.get('status')) ?? '',
  }
  return {
    chosen,
    counties: [...counties].map(([id, name]) => ({ id, name })),
    all,
    municipalities: all.filter(
      row =>
        (chosen.county === '' || row.county?.id === chosen.county) &&
        (chosen.status === '' || row.status === chosen.status),
    ),
    units: pageOf(
      enrolments.filter(({ kind }) => !['national', 'county', 'municipality'].includes(kind)),
      query,
      'enheter',
    ),
  }
}
