import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import type { EnrolmentChoice } from '~/components/cohorts/enrolment-filter'
import type { CountySum } from '~/components/cohorts/county-sums'
import type { EnrolledMunicipality } from '~/components/cohorts/municipalities-by-county'
import { STATUSES } from '~/components/cohorts/status'

/** More than so many are read county by county. */
const MOST_AT_ONCE = 60

export interface ChosenEnrolled {
  chosen: EnrolmentChoice
  counties: { id: string; name: string }[]
  /** The status of every municipality one may see, for the sum. */
  all: EnrolmentStatus[]
  /** The counties with the status of each of their municipalities, when all are too many for one page; else none. */
  sums: CountySum[]
  /** Those that match the choice; beside sums only those without a county. */
  municipalities: EnrolledMunicipality[]
}

/** What of a cohort's municipalities a page shows, by what stands in its address. An unknown choice is none. */
export function chooseEnrolled(all: readonly EnrolmentView[], query: URLSearchParams): ChosenEnrolled {
  const counties = new Map(all.flatMap(({ county }) => (county === null ? [] : [[county.id, county.name]])))
  const county = query.get('fylke') ?? ''
  const chosen: EnrolmentChoice = {
    county: counties.has(county) ? county : '',
    status: STATUSES.find(status => status === query.get('status')) ?? '',
  }
  const byCounty = all.length > MOST_AT_ONCE && chosen.county === '' && chosen.status === ''
  const shown = all.filter(
    row =>
      (!byCounty || row.county === null) &&
      (chosen.county === '' || row.county?.id === chosen.county) &&
      (chosen.status === '' || row.status === chosen.status),
  )
  return {
    chosen,
    counties: [...counties].map(([id, name]) => ({ id, name })),
    all: all.map(({ status }) => status),
    sums: byCounty ? countySums(all) : [],
    municipalities: shown.map(({ id, name, county, status }) => {
      return { id, name, county: county?.name ?? '', status }
    }),
  }
}

function countySums(all: readonly EnrolmentView[]): CountySum[] {
  const sums = new Map<string, CountySum>()
  for (const { county, status } of all) {
    if (county === null) continue
    const sum = sums.get(county.id) ?? { ...county, statuses: [] }
    sum.statuses.push(status)
    sums.set(county.id, sum)
  }
  return [...sums.values()]
}
