import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import type { EnrolmentChoice } from '~/components/cohorts/enrolment-filter'
import type { EnrolledMunicipality } from '~/components/cohorts/municipalities-by-county'
import { STATUSES } from '~/components/cohorts/status'

export interface ChosenMunicipalities {
  chosen: EnrolmentChoice
  counties: { id: string; name: string }[]
  /** The status of every municipality one may see, for the sum. */
  all: EnrolmentStatus[]
  /** Those that match the choice. */
  municipalities: EnrolledMunicipality[]
}

/** What of a cohort's municipalities a page shows, by what stands in its address. An unknown choice is none. */
export function chooseMunicipalities(
  all: readonly EnrolmentView[],
  query: URLSearchParams,
): ChosenMunicipalities {
  const counties = new Map(all.flatMap(({ county }) => (county === null ? [] : [[county.id, county.name]])))
  const county = query.get('fylke') ?? ''
  const chosen: EnrolmentChoice = {
    county: counties.has(county) ? county : '',
    status: STATUSES.find(status => status === query.get('status')) ?? '',
  }
  return {
    chosen,
    counties: [...counties].map(([id, name]) => ({ id, name })),
    all: all.map(({ status }) => status),
    municipalities: all
      .filter(
        row =>
          (chosen.county === '' || row.county?.id === chosen.county) &&
          (chosen.status === '' || row.status === chosen.status),
      )
      .map(({ id, name, county, status }) => ({ id, name, county: county?.name ?? '', status })),
  }
}
