import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import type { EnrolmentChoice } from '~/components/cohorts/enrolment-filter'
import type { UnitsShown } from '~/components/cohorts/enrolled-units'
import { STATUSES } from '~/components/cohorts/status'

export interface ChosenEnrolments {
  chosen: EnrolmentChoice
  counties: { id: string; name: string }[]
  /** All municipalities one may see, for the sum. */
  all: EnrolmentView[]
  /** Those that match the choice. */
  municipalities: EnrolmentView[]
  /** Schools, kindergartens and services one may see: a page of them. */
  units: UnitsShown
}

/** The national authority sees thousands. */
export const UNITS_ON_A_PAGE = 50

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
    ),
  }
}

/** The page that stands in the address, or the one nearest to it. */
function pageOf(units: readonly EnrolmentView[], query: URLSearchParams): UnitsShown {
  const pages = Math.max(1, Math.ceil(units.length / UNITS_ON_A_PAGE))
  const wish = Number.parseInt(query.get('enheter') ?? '1', 10) || 1
  const page = Math.min(Math.max(1, wish), pages)
  const to = (side: number): string => {
    const address = new URLSearchParams(query)
    address.set('enheter', String(side))
    return `?${address.toString()}#enheter`
  }
  return {
    units: units.slice((page - 1) * UNITS_ON_A_PAGE, page * UNITS_ON_A_PAGE),
    total: units.length,
    page,
    pages,
    before: page > 1 ? to(page - 1) : null,
    after: page < pages ? to(page + 1) : null,
  }
}
