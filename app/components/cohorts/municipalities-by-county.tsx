import { useWords } from '~/lib/i18n'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import { Status, useCounts } from './status'

export interface EnrolledMunicipality {
  id: string
  name: string
  /** Its county's name; empty when it has none. */
  county: string
  status: EnrolmentStatus
}

/** Municipalities with their status, under the county in which they lie. */
export function MunicipalitiesByCounty({
  municipalities,
}: {
  municipalities: readonly EnrolledMunicipality[]
}) {
  const counts = useCounts()
  const counties = [...new Set(municipalities.map(({ county }) => county))]
  return (
    <ul className="counties plain-list">
      {counties.map(county => {
        const rows = municipalities.filter(row => row.county === county)
        return (
          <li key={county} className="county">
            <h3>{county === '' ? <WithoutCounty /> : county}</h3>
            <p className="quiet small">{counts(rows.map(({ status }) => status))}</p>
            <ul className="plain-list rows">
              {rows.map(({ id, name, status }) => (
                <li key={id} className="row" data-spread="">
                  <span>{name}</span>
                  <Status status={status} />
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ul>
  )
}

function WithoutCounty() {
  const t = useWords()
  return t('cohorts:kinds.municipality')
}
