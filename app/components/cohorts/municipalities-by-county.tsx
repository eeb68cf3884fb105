import { useWords } from '~/lib/i18n'
import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import { Status, useCounts } from './status'

/** Municipalities with their status, under the county in which they lie. */
export function MunicipalitiesByCounty({ municipalities }: { municipalities: readonly EnrolmentView[] }) {
  const counts = useCounts()
  const counties = [...new Set(municipalities.map(({ county }) => county?.name ?? ''))]
  return (
    <ul className="counties plain-list">
      {counties.map(county => {
        const rows = municipalities.filter(row => (row.county?.name ?? '') === county)
        return (
          <li key={county} className="county">
            <h3>{county === '' ? <WithoutCounty /> : county}</h3>
            <p className="quiet small">{counts(rows)}</p>
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
