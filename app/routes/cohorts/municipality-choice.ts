import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import type { PlacedUnit } from '~server/domain/organisations/placing'
import type { CountyOfMunicipalities } from '~/components/cohorts/municipality-counties'

/** A form and a checkbox for each of a country's municipalities is a page that nobody reads; so many stand on one. */
const MOST_AT_ONCE = 60

export interface ChosenMunicipalities {
  /** Empty when all are shown. */
  counties: CountyOfMunicipalities[]
  /** The county in the address; null = none. */
  county: CountyOfMunicipalities | null
  enrolable: PlacedUnit[]
  enrolled: EnrolmentView[]
  /** Matches that were left out. */
  more: boolean
}

/** Which municipalities are shown: all of a few, else those of a county or of a search, by what stands in the address. */
export function chooseMunicipalities(
  enrolable: PlacedUnit[],
  enrolled: EnrolmentView[],
  query: URLSearchParams,
): ChosenMunicipalities {
  const all = { counties: [], county: null, enrolable, enrolled, more: false }
  if (enrolable.length + enrolled.length <= MOST_AT_ONCE) return all
  const counties = countiesOf(enrolable, enrolled)
  const county = counties.find(({ id }) => id === query.get('fylke')) ?? null
  if (county !== null) {
    const here = (unit: PlacedUnit): boolean => (unit.county?.id ?? NOWHERE) === county.id
    return {
      counties,
      county,
      enrolable: enrolable.filter(here),
      enrolled: enrolled.filter(here),
      more: false,
    }
  }
  const words = fold(query.get('sok') ?? '')
  if (words === '') return { counties, county, enrolable: [], enrolled: [], more: false }
  const matches = (unit: PlacedUnit): boolean =>
    fold(`${unit.name} ${unit.county?.name ?? ''}`).includes(words)
  const [open, listed] = [enrolable.filter(matches), enrolled.filter(matches)]
  return {
    counties,
    county,
    enrolable: open.slice(0, MOST_AT_ONCE),
    enrolled: listed.slice(0, MOST_AT_ONCE),
    more: open.length > MOST_AT_ONCE || listed.length > MOST_AT_ONCE,
  }
}

const fold = (text: string): string => text.trim().toLocaleLowerCase('nb')

/** Stands in the address for municipalities without a county. */
const NOWHERE = 'uten'

/** In the order in which they come, which is that of their names. */
function countiesOf(
  enrolable: readonly PlacedUnit[],
  enrolled: readonly PlacedUnit[],
): CountyOfMunicipalities[] {
  const counties = new Map<string, CountyOfMunicipalities>()
  const count = (units: readonly PlacedUnit[], what: 'open' | 'listed'): void => {
    for (const { county } of units) {
      const id = county?.id ?? NOWHERE
      const known = counties.get(id) ?? { id, name: county?.name ?? '', open: 0, listed: 0 }
      counties.set(id, { ...known, [what]: known[what] + 1 })
    }
  }
  count(enrolable, 'open')
  count(enrolled, 'listed')
  return [...counties.values()].sort((a, b) => a.name.localeCompare(b.name, 'nb'))
}
